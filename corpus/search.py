"""Search the corpus (`search`): pages of articles by date or relevance, with snippets, exact copies folded."""

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
COUNT_SECONDS = 0.03  # for page and count together; if it is over, the count is shown as "more than"
LEAST_COUNT_SECONDS = 0.01  # for the count alone, if the page took long to find
UNDATED_SECONDS = 0.01  # for the count of undated articles
ENDED = "the time was over before this page was full: its articles are right, and the next page goes on from there"
STORY_CAP = 1_000  # matches up to which stories (exact copies folded) are counted


@dataclass(frozen=True, slots=True)
class SearchResult:
    """A page of hits.

    `total` counts the articles that match, copies included, up to `TOTAL_CAP` or until `COUNT_SECONDS` are over;
    `capped` is True if there are more. `stories` counts them with exact copies folded, None if there are more than
    `STORY_CAP`. `undated` counts articles that match but have no date, which a date filter leaves out;
    `undated_capped` is True if there may be more. `next_page` is the `before` of the next page, None on the last.
    `ranked` is how many of the newest hits were ranked by relevance, None in another order. `topic` is the name of the
    topic whose grades are shown.

    `understood` is the search as it was parsed, in the search language. `notes` are sentences for the user.
    `expansions` are the words added to those of the search. `expression` is the FTS5 query (None without words), `sql`
    the statement that found the page.
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
    """Return a page of the articles that match `query` (docs/search.md) and every filter (`Filters`).

    Without a query, the filters alone decide. `count_by` names facets (corpus.query.facets). `seconds` is the time
    limit, None for none. Raises QueryError if the query or a filter has no meaning, or the time is over.
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
            notes=(*_notes(selection, newest, page), *_due(corpus, selection, count_by)),
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


def _due(corpus: Corpus, selection: Selection, count_by: Sequence[str]) -> tuple[str, ...]:
    """Return a sentence where the answer rests on grades and some articles have none yet."""
    if not selection.by_grade and "grade" not in count_by:
        return ()
    from corpus.crawl.grades import due_sentence  # most searches start without it

    sentence = due_sentence(corpus, selection.values["topic"], selection.topic)
    return (sentence,) if sentence else ()


def _stories(corpus: Corpus, newest: Matches) -> int | None:
    """Return the number of matches with exact copies folded, None if they are too many or not all were read."""
    if not newest.whole or len(newest.ids) > STORY_CAP:
        return None
    among = set(newest.ids)
    return len(among) - sum(not among.isdisjoint(copies) for copies in earlier_copies(corpus, among).values())


def _undated(corpus: Corpus, selection: Selection, deadline: Deadline) -> Matches:
    """Return the undated articles that the date filter leaves out; none without a date filter."""
    undated = Matches(corpus, selection.everywhere().undated(), deadline)
    undated.whole = not selection.dated
    undated.take(TOTAL_CAP, UNDATED_SECONDS)
    return undated


def _counted(corpus: Corpus, selection: Selection, newest: Matches, names: Sequence[str]) -> Facets:
    from corpus.query.facets import facets  # few searches need it; the others start faster without it

    return facets(corpus, selection, newest, names)
