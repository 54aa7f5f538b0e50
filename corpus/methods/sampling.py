"""Draw a seeded, stratified sample of articles for people to label (`draw`).

Every article gets a number that depends on the seed and its id only (SHA-256 of "seed:id"); within a stratum, the
articles with the lowest numbers are drawn. So the same corpus, seed and strata give the same sample on any machine,
and a larger sample contains the smaller one as far as the shares of the strata allow.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from heapq import heapify, heapreplace, nsmallest

from corpus.columns import COLUMN_BY_NAME
from corpus.errors import CorpusError
from corpus.messages.hint_messages import THERE_ARE
from corpus.messages.sample_messages import NOTHING_TO_SAMPLE, SAMPLE_TOO_LARGE, STRATUM_UNKNOWN
from corpus.near_names import did_you_mean
from corpus.query.selection import select
from corpus.store import Corpus

STRATUM_SQL: Mapping[str, str] = {
    **{name: COLUMN_BY_NAME[name].selected("articles") for name in ("affiliation", "grade", "kind", "language")},
    "month": "substr(published_day, 1, 7)",
    "outlet": COLUMN_BY_NAME["outlet"].selected("articles"),
    "year": "substr(published_day, 1, 4)",
}
"""The names by which a sample can be stratified, with their SQL. Unknown values are a stratum of their own."""

Strata = dict[str, list[int]]
"""Stratum (a JSON list of its values) -> the ids of its articles."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """An article of a sample: its position, its stratum, and the size of the stratum when it was drawn."""

    position: int
    article_id: int
    stratum: str
    stratum_size: int


@dataclass(frozen=True, slots=True)
class Sample:
    """A stored sample. The corpus had `corpus_size` articles in `strata_there` strata when it was drawn."""

    id: int
    seed: int
    by: tuple[str, ...]
    drawn: tuple[Drawn, ...]
    corpus_size: int
    strata_there: int

    @property
    def strata_drawn(self) -> int:
        """The number of strata that have an article in the sample."""
        return len({d.stratum for d in self.drawn})


def draw(corpus: Corpus, size: int, *, by: Sequence[str], seed: int, topic: str | None = None) -> Sample:
    """Draw `size` articles (at least 1), store the sample and return it. An identical sample is stored once.

    Every stratum gets one article, the largest strata first, if `size` is large enough; the rest is in proportion.
    Raises CorpusError (QueryError for an unknown topic) if the sample can't be drawn.
    """
    names = _checked(by)
    with corpus.transaction():
        topic_id = select(corpus, topic=topic).values["topic"]
        strata = _strata(corpus, names, topic_id)
        total = sum(map(len, strata.values()))
        if size > total:
            raise CorpusError(
                SAMPLE_TOO_LARGE(path=corpus.path, total=total, size=size)
                if total
                else NOTHING_TO_SAMPLE(path=corpus.path)
            )
        numbers = allocate({name: len(ids) for name, ids in strata.items()}, size)
        drawn = _shuffled({name: _lowest(strata[name], number, seed) for name, number in numbers.items()}, strata, seed)
        sample_id = _find_identical(corpus, topic_id, seed, names, drawn) or _store(
            corpus, topic_id, seed, names, drawn
        )
    return Sample(sample_id, seed, names, drawn, total, len(strata))


def allocate(sizes: Mapping[str, int], number: int) -> dict[str, int]:
    """Return the sample size of each stratum: one each, largest first, then to the one furthest below its share.

    >>> allocate({"a": 90, "b": 9, "c": 1}, 10)
    {'a': 8, 'b': 1, 'c': 1}
    >>> allocate({"a": 90, "b": 9, "c": 1}, 2)
    {'a': 1, 'b': 1, 'c': 0}
    """
    total = sum(sizes.values())
    first = sorted(sizes, key=lambda name: (-sizes[name], name))[:number]
    given = {name: int(name in first) for name in sizes}
    behind = [(given[name] * total - number * sizes[name], name) for name in sizes]  # whole numbers: no rounding
    heapify(behind)
    for _ in range(number - len(first)):
        lag, name = behind[0]
        given[name] += 1
        heapreplace(behind, (lag + total, name))
    return given


def _checked(by: Sequence[str]) -> tuple[str, ...]:
    for name in by:
        if name not in STRATUM_SQL:
            hint = did_you_mean(name, STRATUM_SQL, THERE_ARE(names=list(STRATUM_SQL)))
            raise CorpusError(STRATUM_UNKNOWN(name=name, hint=hint))
    return tuple(dict.fromkeys(by))


def _strata(corpus: Corpus, names: Sequence[str], topic_id: int | None) -> Strata:
    columns = ", ".join(STRATUM_SQL[name] for name in names)
    strata: Strata = {}
    for values in corpus.conn.execute(
        f"SELECT articles.id{', ' + columns if columns else ''} FROM articles "  # noqa: S608 - STRATUM_SQL are ours
        "JOIN outlets ON outlets.slug = articles.outlet ORDER BY articles.id",
        {"topic": topic_id},
    ):
        strata.setdefault(json.dumps(values[1:], ensure_ascii=False), []).append(values[0])
    return dict(sorted(strata.items()))


def _number(seed: int, what: object) -> bytes:
    return sha256(f"{seed}:{what}".encode()).digest()


def _lowest(ids: Sequence[int], number: int, seed: int) -> list[int]:
    return nsmallest(number, ids, key=lambda article_id: _number(seed, article_id))


def _shuffled(picked: Mapping[str, Sequence[int]], strata: Strata, seed: int) -> tuple[Drawn, ...]:
    """Return the drawn articles in a random order that doesn't show their strata."""
    places = [(_number(seed, f"order:{i}"), i, name) for name, ids in picked.items() for i in ids]
    return tuple(Drawn(n, i, name, len(strata[name])) for n, (_, i, name) in enumerate(sorted(places), 1))


