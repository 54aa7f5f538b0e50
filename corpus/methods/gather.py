"""What can a paper say of how this corpus came about, and of how far its grades are right?

Everything `kliping methods` prints, as values; docs/methods.md defines each number.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from corpus.crawl.balance import invariants, still
from corpus.crawl.flow import Flow, Group, flow, groups
from corpus.crawl.ledger import Asking, askings
from corpus.crawl.way_results import Result
from corpus.methods.precision import Coding, coding
from corpus.query.selection import select
from corpus.store import Corpus


@dataclass(frozen=True, slots=True)
class TopicUsed:
    """The topic whose grades are told: its newest state in the corpus, and how many states of it were used."""

    id: int
    name: str
    title: str
    sha256: str
    states: int


@dataclass(frozen=True, slots=True)
class RunTold:
    """A run the corpus rests on. Times are ISO 8601 UTC; `topic` is (name, sha256)."""

    id: int
    command: str
    started_at: str
    ended_at: str | None
    clock: str
    state: str
    exit_code: int | None
    topic: tuple[str, str] | None
    options: Mapping[str, Any]
    versions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NotSeen:
    """An outlet that a run could not look at: no way in gave a listing that could be read; why, way by way."""

    outlet: str
    run_id: int
    asked_at: str
    ways: Mapping[str, tuple[Result, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Methods:
    """All that is told. `limited_to` is the topic whose runs' addresses the flow counts; None: all addresses.

    `grades` maps a grade to how many included articles have it, None to those not graded. `texts` counts
    different texts among the included, `asked` the outlets that a run asked for a listing. `not_adding_up` are the
    findings of `invariants`.
    """

    topic: TopicUsed | None
    limited_to: str | None
    flow: Flow
    groups: tuple[Group, ...]
    runs: tuple[RunTold, ...]
    grades: Mapping[int | None, int]
    texts: int
    days: tuple[str | None, str | None]
    undated: int
    asked: int
    not_seen: tuple[NotSeen, ...]
    coding: Coding | None
    not_adding_up: tuple[str, ...]


def methods(corpus: Corpus, topic: str | None = None, sample: int | None = None) -> Methods:
    """Gather everything from one state of the corpus.

    With a topic's name, the flow, the runs and the included are those of its runs; without, they are the whole
    corpus's, and the grades those of the newest run's topic. Raises QueryError for an unknown topic, CorpusError
    for an unknown sample.
    """
    with still(corpus):
        used = _topic(corpus, topic)
        runs = tuple(_runs(corpus, topic))
        within = {"topic": topic, "id": used.id if used else None}
        askings_by_outlet = _asked(corpus, {run.id for run in runs})
        texts, first, last, undated = corpus.conn.execute(_INCLUDED, within).fetchone()
        return Methods(
            used,
            topic,
            flow(corpus, topic),
            tuple(groups(corpus, topic)),
            runs,
            dict(corpus.conn.execute(_GRADES, within).fetchall()),
            texts,
            (first, last),
            undated,
            len({outlet for (_, outlet), ways in askings_by_outlet.items() if any(w.asked for w in ways)}),
            tuple(_not_seen(askings_by_outlet)),
            coding(corpus, used.id, used.name, sample) if used else None,
            tuple(invariants(corpus)),
        )


def _topic(corpus: Corpus, name: str | None) -> TopicUsed | None:
    topic_id = select(corpus, topic=name).values["topic"]
    row = corpus.conn.execute(
        """SELECT id, name, title, sha256, (SELECT count(*) FROM topics b WHERE b.name = topics.name)
        FROM topics WHERE id = ?""",
        (topic_id,),
    ).fetchone()
    return TopicUsed(*row) if row else None


_MET = """articles.key IN (SELECT article_key FROM run_outcomes JOIN frontier ON frontier.id = frontier_id
    JOIN runs ON runs.id = run_outcomes.run_id JOIN topics ON topics.id = runs.topic_id
    WHERE topics.name = :topic AND frontier.state = 'stored')"""
_INCLUDED = f"""SELECT count(DISTINCT text_sha256), min(published_day), max(published_day),
    coalesce(sum(published_day IS NULL), 0) FROM articles WHERE :topic IS NULL OR {_MET}"""  # noqa: S608
_GRADES = f"""SELECT grade, count(*) FROM articles
    LEFT JOIN grades ON article_id = articles.id AND topic_id = :id
    WHERE :topic IS NULL OR {_MET} GROUP BY 1 ORDER BY 1 DESC"""  # noqa: S608


def _runs(corpus: Corpus, topic: str | None) -> list[RunTold]:
    """All runs; with a topic's name those of the topic, and those without one (imports and refines)."""
    rows = corpus.conn.execute(
        """SELECT runs.id, command, started_at, ended_at, clock, state, exit_code, name, sha256, options, versions
        FROM runs LEFT JOIN topics ON topics.id = topic_id
        WHERE :topic IS NULL OR name IS NULL OR name = :topic ORDER BY runs.id""",
        {"topic": topic},
    )
    return [
        RunTold(
            run,
            command,
            started,
            ended,
            clock,
            state,
            code,
            (name, sha256) if name else None,
            json.loads(options),
            json.loads(versions),
        )
        for run, command, started, ended, clock, state, code, name, sha256, options, versions in rows
    ]


def _asked(corpus: Corpus, runs: set[int]) -> dict[tuple[int, str], list[Asking]]:
    """The ways in that were asked, by run and outlet."""
    by_outlet: dict[tuple[int, str], list[Asking]] = {}
    for asking in askings(corpus):
        if asking.run_id in runs:
            by_outlet.setdefault((asking.run_id, asking.outlet), []).append(asking)
    return by_outlet


def _not_seen(by_outlet: Mapping[tuple[int, str], list[Asking]]) -> list[NotSeen]:
    """The outlets of a run of which no way in could be looked at."""
    return [
        NotSeen(outlet, run, ways[0].first_asked, {w.way: (w.result, tuple(w.reasons)) for w in ways})
        for (run, outlet), ways in by_outlet.items()
        if not any(w.could_look for w in ways)
    ]
