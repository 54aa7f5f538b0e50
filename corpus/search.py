"""Which articles hold these words? Newest first or best first, in pages, with snippets and exact copies folded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.errors import QueryError
from corpus.query.expansion import Expansion
from corpus.query.hits import MARK, SNIPPET_WORDS, UNMARK, Hit, hits
from corpus.query.matches import Matches, earlier_copies
from corpus.query.paging import ResultPage, Sort, page_by_relevance, page_in_order
from corpus.query.selection import Filters, Selection, select
from corpus.query.time_limit import SEARCH_SECONDS, Deadline, time_limit
from corpus.store import Corpus

if TYPE_CHECKING:
    from typing import Unpack

    from corpus.query.facets import Facets

__all__ = ["MARK", "SNIPPET_WORDS", "TOTAL_CAP", "UNMARK", "Hit", "SearchResult", "Sort", "search"]

TOTAL_CAP = 10_000
COUNT_SECONDS = 0.03  # for page and count together; then what was counted is told as "more than"
LEAST_COUNT_SECONDS = 0.01  # also after a page that took long to find
UNDATED_SECONDS = 0.01  # the same for those without a date
ENDED = "the time was over before this page was full: what stands on it is sure, the next page goes on from there"
STORY_CAP = 1_000  # articles up to which exact copies are counted out


@dataclass(frozen=True, slots=True)
class SearchResult:
    """A page of hits.

    `total` counts the articles that match, copies included, up to `TOTAL_CAP` or as far as `COUNT_SECONDS` reach;
    `capped` tells that there are more. `stories` counts them with exact copies folded, None for more than
    `STORY_CAP`. `undated` counts those that match but have no date, which a date filter leaves out, and
    `undated_capped` tells that there may be more. `next_page` is the `before` that gives the following page, None
    after the last. `ranked` is over how many of the newest hits relevance was told, None in another order.
    `topic` is the name of the topic whose grades are shown.

    `understood` is the search as it was read, `notes` what is to be said of it, `expansions` what its words
    were taken to mean beside themselves; `expression` the full-text query that was asked (None without words),
    `sql` the statement that found the page.
    """

    hits: tuple[Hit, ...]
    total: int
    capped: bool
    undated: int
    next_page: int | None
    topic: str | None
    expression: str | None
    stories: int | None = None
    ranked: int | None = None
    understood: str | None = None
    notes: tuple[str, ...] = ()
    expansions: tuple[Expansion, ...] = ()
    facets: Facets | None = None
    sql: str = ""
    undated_capped: bool = False


def search(
    corpus: Corpus,
    query: str | None = None,
    *,
    limit: int = 20,
    sort: Sort = "newest",
    count_by: Sequence[str] = (),
    seconds: float | None = SEARCH_SECONDS,
    **filters: Unpack[Filters],
) -> SearchResult:
    """The articles that match `query` (docs/search.md) and every filter (`Filters`); without a query, all that do.

    `count_by` names facets (corpus.query.facets). `seconds` is how long it may take.
    Raises QueryError with a sentence where the query or a filter can't be understood, or the time is over.
    """
    if limit < 1:
        raise QueryError(f"a page of {limit} articles can't be shown; give 1 or more")
    with time_limit(corpus.conn, seconds) as deadline:
        selection = select(corpus, query, page=True, **filters)
        newest = Matches(corpus, selection.everywhere(), deadline)
        before = None if filters.get("before") is None else int(selection.values["before"])
        page = _page(corpus, selection, newest, sort, limit, before, deadline)
        newest.take(TOTAL_CAP + 1, max(COUNT_SECONDS - newest.seconds, LEAST_COUNT_SECONDS))
        undated = _undated(corpus, selection, deadline)
        return SearchResult(
            hits=hits(corpus, selection, page.ids),
            total=min(len(newest.ids), TOTAL_CAP),
            capped=not newest.whole or len(newest.ids) > TOTAL_CAP,
            undated=len(undated.ids),
            undated_capped=not undated.whole,
            next_page=page.following,
            topic=selection.topic,
            expression=selection.values["query"],
            stories=_stories(corpus, newest),
            ranked=page.ranked,
            understood=selection.query.understood if selection.query else None,
            notes=_notes(selection, newest, page),
            expansions=selection.expansions,
            facets=_counted(corpus, selection, newest, count_by) if count_by else None,
            sql=page.sql,
        )


def _page(
    corpus: Corpus,
    selection: Selection,
    newest: Matches,
    sort: Sort,
    limit: int,
    before: int | None,
    deadline: Deadline,
) -> ResultPage:
    if sort == "relevance" and selection.values["query"] is not None:
        return page_by_relevance(corpus, selection, newest, limit, before or 0, deadline)
    matches = newest
    if sort == "oldest":
        matches = Matches(
            corpus, selection.everywhere() if before is None else selection.newer_than(before), deadline, "ASC"
        )
    elif before is not None:
        matches = Matches(corpus, selection, deadline)
    return page_in_order(corpus, selection, matches, limit, deadline)


def _notes(selection: Selection, newest: Matches, page: ResultPage) -> tuple[str, ...]:
    read = selection.query.notes if selection.query else ()
    small = selection.query.small_operator if selection.query and not newest.ids else None
    return (*read, *((small,) if small else ()), *((ENDED,) if page.ended else ()))


def _stories(corpus: Corpus, newest: Matches) -> int | None:
    """How many there are with exact copies folded, where all are known and not too many."""
    if not newest.whole or len(newest.ids) > STORY_CAP:
        return None
    among = set(newest.ids)
    return len(among) - sum(not among.isdisjoint(copies) for copies in earlier_copies(corpus, among).values())


def _undated(corpus: Corpus, selection: Selection, deadline: Deadline) -> Matches:
    """What a date filter leaves out because no date is known."""
    undated = Matches(corpus, selection.everywhere().undated(), deadline)
    undated.whole = not selection.dated
    undated.take(TOTAL_CAP, UNDATED_SECONDS)
    return undated


def _counted(corpus: Corpus, selection: Selection, newest: Matches, names: Sequence[str]) -> Facets:
    from corpus.query.facets import facets  # what few searches ask for costs none of the others its start

    return facets(corpus, selection, newest, names)