def _find_identical(
    corpus: Corpus, topic_id: int | None, seed: int, names: Sequence[str], drawn: Sequence[Drawn]
) -> int | None:
    """Return the id of an identical stored sample, else None."""
    new = [(d.position, d.article_id, d.stratum, d.stratum_size) for d in drawn]
    for (sample_id,) in corpus.conn.execute(
        "SELECT id FROM samples WHERE topic_id IS ? AND seed = ? AND strata = ? AND size = ?",
        (topic_id, seed, json.dumps(names), len(drawn)),
    ):
        stored = corpus.conn.execute(
            "SELECT position, article_id, stratum, stratum_size FROM sample_articles WHERE sample_id = ? ORDER BY 1",
            (sample_id,),
        ).fetchall()
        if stored == new:
            return int(sample_id)
    return None


def _store(corpus: Corpus, topic_id: int | None, seed: int, names: Sequence[str], drawn: Sequence[Drawn]) -> int:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    row = corpus.conn.execute(
        "INSERT INTO samples (topic_id, drawn_at, seed, strata, size) VALUES (?, ?, ?, ?, ?) RETURNING id",
        (topic_id, now, seed, json.dumps(names), len(drawn)),
    ).fetchone()
    corpus.conn.executemany(
        "INSERT INTO sample_articles VALUES (?, ?, ?, ?, ?)",
        [(row[0], d.position, d.article_id, d.stratum, d.stratum_size) for d in drawn],
    )
    return int(row[0])


def values_of(corpus: Corpus, article_id: int, columns: Sequence[str]) -> tuple[str | None, ...]:
    """Return the article's values in these columns, for a table of the sample."""
    sql = f"SELECT {', '.join(columns)} FROM articles WHERE id = ?"  # noqa: S608 - names are ours
    return tuple(corpus.conn.execute(sql, (article_id,)).fetchone())
