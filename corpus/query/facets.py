"""Count the articles of a search by outlet, its kind and its sets, by year, month, place ... (`facets`)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus.errors import QueryError
from corpus.file.unreadable import read_json
from corpus.messages.search_messages import FACET_UNKNOWN
from corpus.query.matches import Matches
from corpus.query.selection import Selection
from corpus.store import Corpus
from corpus.stories.story_ids import roots_of_copies

FACET_CAP = 5_000  # newest articles that are counted
MAX_VALUES = 20

FACTS = """SELECT a.id, a.outlet, a.published_day, a.place, a.credit, a.authors FROM json_each(:ids) asked
    CROSS JOIN articles a INDEXED BY articles_facts ON a.id = asked.value"""
GRADES = """SELECT asked.value, grades.grade FROM json_each(:ids) asked LEFT JOIN grades
    ON grades.article_id = asked.value AND grades.topic_id = :topic"""

Fact = tuple[int, str, str | None, str | None, str | None, str]
FacetValue = str | int | None
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

    `stories` has the number of stories of each value, in the order of `counts`; a story that several values have counts
    for each. `rest` and `rest_stories` add up those of the values that are not listed. The value None means unknown.
    """

    name: str
    counts: tuple[tuple[str | None, int], ...]
    rest: int
    stories: tuple[int, ...]
    rest_stories: int


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
    copied = _copied(corpus, ids)
    values = {"ids": json.dumps(ids), "topic": selection.values["topic"]}
    facts = corpus.conn.execute(FACTS, values).fetchall() if set(names) & VALUES.keys() else []
    shared = [fact for fact in facts if fact[0] in copied]
    counted = []
    having: list[tuple[int, Sequence[FacetValue]]]
    for name in names:
        if name == "grade":
            graded = corpus.conn.execute(GRADES, values).fetchall()
            counts = Counter[FacetValue](grade for _, grade in graded)
            having = [(article_id, (grade,)) for article_id, grade in graded if article_id in copied]
        else:
            values_of = VALUES[name]
            counts = Counter(value for fact in facts for value in values_of(fact))
            having = [(fact[0], values_of(fact)) for fact in shared]
        counted.append(_counted_by(corpus, name, counts, having, copied))
    return Facets(tuple(counted), len(ids), not newest.whole or len(newest.ids) > len(ids))


def _copied(corpus: Corpus, ids: Sequence[int]) -> dict[int, int]:
    """Return article -> story, for those of these articles whose story is that of several of them."""
    stories = roots_of_copies(corpus, ids)
    stories |= {root: root for root in set(stories.values()).intersection(ids)}
    number = Counter(stories.values())
    return {article_id: story for article_id, story in stories.items() if number[story] > 1}


def _counted_by(
    corpus: Corpus,
    name: str,
    counts: Counter[FacetValue],
    shared: Iterable[tuple[int, Sequence[FacetValue]]],
    copied: Mapping[int, int],
) -> Facet:
    """Return a facet: the stories of a value are its articles less further ones of a story.

    `shared` has the values of each article of which others tell the same story, by `copied`.
    """
    groups = OF_OUTLETS[name](corpus) if name in OF_OUTLETS else _itself
    if groups is not _itself:
        by_outlet, counts = counts, Counter()
        for outlet, number in by_outlet.items():
            for value in groups(outlet):
                counts[value] += number
    seen, surplus = set[tuple[FacetValue, int]](), Counter[FacetValue]()
    for article_id, values in shared:
        story = copied[article_id]
        for value in (one for each in values for one in groups(each)):
            surplus[value] += (value, story) in seen
            seen.add((value, story))
    return _facet(name, counts, surplus)


def _itself(value: FacetValue) -> Sequence[FacetValue]:
    return (value,)


def _kinds(corpus: Corpus) -> Callable[[FacetValue], Sequence[FacetValue]]:
    """Return what gives an outlet's kind."""
    kinds = dict(corpus.conn.execute("SELECT slug, kind FROM outlets").fetchall())
    return lambda outlet: (kinds[outlet],)


def _sets(corpus: Corpus) -> Callable[[FacetValue], Sequence[FacetValue]]:
    """Return what gives the sets that an outlet is in: each of them, or none."""
    from corpus.sets.corpus_sets import corpus_sets  # few searches ask for it
    from corpus.sets.outlet_sets import IN_NO_SET

    sets = corpus_sets(corpus)
    names: dict[FacetValue, Sequence[FacetValue]] = {}

    def names_of(outlet: FacetValue) -> Sequence[FacetValue]:
        if outlet not in names:
            names[outlet] = sets.names_of(str(outlet)) or [IN_NO_SET]
        return names[outlet]

    return names_of


OF_OUTLETS = {"kind": _kinds, "set": _sets}
"""Facets whose values are those of the outlet."""


def _facet(name: str, counts: Mapping[FacetValue, int], surplus: Mapping[FacetValue, int]) -> Facet:
    """Sort by count, descending, None first on ties; years, months and grades by value, descending, None last."""
    if name in IN_THEIR_ORDER:
        ordered = sorted(counts.items(), key=lambda one: "" if one[0] is None else str(one[0]), reverse=True)
    else:
        ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0] is not None, str(one[0])))
    values = tuple((None if value is None else str(value), number) for value, number in ordered)
    stories = tuple(number - surplus.get(value, 0) for value, number in ordered)
    rest = sum(number for _, number in values[MAX_VALUES:])
    return Facet(name, values[:MAX_VALUES], rest, stories[:MAX_VALUES], sum(stories[MAX_VALUES:]))
