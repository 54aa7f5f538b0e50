"""Pages that are in work, settled in the order in which they came, however many workers there are."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Generic, TypeVar

from corpus.models import Capture, Refined
from pipelines.rules import PageRules
from pipelines.storing.executor import Executor
from pipelines.storing.large_articles import LARGE
from pipelines.storing.memory import give_memory_back

MOST_PAGES = 32  # in work at a time: two for each of 16 workers
MOST_BYTES = 8 << 20  # of pages in work, though one page at least; what is above waits in its file

T = TypeVar("T")


class Backlog(Generic[T]):
    """Hands pages to an executor and calls `settle(item, outcomes)` for each, first in, first out.

    How many pages are in work depends on them alone, never on the number of workers: what `settle` does to the corpus
    and what is done before `add` alternate in the same order, so the same rows come of it, with the same ids.
    `executor` is called when the first page comes: an executor may be dear to start.
    """

    def __init__(self, executor: Callable[[], Executor], settle: Callable[[T, list[Refined]], None]) -> None:
        self._executor = executor
        self._settle = settle
        self._waiting: deque[tuple[T, list[Future[Refined]], int]] = deque()
        self._pages = self._bytes = 0

    def add(self, item: T, articles: Sequence[Sequence[Capture]], rules: PageRules) -> None:
        """Submit the pages of each of the item's articles; settle the oldest items while too much is in work."""
        size = sum(len(capture.body) for captures in articles for capture in captures)
        if size >= LARGE:
            size = MOST_BYTES  # alone: refining it takes much memory
        while self._waiting and (self._pages + len(articles) > MOST_PAGES or self._bytes + size > MOST_BYTES):
            self.settle_next()
        executor = self._executor()
        self._waiting.append((item, [executor.submit(captures, rules) for captures in articles], size))
        self._pages += len(articles)
        self._bytes += size

    def settle_next(self) -> None:
        """Wait for the item that was added first, and settle it."""
        item, tasks, size = self._waiting.popleft()
        self._pages -= len(tasks)
        self._bytes -= size
        executor = self._executor()
        self._settle(item, [executor.outcome(task) for task in tasks])
        if size == MOST_BYTES:
            give_memory_back()

    def settle_while(self, is_in_work: Callable[[T], bool]) -> None:
        """Settle the oldest items until none of those in work is one of these."""
        while any(is_in_work(item) for item, _, _ in self._waiting):
            self.settle_next()

    def settle_all(self) -> None:
        """Settle every item."""
        while self._waiting:
            self.settle_next()
