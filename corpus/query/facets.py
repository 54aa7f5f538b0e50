"""Count the articles of a search by outlet, its kind and its sets, by year, month, place ... (`facets`)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from corpus.errors import QueryError
from corpus.file.unreadable import read_json
from corpus.messages.search_messages import FACET_UNKNOWN
from corpus.query.matches import Matches
from corpus.query.selection import Selection
from corpus.store import Corpus

FACET_CAP = 5_000  # newest articles that are counted
MAX_VALUES = 20

FACTS = """SELECT a.id, a.outlet, a.published_day, a.place, a.credit, a.authors FROM json_each(:ids) asked
    CROSS JOIN articles a INDEXED BY articles_facts ON a.id = asked.value"""
COUNT_BY_GRADE = """SELECT grades.grade, count(*) FROM json_each(:ids) asked LEFT JOIN grades
    ON grades.article_id = asked.value AND grades.topic_id = :topic GROUP BY 1"""

Fact = tuple[int, str, str | None, str | None, str | None, str]
VALUES: dict[str, Callable[[Fact], Sequence[str | None]]] = {
    "outlet": lambda fact: (fact[1],),
    "kind": lambda fact: (fact[1],),  # of its outlet
    "set": lambda fact: (fact[1],),  # its outlet is in
    "year": lambda fact: (fact[2] and fact[2][:4],),
    "month": lambda fact: (fact[2] and fact[2][:7],),
    "place": lambda fact: (fact[3],),
    "author": lambda fact: read_json(fact[5]) or (None,),
    "credit": lambda fact: (fact[4],),
}
FACETS = (*VALUES, "grade")
"""The names of all facets."""

IN_THEIR_ORDER = ("year", "month", "grade")


@dataclass(frozen=True, slots=True)
class Facet:
    """The most frequent values with their numbers of articles. Years, months and grades are sorted by value.

    `rest` counts the articles of values that are not listed. The value None means unknown.
    """

    name: str
    counts: tuple[tuple[str | None, int], ...]
    rest: int


@dataclass(frozen=True, slots=True)
class Facets:
    """The facets of a search. `over` articles were counted, copies included; if `capped`, only the newest matches."""

    facets: tuple[Facet, ...]
    over: int
    capped: bool


def facets(
    corpus: Corpus, selection: Selection, newest: Matches, names: Sequence[str], *, cap: int | None = FACET_CAP
) -> Facets:
    """Count the newest articles that were read so far by these facets, at most `cap`.

    Raises QueryError for an unknown name.
    """
    for name in names:
        if name not in FACETS:
            raise QueryError(FACET_UNKNOWN(name=name, facets=list(FACETS)))
    ids = newest.ids[:cap]
    values = {"ids": json.dumps(ids), "topic": selection.values["topic"]}
    facts = corpus.conn.execute(FACTS, values).fetchall() if set(names) & VALUES.keys() else []
    counted = []
    for name in names:
        counts: Counter[str | None]
        if name == "grade":
            counts = Counter(dict(corpus.conn.execute(COUNT_BY_GRADE, values).fetchall()))
        else:
            counts = Counter(value for fact in facts for value in VALUES[name](fact))
        added_up = OF_OUTLETS.get(name)
        counted.append(_facet(name, added_up(corpus, counts) if added_up else counts))
    return Facets(tuple(counted), len(ids), not newest.whole or len(newest.ids) > len(ids))


def _by_kind(corpus: Corpus, counts: Mapping[str | None, int]) -> Counter[str | None]:
    """Return the counts by outlet added up by the outlets' kinds."""
    kinds = dict(corpus.conn.execute("SELECT slug, kind FROM outlets").fetchall())
    by_kind = Counter[str | None]()
    for outlet, number in counts.items():
        by_kind[kinds[outlet]] += number
    return by_kind


def _by_set(corpus: Corpus, counts: Mapping[str | None, int]) -> Counter[str | None]:
    """Return the counts by outlet added up by the sets they are in: in each of them, or in none."""
    from corpus.sets.corpus_sets import corpus_sets  # few searches ask for it
    from corpus.sets.outlet_sets import IN_NO_SET

    sets = corpus_sets(corpus)
    by_set = Counter[str | None]()
    for outlet, number in counts.items():
        for name in sets.names_of(outlet or "") or [IN_NO_SET]:
            by_set[name] += number
    return by_set


OF_OUTLETS = {"kind": _by_kind, "set": _by_set}
"""Facets whose values are added up from those by outlet."""


def _facet(name: str, counts: Mapping[str | None, int]) -> Facet:
    """Sort by count, descending, None first on ties; years, months and grades by value, descending, None last."""
    if name in IN_THEIR_ORDER:
        ordered = sorted(counts.items(), key=lambda one: "" if one[0] is None else str(one[0]), reverse=True)
    else:
        ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0] is not None, str(one[0])))
    values = tuple((None if value is None else str(value), number) for value, number in ordered)
    return Facet(name, values[:MAX_VALUES], sum(number for _, number in values[MAX_VALUES:]))
