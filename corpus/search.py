"""Search the corpus (`search`): pages of articles by date or relevance, with snippets, each story once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from corpus.answers import Answer
from corpus.errors import QueryError
from corpus.messages.search_messages import PAGE_SIZE_TOO_SMALL
from corpus.query import budget
from corpus.query.expansion import Expansion
from corpus.query.hits import MARK, SNIPPET_WORDS, UNMARK, Hit, hits
from corpus.query.matches import Matches, StoryFolding, undated_among, undated_matches
from corpus.query.paging import ResultPage, page_by_relevance, page_in_order
from corpus.query.selection import MAX_ID, Filters, Selection, select
from corpus.query.time_limit import SEARCH_SECONDS, time_limit
from corpus.store import Corpus
from corpus.stories.due_stories import stories_due
from corpus.typed.day_fields import days_in_words
from corpus.typed.filled_sql import filled_sql
from corpus.typed.sort_names import Sort, read_sort

if TYPE_CHECKING:
    from typing import Unpack

    from corpus.nohits.explanation import NoHits
    from corpus.nohits.trials import OfferedSearch
    from corpus.query.facets import Facets

__all__ = ["MARK", "SNIPPET_WORDS", "TOTAL_CAP", "UNMARK", "Hit", "SearchResult", "Sort", "search"]

TOTAL_CAP = 10_000  # matches up to which they are counted, so that a total costs no more than its page
UNDATED_CAP = 1_000  # articles without a date up to which they are counted
LISTED_CAP = 1_000  # matches up to which those without a known day are counted, where none is shown
COUNTED_IN_PART = "counted among the {number:,} {first} articles that the words or filters give; --exact counts all"
ENDED = "no more were found among the {number:,} {first} articles that the words or filters give; the next page goes on"

AT_THE_END = "without a known day: {number}; {stand} at the end, in every order by day"


@dataclass(frozen=True, slots=True)
class SearchResult:
    """A page of hits.

    `total` is the number of articles that match, copies included. It is `exact`, or there are at least so many: without
    `exact=True`, it is counted up to `TOTAL_CAP` and over as many candidates as corpus.query.budget says. `stories` is
    the number of stories they tell, None where that was not counted (corpus.query.matches.STORY_CAP). `undated` counts
    articles that match but have no date, which a date filter leaves out; they are all if `undated_exact`. `next_page`
    is the `before` of the next page, None on the last; below 0 where only articles without a known day are left, which
    stand at the end of every order by day. `ranked` is how many of the newest hits were ranked by relevance, None in
    another order. `topic` is the name of the topic whose grades are shown.

    `offers` are searches near one that finds nothing, each with the number of articles that it finds.

    `understood` is the search as it was parsed, in the search language. `notes` are sentences for the user.
    `expansions` are the words added to those of the search. `expression` is the FTS5 query (None without words), `sql`
    the statement that found the page, with the names of its `values`. `filters` are what the fields and filters became
    (days, and conditions in SQL), `budget` is a sentence on how many articles are looked at.
    """

    hits: tuple[Hit, ...]
    total: int
    exact: bool
    undated: int
    undated_exact: bool
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
    offers: tuple[OfferedSearch, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    filters: tuple[str, ...] = ()
    budget: str = ""

    @property
    def filled_sql(self) -> str:
        """The statement with its values in place of their names, in one line: it can be pasted into sqlite3."""
        return " ".join(filled_sql(self.sql, self.values).split())

    @property
    def answer(self) -> Answer:
        """What is said of the whole answer, as the last line of `--json` has it."""
        return Answer(self.total, self.exact, self.stories, self.notes)


def search(
    corpus: Corpus,
    query: str | None = None,
    *,
    limit: int = 20,
    sort: str = "newest",
    count_by: Sequence[str] = (),
    exact: bool = False,
    seconds: float | None = SEARCH_SECONDS,
    **filters: Unpack[Filters],
) -> SearchResult:
    """Return a page of the articles that match `query` (docs/search.md) and every filter (`Filters`).

    Without a query, the filters alone decide. `sort` is newest, oldest or relevance (terbaru, terlama, relevan).
    `count_by` names facets (corpus.query.facets). `exact` counts to the
    end, however long it takes. `seconds` is the time limit, None for none. Everything is read at one moment, whatever
    others write meanwhile. Raises QueryError if the query or a filter has no meaning, or the time is over.
    """
    if limit < 1:
        raise QueryError(PAGE_SIZE_TOO_SMALL(limit=limit))
    order = read_sort(sort)
    with time_limit(corpus.conn, seconds), corpus.snapshot():
        selection = select(corpus, query, page=not exact, **filters)
        # The page is made of the matches that are read for the total, from either end; facets count the newest.
        end: budget.Order = "ASC" if order == "oldest" and not count_by else "DESC"
        newest = Matches(corpus, selection.everywhere(), end, exact=exact)
        cap = None if exact else budget.most_counted(selection.values["query"], TOTAL_CAP, limit)
        newest.take(None if cap is None else cap + 1)
        folding = StoryFolding(corpus, selection, newest, exact=exact)
        page = _page(corpus, selection, newest, folding, order, limit, filters.get("before"), exact=exact)
        undated = _undated(corpus, selection, exact=exact)
        why = _no_hits(corpus, selection, newest, filters)
        return SearchResult(
            hits=hits(corpus, selection, page.ids),
            total=len(newest.ids[:cap]),
            exact=newest.whole and len(newest.ids) == len(newest.ids[:cap]),
            undated=len(undated.ids),
            undated_exact=undated.whole,
            next_page=page.following,
            topic=selection.topic,
            expression=selection.values["query"],
            stories=None if len(newest.ids) > len(newest.ids[:cap]) else folding.stories,
            ranked=page.ranked,
            understood=selection.query.understood if selection.query else None,
            notes=(
                *_notes(selection, newest, page, order),
                *_without_day(corpus, selection, newest, page, order, exact=exact),
                *_due(corpus, selection, count_by),
                *why.notes,
            ),
            offers=why.offers,
            expansions=selection.expansions,
            facets=_counted(corpus, selection, newest, count_by, exact=exact) if count_by else None,
            sql=page.sql,
            values=page.values,
            filters=tuple(_filters(selection)),
            budget=_budget(selection, exact=exact),
        )


def _page(
    corpus: Corpus,
    selection: Selection,
    newest: Matches,
    folding: StoryFolding,
    sort: Sort,
    limit: int,
    before: int | None,
    *,
    exact: bool,
) -> ResultPage:
    before = None if before is None else max(-MAX_ID, min(before, MAX_ID))
    if sort == "relevance" and selection.values["query"] is not None:
        return page_by_relevance(corpus, selection, newest, limit, max(0, before or 0))
    matches: Matches | None = newest
    if before is not None and before < 0:
        matches = None
    elif sort == "oldest" and (before is not None or newest.order == "DESC"):
        later = selection.everywhere() if before is None else selection.newer_than(before)
        matches = Matches(corpus, later, "ASC", exact=exact)
    elif before is not None and sort != "oldest":
        matches = Matches(corpus, selection, exact=exact)
    passed = None if before is None or before >= 0 else -before

    def undated() -> Sequence[int]:
        ids = [] if selection.dated else undated_matches(corpus, selection, newest)
        if sort == "oldest":
            return [one for one in reversed(ids) if passed is None or one > passed]
        return [one for one in ids if passed is None or one < passed]

    return page_in_order(corpus, selection, matches, folding, limit, undated)


def _notes(selection: Selection, newest: Matches, page: ResultPage, sort: Sort) -> tuple[str, ...]:
    """Return the sentences on how the search was read, and on how far it was looked."""
    notes = [*selection.notes]
    if page.ended_after is not None:
        notes.append(ENDED.format(number=page.ended_after, first="oldest" if sort == "oldest" else "newest"))
    if newest.edge is not None and len(newest.ids) <= TOTAL_CAP:
        first = "newest" if newest.order == "DESC" else "oldest"
        notes.append(COUNTED_IN_PART.format(number=newest.candidates, first=first))
    return tuple(notes)


def _no_hits(corpus: Corpus, selection: Selection, newest: Matches, filters: Filters) -> NoHits:
    """Return why nothing is found, and searches near it that find something; empty where something is found."""
    from corpus.nohits.explanation import NoHits, explain_no_hits  # most searches find something

    return explain_no_hits(corpus, selection, filters) if newest.whole and not newest.ids else NoHits()


def _filters(selection: Selection) -> Iterator[str]:
    """Yield what the fields and filters became: the days, and each condition in SQL."""
    if selection.dated:
        first, last = (date.fromisoformat(selection.values[name]) for name in ("since", "until"))
        yield f"days: {days_in_words(first, last)}"
    for condition in selection.per_article:
        yield " ".join(filled_sql(condition.format(a="articles", id="articles.id"), selection.values).split())


def _budget(selection: Selection, *, exact: bool) -> str:
    """Return the sentence on how many candidates are looked at (corpus.query.budget)."""
    if exact:
        return "all candidates are looked at"
    if selection.weight is None:
        return "each candidate matches, or is looked up by its id: no bound is needed"
    counted, searched = budget.COUNTED // selection.weight, budget.SEARCHED // selection.weight
    return f"at most {counted:,} candidates are looked at for the total, {searched:,} to fill the page"


def _without_day(
    corpus: Corpus, selection: Selection, newest: Matches, page: ResultPage, sort: Sort, *, exact: bool
) -> tuple[str, ...]:
    """Return the sentence on matches without a known day: where this page shows some, or few enough match to count."""
    if selection.dated or sort == "relevance":
        return ()
    shown = bool(undated_among(corpus, page.ids))
    counted = newest.whole and (shown or exact or len(newest.ids) <= LISTED_CAP)
    number = len(undated_among(corpus, newest.ids)) if counted else 0
    if number or shown:
        stand = "it stands" if number == 1 else "they stand"
        return (AT_THE_END.format(number=f"{number:,}" if number else "some", stand=stand),)
    return ()


def _due(corpus: Corpus, selection: Selection, count_by: Sequence[str]) -> tuple[str, ...]:
    """Return the sentences on articles that are due: for stories, and for grades where the answer rests on these."""
    sentences = [stories_due(corpus)]
    if selection.by_grade or "grade" in count_by:
        from corpus.crawl.grades import due_sentence  # most searches start without it

        sentences.append(due_sentence(corpus, selection.values["topic"], selection.topic))
    return tuple(filter(None, sentences))


def _undated(corpus: Corpus, selection: Selection, *, exact: bool) -> Matches:
    """Return the undated articles that the date filter leaves out; none without a date filter."""
    undated = Matches(corpus, selection.everywhere().undated(), exact=exact)
    undated.whole = not selection.dated
    undated.take(None if exact else UNDATED_CAP)
    return undated


def _counted(corpus: Corpus, selection: Selection, newest: Matches, names: Sequence[str], *, exact: bool) -> Facets:
    from corpus.query.facets import FACET_CAP, facets  # few searches need it; the others start faster without it

    return facets(corpus, selection, newest, names, cap=None if exact else FACET_CAP)
