"""Replace rare conditions by the set of ids that meet them: a hint for SQLite's query planner (`narrow_condition`).

Without it, SQLite tests the condition on each article that has the words, even if only three articles meet it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from corpus.query.fields import Condition, Values
from corpus.store import Corpus

MOST_LISTED = 60_000  # ids; an index lists them in less time than the condition takes on many articles
MOST_CARRIED = 20_000  # ids that are bound as a JSON list if no index lists them
NEWEST, FEW = 2_000, 2  # if at most FEW of the NEWEST articles meet it, a page would test it on tens of thousands
ONE_BY_ONE = 30  # ids up to which the full-text index is always queried once per id, instead of being read through
PER_LOOKUP = 40  # articles with the words that are read through in the time of one such query: 5 microseconds
LOOKED_UP = 16_000  # ids times characters of the expression that are queried so, at 2 microseconds in a large corpus
LONG = 2_000  # characters of an expression that takes milliseconds to test on one id

CARRIED = "SELECT value FROM json_each(:{name})"
AMONG_NEWEST = """SELECT count(*) FROM
    (SELECT {met} AS met FROM articles a INDEXED BY articles_facts ORDER BY a.id DESC LIMIT {newest}) WHERE met"""


_MOVED = "SELECT article_id FROM misdated WHERE published_day BETWEEN :since AND :until"
MOVED = f"SELECT a.id FROM ({_MOVED}) CROSS JOIN articles a INDEXED BY articles_facts ON a.id = article_id WHERE "  # noqa: S608
MOST_MOVED = 5_000  # articles with a corrected day in the window that are tested, to see if few meet the conditions


def narrow_condition(corpus: Corpus, condition: Condition, values: Values, *, dated: bool) -> str:
    """Return the condition's SQL unchanged, or as `{id} IN (...)` if few articles meet it.

    `dated`: the search reads a range of ids only, so that its words are soon read through.
    """
    by_id = min(ONE_BY_ONE, one_by_one(values)) if dated else one_by_one(values)
    if condition.listed is not None:
        counted = f"SELECT count(*) FROM ({condition.listed} LIMIT {MOST_LISTED + 1})"  # noqa: S608
        number = int(corpus.conn.execute(counted, values.bound).fetchone()[0])
        return condition.sql if number > MOST_LISTED else _in(condition.listed, number, by_id)
    if condition.scanned is None or _of_newest(corpus, condition, values) > FEW:
        return condition.sql
    ids = [row[0] for row in corpus.conn.execute(f"{condition.scanned} LIMIT {MOST_CARRIED + 1}", values.bound)]
    if len(ids) > MOST_CARRIED:
        return condition.sql
    return _in(CARRIED.format(name=values.bind(json.dumps(ids))), len(ids), by_id)


def ids_of_few_moved(corpus: Corpus, conditions: Sequence[str], values: Values) -> list[int] | None:
    """Return the ids of articles whose corrected day lies in the window and that meet the conditions; None if many."""
    if not conditions or any("MATCH" in one for one in conditions):
        return None
    if len(corpus.conn.execute(f"{_MOVED} LIMIT {MOST_MOVED + 1}", values.bound).fetchall()) > MOST_MOVED:
        return None
    met = " AND ".join(conditions).format(a="a", id="a.id")
    most = one_by_one(values)
    ids = [int(row[0]) for row in corpus.conn.execute(f"{MOVED}{met} LIMIT {most + 1}", values.bound)]
    return None if len(ids) > most else ids


def one_by_one(values: Values) -> int:
    """Return the number of ids up to which the full-text index is queried once per id."""
    expression = values.bound.get("query") or ""
    if len(expression) > LONG:
        return 1
    return max(ONE_BY_ONE, min(LOOKED_UP // max(1, len(expression)), (values.bound.get("most") or 0) // PER_LOOKUP))


def _in(ids: str, number: int, by_id: int) -> str:
    """Return the condition that the id is among `ids`; with a plus if SQLite must not query the index for each id."""
    return f"{'' if number <= by_id else '+'}{{id}} IN ({ids})"


def _of_newest(corpus: Corpus, condition: Condition, values: Values) -> int:
    """Return how many of the newest articles meet the condition."""
    met = condition.sql.format(a="a", id="a.id")
    return int(corpus.conn.execute(AMONG_NEWEST.format(met=met, newest=NEWEST), values.bound).fetchone()[0])
