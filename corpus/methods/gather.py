"""Gather all values that `kliping methods` prints: how the corpus was made, and how reliable its grades are.

The main function is `gather_methods`. docs/methods.md defines each number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from corpus.crawl.balance import invariants, read_snapshot
from corpus.crawl.flow import Flow, Group, flow, groups
from corpus.crawl.grades import number_due
from corpus.crawl.ledger import WayReport, way_reports
from corpus.crawl.way_results import WayResult
from corpus.file.unreadable import needed_json
from corpus.grading.default_topic import IS_DRY
from corpus.integrity.sum_checks import marked_articles
from corpus.methods.precision import Coding, coding
from corpus.query.selection import select
from corpus.sentences import counted, listed
from corpus.store import Corpus
from corpus.stories.due_stories import stories_due

SHOWN_DAMAGED = 5  # ids of damaged articles that a sentence names


@dataclass(frozen=True, slots=True)
class TopicUsed:
    """The topic whose grades are counted: its newest state, and the number of its `states` in the corpus."""

    id: int
    name: str
    title: str
    sha256: str
    states: int


@dataclass(frozen=True, slots=True)
class RunUsed:
    """A run that made the corpus. Times are ISO 8601 UTC; `topic` is (name, sha256)."""

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
    """An outlet that a run could not search: no way in gave a listing that could be read. `ways` has the reasons."""

    outlet: str
    run_id: int
    requested_at: str
    ways: Mapping[str, tuple[WayResult, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Methods:
    """All values. `limited_to` is the topic whose runs' addresses the flow counts; None means all addresses.

    `grades` maps a grade, or None for ungraded, to the number of included articles, `grade_stories` to that of the
    stories they tell. `grades_due` counts the corpus's articles that the topic has not graded yet. `stories` counts the
    stories that all included articles tell (`stories_due`: a sentence on articles not read for copies yet),
    `outlets_queried` the outlets that a run asked for a listing. `not_adding_up` are the sentences of `invariants`, and
    one on damaged articles.
    """

    topic: TopicUsed | None
    limited_to: str | None
    flow: Flow
    groups: tuple[Group, ...]
    runs: tuple[RunUsed, ...]
    grades: Mapping[int | None, int]
    grade_stories: Mapping[int | None, int]
    grades_due: int
    stories: int
    stories_due: str | None
    days: tuple[str | None, str | None]
    undated: int
    outlets_queried: int
    not_seen: tuple[NotSeen, ...]
    coding: Coding | None
    not_adding_up: tuple[str, ...]


def gather_methods(corpus: Corpus, topic: str | None = None, sample: int | None = None) -> Methods:
    """Return all values, read from one state of the corpus.

    With a topic's name, flow, runs and included articles are those of its runs. Without, they are those of the whole
    corpus, and the grades are those for its default topic. Dry runs are counted nowhere. Raises QueryError for an
    unknown topic, CorpusError for an unknown sample.
    """
    with read_snapshot(corpus):
        used = _topic(corpus, topic)
        runs = tuple(_runs(corpus, topic))
        within = {"topic": topic, "id": used.id if used else None}
        reports_by_outlet = _reports_by_outlet(corpus, {run.id for run in runs})
        graded = corpus.conn.execute(_GRADES, within).fetchall()
        stories, first, last, undated = corpus.conn.execute(_INCLUDED, within).fetchone()
        return Methods(
            used,
            topic,
            flow(corpus, topic),
            tuple(groups(corpus, topic)),
            runs,
            {grade: number for grade, number, _ in graded},
            {grade: of_grade for grade, _, of_grade in graded},
            number_due(corpus, used.id) if used else 0,
            stories,
            stories_due(corpus),
            (first, last),
            undated,
            len({outlet for (_, outlet), ways in reports_by_outlet.items() if any(w.listings for w in ways)}),
            tuple(_not_seen(reports_by_outlet)),
            coding(corpus, used.id, used.name, sample) if used else None,
            (*invariants(corpus), *_damaged(corpus)),
        )


def _damaged(corpus: Corpus) -> Iterator[str]:
    """Yield a sentence on the articles that are damaged for good, if there are any."""
    if marked := list(marked_articles(corpus)):
        named = listed([str(number) for number in marked], SHOWN_DAMAGED)
        yield f"{counted(len(marked), 'article is', 'articles are')} damaged and counted all the same (ids {named})"


def _topic(corpus: Corpus, name: str | None) -> TopicUsed | None:
    """Return the named topic, or the corpus's default topic, in the state in use; None if there is none."""
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
_INCLUDED = f"""SELECT count(DISTINCT coalesce(story_id, articles.id)), min(published_day), max(published_day),
    coalesce(sum(published_day IS NULL), 0) FROM articles LEFT JOIN stories ON stories.article_id = articles.id
    WHERE :topic IS NULL OR {_MET}"""  # noqa: S608
_GRADES = f"""SELECT grade, count(*), count(DISTINCT coalesce(story_id, articles.id)) FROM articles
    LEFT JOIN grades ON grades.article_id = articles.id AND topic_id = :id
    LEFT JOIN stories ON stories.article_id = articles.id
    WHERE :topic IS NULL OR {_MET} GROUP BY 1 ORDER BY 1 DESC"""  # noqa: S608


def _runs(corpus: Corpus, topic: str | None) -> list[RunUsed]:
    """Return all runs but dry ones; with a topic's name, its runs and those without a topic (imports and refines)."""
    rows = corpus.conn.execute(
        f"""SELECT runs.id, command, started_at, ended_at, clock, state, exit_code, name, sha256, options, versions
        FROM runs LEFT JOIN topics ON topics.id = topic_id
        WHERE (:topic IS NULL OR name IS NULL OR name = :topic) AND NOT ({IS_DRY}) ORDER BY runs.id""",  # noqa: S608
        {"topic": topic},
    )
    return [
        RunUsed(
            run,
            command,
            started,
            ended,
            clock,
            state,
            code,
            (name, sha256) if name else None,
            needed_json(options, "a run's options"),
            needed_json(versions, "a run's versions"),
        )
        for run, command, started, ended, clock, state, code, name, sha256, options, versions in rows
    ]


def _reports_by_outlet(corpus: Corpus, runs: set[int]) -> dict[tuple[int, str], list[WayReport]]:
    """Return (run id, outlet) -> what the run asked of each way in."""
    by_outlet: dict[tuple[int, str], list[WayReport]] = {}
    for report in way_reports(corpus):
        if report.run_id in runs:
            by_outlet.setdefault((report.run_id, report.outlet), []).append(report)
    return by_outlet


def _not_seen(by_outlet: Mapping[tuple[int, str], list[WayReport]]) -> list[NotSeen]:
    """Return the outlets, run by run, of which no way in could be searched."""
    return [
        NotSeen(outlet, run, ways[0].first_requested, {w.way: (w.result, tuple(w.reasons)) for w in ways})
        for (run, outlet), ways in by_outlet.items()
        if not any(w.could_look for w in ways)
    ]
