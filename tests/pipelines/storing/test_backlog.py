"""Pages are settled in the order in which they came, and never more than a bounded number and size are in work."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from datetime import UTC, datetime

import pytest

from corpus.models import Capture, Refined, SetAside
from pipelines.rules import NO_RULES, PageRules
from pipelines.storing.backlog import MOST_BYTES, MOST_PAGES, Backlog
from pipelines.storing.executor import Executor
from pipelines.storing.large_articles import LARGE

NOW = datetime(2024, 3, 8, tzinfo=UTC)


class LastFirst:
    """An executor that begins with the page that came last: all that are in work end when one is waited for."""

    def __init__(self) -> None:
        self.open: list[tuple[Future[Refined], str]] = []
        self.most = 0

    def submit(self, captures: Sequence[Capture], rules: PageRules) -> Future[Refined]:
        task: Future[Refined] = Future()
        self.open.append((task, captures[0].url))
        self.most = max(self.most, len(self.open))
        return task

    def outcome(self, task: Future[Refined]) -> Refined:
        waiting = task.done()
        while not waiting and self.open:
            other, url = self.open.pop()
            other.set_result(SetAside("no_text", url))
        return task.result()

    def raise_if_interrupted(self) -> None: ...

    def close(self) -> None: ...


@pytest.fixture
def executor() -> LastFirst:
    return LastFirst()


def page(number: int, size: int = 10) -> Capture:
    return Capture(f"https://warta.example/{number}", b"x" * size, NOW)


def settled_of(executor: Executor, pages: Sequence[Capture]) -> list[tuple[int, str | None]]:
    """What was settled, in order: the page's number and the detail of its outcome."""
    settled: list[tuple[int, str | None]] = []

    def settle(number: int, outcomes: list[Refined]) -> None:
        (outcome,) = outcomes
        assert isinstance(outcome, SetAside)
        settled.append((number, outcome.detail))

    backlog = Backlog(lambda: executor, settle)
    for number, one in enumerate(pages):
        backlog.add(number, [[one]], NO_RULES)
    backlog.settle_all()
    return settled


def test_pages_are_settled_in_the_order_in_which_they_came(executor: LastFirst) -> None:
    pages = [page(n) for n in range(3 * MOST_PAGES)]
    assert settled_of(executor, pages) == [(n, one.url) for n, one in enumerate(pages)]
    assert executor.most == MOST_PAGES


def test_large_pages_wait_until_there_is_room(executor: LastFirst) -> None:
    pages = [page(n, LARGE - 1) for n in range(40)]
    assert len(settled_of(executor, pages)) == 40
    assert executor.most == MOST_BYTES // (LARGE - 1)


def test_a_page_that_needs_much_memory_is_in_work_alone(executor: LastFirst) -> None:
    pages = [page(n, LARGE if n % 3 == 0 else 10) for n in range(9)]
    assert settled_of(executor, pages) == [(n, one.url) for n, one in enumerate(pages)]
    assert executor.most == 2  # the small ones between two large ones


def test_a_page_larger_than_the_room_is_in_work_alone(executor: LastFirst) -> None:
    assert len(settled_of(executor, [page(0), page(1, MOST_BYTES + 1), page(2)])) == 3
    assert executor.most == 1


def test_the_executor_is_started_by_the_first_page_only() -> None:
    def start() -> Executor:
        raise AssertionError("started for nothing")

    backlog: Backlog[int] = Backlog(start, lambda _item, _outcomes: None)
    backlog.settle_all()
    backlog.settle_while(lambda _item: True)


def test_an_item_can_be_settled_before_another_is_begun(executor: LastFirst) -> None:
    settled: list[int] = []
    backlog: Backlog[int] = Backlog(lambda: executor, lambda item, _outcomes: settled.append(item))
    for number in range(4):
        backlog.add(number, [[page(number)]], NO_RULES)
    backlog.settle_while(lambda item: item == 1)
    assert settled == [0, 1]
