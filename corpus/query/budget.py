"""The work of a search in candidate articles: how many are looked at (`COUNTED`, `SEARCHED`), and where that ends.

A candidate is an article that has the words of a search (wherever they stand, if it asks for a phrase or NEAR), or any
article for a search without words. A search whose filter few articles pass looks up just these. Candidates are looked
at in the order of the search, the newest first, and each is tested on the conditions beside the words. Neither the time
nor the steps of SQLite's machine end the reading: the same question on the same file gives the same answer, on a busy
machine, after ANALYZE, in a backup, and with another version of SQLite.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from corpus.store import Corpus

Order = Literal["ASC", "DESC"]

COUNTED = 100_000
"""Candidates that page, total and facets look at: at a million articles some 30 ms of processor time, so that a total
costs no more than the page. A corpus of so many articles is always counted to the end (up to `TOTAL_CAP`)."""

SEARCHED = 4_000_000
"""Candidates that are looked at while the page is not full: 1 to 2 s of processor time at a million articles."""

WORD_TEST = 400
"""Candidates that one costs whose words are tested by themselves ("kata OR outlet:x"): 5 to 100 microseconds."""

NEAR_TEST = 2
"""Candidates that one costs whose words must stand near each other: 0.4 microseconds; a phrase costs 0.13."""

NEAR_COMBINATIONS = 25
"""Combinations of what the words of a NEAR may mean that cost a candidate more: 7 microseconds for a thousand."""

COUNTED_STRINGS = 2_000_000
"""Articles times strings of the full-text expression that are counted for a total: at each article, FTS5 asks each
string of an OR, in 3 nanoseconds. A prefix of 500 words is counted up to 4,000 articles."""

LEAST_COUNTED = 1_000
"""Articles that are counted for a total, however many strings there are."""

_BY_WORDS = "SELECT f.rowid FROM articles_fts f WHERE f.articles_fts MATCH coalesce(:loose, :query) AND {window}"
_BY_ID = "SELECT id FROM article_ids WHERE {window}"
_UPPER_BOUND = "SELECT max(rowid) FROM article_ids"


def most_counted(expression: str | None, cap: int, shown: int) -> int:
    """Return how many articles are counted for a total: `cap`, or fewer for an expression of very many strings.

    Never fewer than are `shown` on the page.
    """
    strings = (expression or "").count('"') // 2
    return min(cap, max(LEAST_COUNTED, shown, COUNTED_STRINGS // max(1, strings)))


def edge(corpus: Corpus, values: Mapping[str, Any], window: str, order: Order, candidates: int) -> int | None:
    """Return the id of the first candidate that is not looked at, None if there are no more than `candidates`.

    `values` and `window` are those of the search: a range of ids, with {id} for their column.
    """
    ever_given = corpus.conn.execute(_UPPER_BOUND).fetchone()[0] or 0
    if min(ever_given, values["most"] or ever_given) <= candidates:
        return None
    sql, id_ = (_BY_ID, "id") if values["query"] is None else (_BY_WORDS, "f.rowid")
    sql = f"{sql.format(window=window.format(id=id_))} ORDER BY {id_} {order} LIMIT 1 OFFSET :candidates"
    row = corpus.conn.execute(sql, {**values, "candidates": candidates}).fetchone()
    return None if row is None else int(row[0])
