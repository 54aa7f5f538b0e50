"""The captures of each fetch of an article, from the archive: its first fetch, then each second look with a new page.

A look that brought only some of an article's pages stands with the others as they were held then.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from corpus.crawl.frontier_entries import FetchedRow
from corpus.models import Capture, NeedsPages
from corpus.revisits.article_events import StoredPage, pages_by_look
from corpus.urls import clean_url
from pipelines.storing.second_look import MOST_ROUNDS

if TYPE_CHECKING:
    from crawler.run.operation import Operation


def load_fetches(operation: Operation, row: FetchedRow) -> list[list[Capture]]:
    """Return the captures of each fetch of the article, oldest first. Raises ArchiveError."""
    parts = operation.frontier.parts(row.id)
    if not parts:
        return [[capture] for capture in operation.reader.captures_of_row(operation.corpus, row.id)]
    runs, pages = pages_by_look(operation.corpus, row.id)
    if not runs:
        return [operation.load_captures(row.id)]
    every = {page.capture_id: operation.reader.capture(page.capture) for page in pages}
    return [
        _pages_at(operation, row, [(url, part) for part, url, _, _ in parts], pages, every, run)
        for run in (None, *runs)
        if run is None or any(page.run_id == run and _stands(page, row.id) for page in pages)
    ]


def shown_in(fetches: Sequence[Sequence[Capture]]) -> list[Capture]:
    """Return of each fetch the page that came with it: the first page, else the first of the further ones."""
    new: list[Capture] = []
    before: set[int | None] = set()
    for captures in fetches:
        came = [capture for capture in captures if capture.id is not None and capture.id not in before]
        new.append(captures[0] if captures[0] in came or not came else min(came, key=lambda page: page.id or 0))
        before |= {capture.id for capture in captures}
    return new


def _stands(page: StoredPage, first_row: int) -> bool:
    """True for a first page, whatever it showed, and for a further page that was used."""
    return page.row_id == first_row or not page.passed_over


def _pages_at(
    operation: Operation,
    row: FetchedRow,
    parts: Sequence[tuple[str, int]],
    pages: Sequence[StoredPage],
    every: dict[int, Capture],
    run: int | None,
) -> list[Capture]:
    """The pages that the article had after the look of a run; None: after its first fetch."""
    looked = {page.run_id for page in pages if page.of_look}
    until = [p for p in pages if (p.run_id <= run if run is not None else p.run_id not in looked)]
    usable = [p for p in until if not p.passed_over]
    own = [p for p in until if p.row_id == row.id and p.run_id == run] or [p for p in usable if p.row_id == row.id]
    first = every[own[-1].capture_id] if own else every[next(p for p in pages if p.row_id == row.id).capture_id]
    held = {url: every[p.capture_id] for url, part in parts for p in usable if p.row_id == part}
    captures, rules = [first], operation.rules_of(row.outlet, first.url)
    for _ in range(MOST_ROUNDS):
        refined = operation.workers.outcome(operation.workers.submit(captures, rules))
        had = {clean_url(capture.requested_url or capture.url) for capture in captures}
        new = [url for url in refined.urls if clean_url(url) not in had] if isinstance(refined, NeedsPages) else []
        if not new:
            break
        captures += [held.get(clean_url(url)) or _missing(url, first) for url in new]
    return captures


def _missing(url: str, first: Capture) -> Capture:
    return Capture(url=url, body=b"", fetched_at=first.fetched_at, status=0)
