"""Articles whose pages take much memory to refine (`is_large`), and turns that let each of them be refined alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from corpus.models import Capture

LARGE = 1 << 19  # bytes of an article's pages from which it is refined alone; most pages have 20 to 200 kB


def is_large(captures: Sequence[Capture]) -> bool:
    """True where an article's pages are so large that refining it takes much memory: some 40 times their size."""
    return sum(len(capture.body) for capture in captures) >= LARGE


class Turns:
    """The turns of a crawl's articles, in the order in which they came: a large one alone, the others side by side."""

    def __init__(self) -> None:
        self._next = asyncio.Lock()  # held by whoever is next; it wakes those who wait in order
        self._in_work = 0
        self._none_in_work = asyncio.Event()
        self._none_in_work.set()

    @asynccontextmanager
    async def turn(self, captures: Sequence[Capture]) -> AsyncIterator[None]:
        """Wait for the article's turn, and refine it within."""
        if is_large(captures):
            async with self._next:
                await self._none_in_work.wait()
                yield
            return
        async with self._next:
            self._in_work += 1
            self._none_in_work.clear()
        try:
            yield
        finally:
            self._in_work -= 1
            if self._in_work == 0:
                self._none_in_work.set()
