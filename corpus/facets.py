"""How are the articles of a search spread: over outlets, years, months, places, authors, credits, grades?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.errors import QueryError
from corpus.selection import Selection
from corpus.store import Corpus

FACET_CAP = 5_000  # newest articles that are counted
MAX_VALUES = 20
DAY = """CASE WHEN facet_ids.id IN (SELECT article_id FROM misdated)
    THEN (SELECT published_day FROM misdated WHERE article_id = facet_ids.id)
    ELSE date((facet_ids.id >> 20) * 86400, 'unixepoch') END"""
"""The day of publication without a look at the article's row, which holds its whole text (corpus/selection.py)."""

FACETS = {
    "outlet": "a.outlet",
    "kind": "outlets.kind",
    "year": f"substr({DAY}, 1, 4)",
    "month": f"substr({DAY}, 1, 7)",
    "place": "a.place",
    "author": "writers.value",
    "credit": "a.credit",
    "grade": "(SELECT grade FROM grades WHERE article_id = a.id AND topic_id = :topic)",
}
"""What can be counted, and the SQL that tells it."""


@dataclass(frozen=True, slots=True)
class Facet:
    """The commonest values with how many articles have each; years and months stand in their order, the newest first.

    `rest` counts the articles of values that are not listed. None stands for what is not known.
    """

    name: str
    counts: tuple[tuple[str | None, int], ...]
    rest: int


@dataclass(frozen=True, slots=True)
class Facets:
    """`over` articles were counted, copies included: all that match, or, where `capped`, the newest of them."""

    facets: tuple[Facet, ...]
    over: int
    capped: bool


def facets(corpus: Corpus, asked: Selection, names: Sequence[str]) -> Facets:
    """Count the articles of a search by these facets. Raises QueryError for a name that is none."""
    for name in names:
        if name not in FACETS:
            raise QueryError(f'there is no facet "{name}"; there are {", ".join(FACETS)}')
    everywhere = asked.everywhere()
    ids = f"SELECT id FROM ({everywhere.ids()} ORDER BY id DESC LIMIT {FACET_CAP + 1})"  # noqa: S608
    corpus.conn.execute("CREATE TEMP TABLE IF NOT EXISTS facet_ids (id INTEGER PRIMARY KEY)")
    corpus.conn.execute("DELETE FROM temp.facet_ids")
    corpus.conn.execute(f"INSERT INTO temp.facet_ids {ids}", everywhere.values)
    found = int(corpus.conn.execute("SELECT count(*) FROM temp.facet_ids").fetchone()[0])
    if found > FACET_CAP:
        corpus.conn.execute("DELETE FROM temp.facet_ids WHERE id = (SELECT min(id) FROM temp.facet_ids)")
    counted = tuple(_count(corpus, asked, name) for name in names)
    return Facets(counted, min(found, FACET_CAP), found > FACET_CAP)


def _count(corpus: Corpus, asked: Selection, name: str) -> Facet:
    order = "1 DESC" if name in ("year", "month", "grade") else "2 DESC, 1"
    rows_of = "JOIN articles a ON a.id = facet_ids.id JOIN outlets ON outlets.slug = a.outlet"
    writers = ", json_each(CASE a.authors WHEN '[]' THEN '[null]' ELSE a.authors END) writers"
    rows = corpus.conn.execute(
        f"""SELECT {FACETS[name]}, count(*) FROM temp.facet_ids {"" if name in ("year", "month") else rows_of}
        {writers if name == "author" else ""} GROUP BY 1 ORDER BY {order}""",  # noqa: S608 - names are ours
        {"topic": asked.values["topic"]} if name == "grade" else {},
    ).fetchall()
    values = tuple((None if value is None else str(value), int(number)) for value, number in rows)
    return Facet(name, values[:MAX_VALUES], sum(number for _, number in values[MAX_VALUES:]))
