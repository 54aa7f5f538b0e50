"""A condition that few articles meet: their ids are looked up first, not asked of each article that has the words."""

from __future__ import annotations

import json

from corpus.query_fields import Condition, Values
from corpus.store import Corpus

MOST_LISTED = 60_000  # ids that an index lists in less time than it takes to ask the condition of many articles
MOST_FOUND = 20_000  # ids that are carried along where no index lists them
NEWEST, FEW = 2_000, 2  # where so few of the newest meet it, a page would ask it of tens of thousands
ONE_BY_ONE = 30  # ids for each of which the full-text index is asked, instead of being gone through

CARRIED = "SELECT value FROM json_each(:{name})"
AMONG_NEWEST = """SELECT count(*) FROM
    (SELECT {met} AS met FROM articles a INDEXED BY articles_facts ORDER BY a.id DESC LIMIT {newest}) WHERE met"""


def narrowed(corpus: Corpus, condition: Condition, values: Values) -> str:
    """The condition's SQL as it is, or as a set of ids where few articles meet it."""
    if condition.listed is not None:
        counted = f"SELECT count(*) FROM ({condition.listed} LIMIT {MOST_LISTED + 1})"  # noqa: S608
        number = int(corpus.conn.execute(counted, values.bound).fetchone()[0])
        return condition.sql if number > MOST_LISTED else _in(condition.listed, number)
    if condition.found is None or _of_newest(corpus, condition, values) > FEW:
        return condition.sql
    ids = [row[0] for row in corpus.conn.execute(f"{condition.found} LIMIT {MOST_FOUND + 1}", values.bound)]
    if len(ids) > MOST_FOUND:
        return condition.sql
    return _in(CARRIED.format(name=values.bind(json.dumps(ids))), len(ids))


def _in(ids: str, number: int) -> str:
    """With a plus, SQLite doesn't ask the full-text index for each id."""
    return f"{'' if number <= ONE_BY_ONE else '+'}{{id}} IN ({ids})"


def _of_newest(corpus: Corpus, condition: Condition, values: Values) -> int:
    met = condition.sql.format(a="a", id="a.id")
    return int(corpus.conn.execute(AMONG_NEWEST.format(met=met, newest=NEWEST), values.bound).fetchone()[0])
