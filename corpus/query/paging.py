"""Which articles stand on this page of a search, in the order that was asked for, exact copies folded?"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.query.matches import Matches, earlier_copies, folded
from corpus.query.selection import Selection
from corpus.query.time_limit import Clock
from corpus.store import Corpus

Sort = Literal["newest", "oldest", "relevance"]
RANKED = 2_000
"""How many of the newest hits are put in the order of relevance: ranking them all takes seconds in a large corpus."""

FINDING = 0.4  # the share of a search's time in which a page is to be found; the rest is for what is shown of it
TITLE_WEIGHT = 4.0  # what a word in the headline counts for in the rank; one in the text counts 1

BEST_FIRST = """SELECT rowid FROM articles_fts WHERE articles_fts MATCH :query AND rowid BETWEEN :low AND :high
    AND +rowid IN (SELECT value FROM json_each(:ids)) ORDER BY bm25(articles_fts, :title, 1.0), rowid DESC"""


@dataclass(frozen=True, slots=True)
class Page:
    """The ids on a page, and the `before` that gives the following page, None after the last.

    `sql` found it; `ranked` is over how many of the newest hits relevance was told, None in another order. `ended`
    tells that the time was over before the page was full; the following one goes on from there.
    """

    ids: Sequence[int]
    following: int | None
    sql: str
    ranked: int | None = None
    ended: bool = False


def in_order(corpus: Corpus, asked: Selection, matches: Matches, limit: int, clock: Clock) -> Page:
    """The first of the matches that are not folded under another."""
    page: list[int] = []
    looked = 0
    while len(page) <= limit:
        some = matches.take(looked + limit + 1, clock.left(FINDING), some=True)[looked:]
        if not some:
            break
        hidden = folded(corpus, asked, some)
        page += [article_id for article_id in some if article_id not in hidden]
        looked += len(some)
    if len(page) > limit:
        return Page(page[:limit], page[limit - 1], matches.sql)
    return Page(page, matches.ids[-1] if matches.ended else None, matches.sql, ended=matches.ended)


def best_first(corpus: Corpus, asked: Selection, newest: Matches, limit: int, passed: int, clock: Clock) -> Page:
    """The newest hits, in the order of bm25; a page begins behind so many that were passed."""
    ids = newest.take(RANKED, clock.left(FINDING), some=True)
    values = {
        "query": asked.values["query"],
        "ids": json.dumps(ids),
        "low": min(ids, default=0),
        "high": max(ids, default=0),
        "title": TITLE_WEIGHT,
    }
    ranked = [int(row[0]) for row in corpus.conn.execute(BEST_FIRST, values)]
    page, end = _unfolded(corpus, ranked, passed, limit)
    return Page(page, end if len(ranked) > end else None, f"{newest.sql};\n{BEST_FIRST}", len(ranked))


def _unfolded(corpus: Corpus, ranked: Sequence[int], passed: int, limit: int) -> tuple[list[int], int]:
    """A page of the ranked ids, those left out of which another outlet's copy has a lower id; and where it ends."""
    copies = earlier_copies(corpus, ranked)
    among, page, end = set(ranked), list[int](), passed
    while end < len(ranked) and len(page) < limit:
        if among.isdisjoint(copies.get(ranked[end], ())):
            page.append(ranked[end])
        end += 1
    return page, end
