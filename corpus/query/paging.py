"""One page of a search's ids, a story once: `page_in_order` by date, `page_by_relevance` by bm25."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.query.matches import Matches, StoryFolding, undated_among
from corpus.query.selection import Selection
from corpus.store import Corpus
from corpus.stories.story_ids import roots_of_copies

RANKED = 2_000
"""How many of the newest hits are ranked by relevance: ranking all of them takes seconds in a large corpus."""

MOST_AT_ONCE = 5_000  # matches read at once where those before were folded

# bm25 weights of a word in headline, text, dateline and place. Most articles have a dateline's town in both.
BEST_RANKED = """SELECT rowid FROM articles_fts WHERE articles_fts MATCH :query AND rowid BETWEEN :lowest AND :highest
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
    folding: StoryFolding,
    limit: int,
    undated: Callable[[], Sequence[int]],
) -> ResultPage:
    """Return the first `limit` matches, one of each story.

    Those without a known day are passed over; when all others are shown, those that `undated` gives follow. `matches`
    is None on a page of these alone. A `following` below 0 goes on among them: it is minus the id of the last one.
    """
    page = [] if matches is None else _dated(corpus, selection, matches, folding, limit + 1)
    ended = None if matches is None else matches.goes_on_at
    dated = len(page)
    if dated <= limit and ended is None:
        page += _first(folding, undated(), limit + 1 - dated)
    sql = "" if matches is None else matches.sql
    if len(page) > limit:
        last = page[limit - 1]
        return ResultPage(page[:limit], last if dated >= limit else -last, sql, selection.values)
    at_end = matches.candidates if matches and ended is not None and dated < limit else None
    return ResultPage(page, ended, sql, selection.values, ended_after=at_end)


def _dated(corpus: Corpus, selection: Selection, matches: Matches, folding: StoryFolding, number: int) -> list[int]:
    """Return the first `number` matches with a known day, one of each story."""
    page: list[int] = []
    taken, step = 0, number
    while len(page) < number:
        upto = taken + step
        some = matches.take(upto)[taken:] or matches.take(upto, far=True)[taken:]
        if not some:
            break
        hidden = folding.folded(some)
        if not selection.dated:
            hidden |= undated_among(corpus, some)
        page += [article_id for article_id in some if article_id not in hidden]
        taken, step = taken + len(some), _next_step(step, some, hidden)
    return page[:number]


def _first(folding: StoryFolding, ids: Sequence[int], number: int) -> list[int]:
    """Return the first `number` of these ids, one of each story."""
    page: list[int] = []
    start, step = 0, number
    while start < len(ids) and len(page) < number:
        some = ids[start : start + step]
        hidden = folding.folded(some)
        page += [article_id for article_id in some if article_id not in hidden]
        start, step = start + step, _next_step(step, some, hidden)
    return page[:number]


def _next_step(step: int, some: Sequence[int], hidden: set[int]) -> int:
    """Return how many matches are read next: more where all were hidden, as of a story with thousands of copies."""
    return min(2 * step, MOST_AT_ONCE) if len(hidden) == len(some) else step


def page_by_relevance(corpus: Corpus, selection: Selection, newest: Matches, limit: int, passed: int) -> ResultPage:
    """Return a page of the newest hits ranked by bm25, beginning after the first `passed` of them."""
    ids = newest.take(RANKED) or newest.take(RANKED, far=True)
    values = {
        "query": selection.values["query"],
        "ids": json.dumps(ids),
        "lowest": min(ids, default=0),
        "highest": max(ids, default=0),
    }
    ranked = [int(row[0]) for row in corpus.conn.execute(BEST_RANKED, values)]
    page, end = _unfolded(corpus, ranked, passed, limit)
    sql, bound = f"{newest.sql};\n{BEST_RANKED}", {**selection.values, **values}
    return ResultPage(page, end if len(ranked) > end else None, sql, bound, len(ranked))


def _unfolded(corpus: Corpus, ranked: Sequence[int], passed: int, limit: int) -> tuple[list[int], int]:
    """Return a page of the ranked ids, the best of each story, and the rank at which it ends."""
    roots = roots_of_copies(corpus, ranked)
    shown, page, end = {roots.get(one, one) for one in ranked[:passed]}, list[int](), passed
    while end < len(ranked) and len(page) < limit:
        if (story := roots.get(ranked[end], ranked[end])) not in shown:
            page.append(ranked[end])
            shown.add(story)
        end += 1
    while end < len(ranked) and roots.get(ranked[end], ranked[end]) in shown:
        end += 1
    return page, end
