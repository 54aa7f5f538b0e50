"""Which articles hold these words? Newest first or best first, in pages, with snippets and exact copies folded."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from corpus.errors import QueryError
from corpus.expansion import Expansion
from corpus.found import MARK, SNIPPET_WORDS, UNMARK, Hit, hits
from corpus.selection import Selection, select
from corpus.store import Corpus
from corpus.time_limit import SEARCH_SECONDS, time_limit

if TYPE_CHECKING:
    from corpus.facets import Facets

__all__ = ["MARK", "SNIPPET_WORDS", "TOTAL_CAP", "UNMARK", "Hit", "SearchResult", "Sort", "search"]

Sort = Literal["newest", "oldest", "relevance"]
TOTAL_CAP = 10_000
COUNT_SECONDS = 0.1  # then what was counted is told as "more than"
STORY_CAP = 1_000  # articles up to which exact copies are counted out: each costs the reading of a row
RANKED = 2_000
"""How many of the newest hits are put in the order of relevance: ranking them all takes seconds in a large corpus."""

TITLE_WEIGHT = 4.0  # what a word in the headline counts for in the rank; one in the text counts 1


BEST_FIRST = """SELECT rowid FROM articles_fts WHERE articles_fts MATCH :query AND rowid BETWEEN :low AND :high
    AND +rowid IN (SELECT value FROM json_each(:ids)) ORDER BY bm25(articles_fts, :title, 1.0), rowid DESC"""

EARLIER_COPIES = """SELECT b.id FROM articles a JOIN articles b ON b.text_sha256 = a.text_sha256
    WHERE a.id = ? AND b.id < a.id AND b.outlet <> a.outlet"""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """A page of hits.

    `total` counts the articles that match, copies included, up to `TOTAL_CAP` or as far as `COUNT_SECONDS` reach;
    `capped` tells that there are more. `stories` counts them with exact copies folded, None for more than
    `STORY_CAP`. `undated` counts those that match but have no date, which a date filter leaves out. `next_page`
    is the `before` that gives the following page, None after the last. `ranked` is over how many of the newest
    hits relevance was told, None in another order. `topic` is the name of the topic whose grades are shown.

    `understood` is the search as it was read, `notes` what was passed over in it, `expansions` what its words
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


def search(
    corpus: Corpus,
    query: str | None = None,
    *,
    limit: int = 20,
    before: int | None = None,
    outlet: str | Sequence[str] | None = None,
    since: date | None = None,
    until: date | None = None,
    topic: str | None = None,
    grade: int | None = None,
    new: bool = False,
    literal: bool = False,
    sort: Sort = "newest",
    count_by: Sequence[str] = (),
    seconds: float | None = SEARCH_SECONDS,
) -> SearchResult:
    """The articles that match `query` (docs/search.md) and every filter; without a query, all that do.

    `before` is the `next_page` of the page before. `outlet` is a slug or several. `since` and `until` are days
    of publication, both included. `topic` names the topic whose grades are meant, the latest run's by default;
    `grade` is the least that counts. `new` keeps to what the newest crawl or import stored. `literal` takes
    every word as written. `count_by` names facets (corpus.facets). `seconds` is how long it may take.
    Raises QueryError with a sentence where the query or a filter can't be understood, or the time is over.
    """
    if limit < 1:
        raise QueryError(f"a page of {limit} articles can't be shown; give 1 or more")
    with time_limit(corpus.conn, seconds):
        asked = select(
            corpus, query, outlet=outlet, since=since, until=until, topic=topic, grade=grade, new=new, literal=literal
        )
        page = _page(corpus, asked, sort, limit, before)
        total, whole = _count(corpus, asked.ids(), asked)
        return SearchResult(
            hits=hits(corpus, asked, page.ids),
            total=min(total, TOTAL_CAP),
            capped=total > TOTAL_CAP or not whole,
            undated=_count(corpus, asked.undated().ids(), asked)[0] if asked.dated else 0,
            next_page=page.following,
            topic=asked.topic,
            expression=asked.values["query"],
            stories=_count(corpus, asked.ids(fold=True), asked)[0] if whole and total <= STORY_CAP else None,
            ranked=page.ranked,
            understood=asked.query.told if asked.query else None,
            notes=asked.query.notes if asked.query else (),
            expansions=asked.expansions,
            facets=_counted(corpus, asked, count_by) if count_by else None,
            sql=page.sql,
        )


def _counted(corpus: Corpus, asked: Selection, names: Sequence[str]) -> Facets:
    from corpus.facets import facets  # what few searches ask for costs none of the others its start

    return facets(corpus, asked, names)


@dataclass(frozen=True, slots=True)
class _Page:
    ids: Sequence[int]
    following: int | None
    sql: str
    ranked: int | None = None


def _page(corpus: Corpus, asked: Selection, sort: Sort, limit: int, before: int | None) -> _Page:
    if sort == "relevance" and asked.values["query"] is not None:
        return _best(corpus, asked, limit, before or 0)
    order, bound = ("ASC", "after") if sort == "oldest" else ("DESC", "before")
    values = {**asked.values, "limit": limit + 1}
    if before is not None:
        values[bound] = before
    sql = f"{asked.ids(fold=True)} ORDER BY id {order} LIMIT :limit"
    ids = [int(row[0]) for row in corpus.conn.execute(sql, values)]
    return _Page(ids[:limit], ids[limit - 1] if len(ids) > limit else None, sql)


def _best(corpus: Corpus, asked: Selection, limit: int, passed: int) -> _Page:
    """The newest hits, in the order of bm25; a page begins behind so many that were passed."""
    newest = f"{asked.ids()} ORDER BY id DESC LIMIT {RANKED}"
    ids = [int(row[0]) for row in corpus.conn.execute(newest, asked.values)]
    values = {
        "query": asked.values["query"], "ids": json.dumps(ids), "low": min(ids, default=0), "high": max(ids, default=0),
        "title": TITLE_WEIGHT,
    }  # fmt: skip
    ranked = [int(row[0]) for row in corpus.conn.execute(BEST_FIRST, values)]
    page, end = _folded(corpus, ranked, passed, limit)
    return _Page(page, end if len(ranked) > end else None, f"{newest};\n{BEST_FIRST}", len(ranked))


def _folded(corpus: Corpus, ranked: Sequence[int], passed: int, limit: int) -> tuple[list[int], int]:
    """A page of the ranked ids, those left out of which another outlet's copy has a lower id; and where it ends."""
    among, page, end = set(ranked), list[int](), passed
    while end < len(ranked) and len(page) < limit:
        copies = corpus.conn.execute(EARLIER_COPIES, (ranked[end],))
        if among.isdisjoint(row[0] for row in copies):
            page.append(ranked[end])
        end += 1
    return page, end


def _count(corpus: Corpus, ids: str, asked: Selection) -> tuple[int, bool]:
    """How many, up to the cap, and whether there was time enough to count them."""
    end, found = time.monotonic() + COUNT_SECONDS, 0
    rows = corpus.conn.execute(f"SELECT * FROM ({ids}) LIMIT {TOTAL_CAP + 1}", asked.values)  # noqa: S608
    while batch := rows.fetchmany(500):
        found += len(batch)
        if time.monotonic() > end:
            return found, found > TOTAL_CAP or rows.fetchone() is None
    return found, True
