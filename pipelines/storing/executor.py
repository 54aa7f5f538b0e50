"""What refines pages, seen by those who have pages: submit one, get its outcome (`Executor`).

`pipelines/storing/workers.py` fills it with processes of this machine. Whatever fills it later (a cluster) needs to
give the same: a page's outcome depends on the page and the rules alone, never on what else is in work.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence
from concurrent.futures import Future
from typing import Protocol

from corpus.models import Capture, NeedsPages, Refined, SetAside
from pipelines.rules import PageRules

ROUNDS = 2  # an article whose page=all can't be had asks for its numbered pages
AT_ODDS = SetAside("extract_error", "the pages asked for differ from one reading to the next")


class Executor(Protocol):
    """Refines pages somewhere else.

    What it starts must end with the process that owns it, also where that is killed: watch it through a pipe or a
    connection that closes with it. A parent's process id doesn't say it; under a fork server that is the server's.
    """

    def submit(self, captures: Sequence[Capture], rules: PageRules) -> Future[Refined]:
        """Begin to refine an article's pages. Raises WorkerError where nothing can be refined any more.

        Raises KeyboardInterrupt where a signal came since the last call, as `outcome` does.
        """

    def outcome(self, task: Future[Refined]) -> Refined:
        """Wait for the result of `submit`; a page that takes too long or breaks the extractor is a SetAside.

        Raises WorkerError where the fault is not the page's.
        """

    def raise_if_interrupted(self) -> None:
        """Raise KeyboardInterrupt if a signal came."""

    def close(self) -> None:
        """End what was started; pages still in work are given up (their rows stay open)."""


def refine_at_hand(executor: Executor, captures: Sequence[Capture], rules: PageRules) -> Refined:
    """Refine the article from these pages alone, and wait; further pages that it needs count as missing."""
    refined = executor.outcome(executor.submit(captures, rules))
    for _ in range(ROUNDS):
        if not isinstance(refined, NeedsPages):
            return refined
        captures = without_answer(captures, refined)
        refined = executor.outcome(executor.submit(captures, rules))
    return AT_ODDS if isinstance(refined, NeedsPages) else refined


async def refine_beside(executor: Executor, captures: Sequence[Capture], rules: PageRules) -> Refined:
    """Refine without blocking the event loop."""
    task = executor.submit(captures, rules)
    with contextlib.suppress(Exception):  # `outcome` below tells the errors apart
        await asyncio.wrap_future(task)
    return executor.outcome(task)


def without_answer(captures: Sequence[Capture], needed: NeedsPages) -> list[Capture]:
    """The captures, and one that never came for each further page: the article is refined as incomplete."""
    clock = captures[0].fetched_at
    return [*captures, *(Capture(url=url, body=b"", fetched_at=clock, status=0) for url in needed.urls)]
