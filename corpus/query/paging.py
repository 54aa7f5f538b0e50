"""One page of a search's ids, with exact copies folded: `page_in_order` by date, `page_by_relevance` by bm25."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.query.matches import Matches, earlier_copies, folded_copies, undated_among
from corpus.query.selection import Selection
from corpus.store import Corpus

RANKED = 2_000
"""How many of the newest hits are ranked by relevance: ranking all of them takes seconds in a large corpus."""

# bm25 weights of a word in headline, text, dateline and place. Most articles have a dateline's town in both.
BEST_FIRST = """SELECT rowid FROM articles_fts WHERE articles_fts MATCH :query AND rowid BETWEEN :lowest AND :highest
    AND +rowid IN (SELECT value FROM json_each(:ids)) ORDER BY bm25(articles_fts, 4.0, 1.0, 0.5, 0.5), rowid DESC"""


@dataclass(frozen=True, slots=True)
class ResultPage:
    """The ids on a page. `following` is the `before` of the next page, None on the last.

    `sql` is the statement that was run, with `values` for the names in it. `ranked` is how many of the newest hits were
    ranked by relevance, None in another order. If the candidates (corpus.query.budget) ran out before the page was
    full, `ended_after` is their number, and the next page goes on from there.
    """

    ids: Sequence[int]
    following: int | None
    sql: str
    values: Mapping[str, Any]
    ranked: int | None = None
    ended_after: int | None = None


def page_in_order(
    corpus: Corpus,
    selection: Selection,
    matches: Matches | None,
    limit: int,
    undated: Callable[[], Sequence[int]],
) -> ResultPage:
    """Return the first `limit` matches that are not exact copies of an earlier match.

    Those without a known day are passed over; when all others are shown, those that `undated` gives follow. `matches`
    is None on a page of these alone. A `following` below 0 goes on among them: it is minus the id of the last one.
    """
    page = [] if matches is None else _dated(corpus, selection, matches, limit + 1)
    ended = None if matches is None else matches.goes_on_at
    dated = len(page)
    if dated <= limit and ended is None:
        page += _first(corpus, selection, undated(), limit + 1 - dated)
    sql = "" if matches is None else matches.sql
    if len(page) > limit:
        last = page[limit - 1]
        return ResultPage(page[:limit], last if dated >= limit else -last, sql, selection.values)
    at_end = matches.candidates if matches and ended is not None and dated < limit else None
    return ResultPage(page, ended, sql, selection.values, ended_after=at_end)


def _dated(corpus: Corpus, selection: Selection, matches: Matches, number: int) -> list[int]:
    """Return the first `number` matches with a known day that are no copies of an earlier match."""
    page: list[int] = []
    taken = 0
    while len(page) < number:
        upto = taken + number
        some = matches.take(upto)[taken:] or matches.take(upto, far=True)[taken:]
        if not some:
            break
        hidden = folded_copies(corpus, selection, some)
        if not selection.dated:
            hidden |= undated_among(corpus, some)
        page += [article_id for article_id in some if article_id not in hidden]
        taken += len(some)
    return page


def _first(corpus: Corpus, selection: Selection, ids: Sequence[int], number: int) -> list[int]:
    """Return the first `number` of these ids that are no copies of an earlier match."""
    page: list[int] = []
    for start in range(0, len(ids), number):
        some = ids[start : start + number]
        hidden = folded_copies(corpus, selection, some)
        page += [article_id for article_id in some if article_id not in hidden]
        if len(page) >= number:
            break
    return page[:number]


def page_by_relevance(corpus: Corpus, selection: Selection, newest: Matches, limit: int, passed: int) -> ResultPage:
    """Return a page of the newest hits ranked by bm25, beginning after the first `passed` of them."""
    ids = newest.take(RANKED) or newest.take(RANKED, far=True)
    values = {
        "query": selection.values["query"],
        "ids": json.dumps(ids),
        "lowest": min(ids, default=0),
        "highest": max(ids, default=0),
    }
    ranked = [int(row[0]) for row in corpus.conn.execute(BEST_FIRST, values)]
    page, end = _unfolded(corpus, ranked, passed, limit)
    sql, bound = f"{newest.sql};\n{BEST_FIRST}", {**selection.values, **values}
    return ResultPage(page, end if len(ranked) > end else None, sql, bound, len(ranked))


def _unfolded(corpus: Corpus, ranked: Sequence[int], passed: int, limit: int) -> tuple[list[int], int]:
    """Return a page of the ranked ids without those that copy a lower id, and the rank at which it ends."""
    copies = earlier_copies(corpus, ranked)
    among, page, end = set(ranked), list[int](), passed
    while end < len(ranked) and len(page) < limit:
        if among.isdisjoint(copies.get(ranked[end], ())):
            page.append(ranked[end])
        end += 1
    return page, end
