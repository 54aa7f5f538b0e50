"""Write the row of a run (`start_run`, `end_run`) and of each listing it asked for; sum up its outcomes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from corpus.crawl.listing_counts import ENTRY_OUTCOMES, EntryCounts, keep_examples
from corpus.file.unreadable import needed_instant, needed_json
from corpus.grading.default_topic import fix_default_topic
from corpus.store import Corpus
from corpus.topics import Topic

UNVERIFIED = "unverified_tls"  # of a run's options: outlet -> host -> reason
_RUN_WITH_MORE = """WITH own AS (SELECT id FROM runs WHERE command = :command)
    SELECT 1 FROM runs WHERE command <> :command AND (
        command NOT IN ('grade', 'import', 'refine') OR NOT EXISTS (SELECT 1 FROM own)
        OR EXISTS (SELECT 1 FROM captures WHERE run_id = runs.id
            AND url NOT IN (SELECT url FROM captures WHERE run_id IN own
                UNION SELECT url FROM ledger WHERE run_id IN own))
    ) LIMIT 1"""
# CROSS JOIN: the run's outcomes first. SQLite would read all addresses, and look each up among them.
_OPEN_IN_RUN = """count(*) FROM run_outcomes CROSS JOIN frontier ON frontier.id = frontier_id
    WHERE run_outcomes.run_id = ? AND kind = 'article'"""


@dataclass(frozen=True, slots=True)
class Balance:
    """Numbers of article addresses by outcome; `discovered` must be the sum of the others."""

    discovered: int = 0
    stored: int = 0
    duplicate: int = 0
    rejected: int = 0
    failed: int = 0
    pending: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict)

    @property
    def balances(self) -> bool:
        """True if the outcomes add up to `discovered`."""
        return self.discovered == self.stored + self.duplicate + self.rejected + self.failed + self.pending


@dataclass(frozen=True, slots=True)
class ListingAnswer:
    """The answer to a request for a listing: a row of the ledger.

    `links` are those of its addresses that were handed on to be fetched or set aside, `new` those that no run had.
    `counts` says what became of its entries; None for a failure, a refusal or a 304, which have none. `stated` is how
    many articles the whole answer has, by the site's own count; `came` how many entries of it the pages so far had.
    """

    outlet: str
    way: str
    url: str
    requested_at: datetime
    answer: str  # answered | failed | refused
    reason: str | None = None
    links: int = 0
    new: int = 0
    counts: EntryCounts | None = None
    stated: int | None = None
    came: int | None = None


def keep_topic(corpus: Corpus, topic: Topic) -> int:
    """Store the topic and return its id. Each state of a topic's text has an id of its own."""
    row = corpus.conn.execute(
        """INSERT INTO topics (name, title, sha256, toml) VALUES (?, ?, ?, ?)
        ON CONFLICT (sha256) DO UPDATE SET title = excluded.title RETURNING id""",
        (topic.name, topic.title, topic.sha256, topic.toml),
    ).fetchone()
    return int(row[0])


def start_run(
    corpus: Corpus,
    command: str,
    *,
    topic: Topic | None,
    clock: datetime,
    options: Mapping[str, Any],
    versions: Mapping[str, str],
) -> int:
    """Begin a run and return its id. Earlier runs that never ended are marked as died.

    `clock` is the time that the run takes as now: the machine's, or that of a replayed archive.
    """
    with corpus.transaction() as sql:
        sql.execute("UPDATE runs SET state = 'died', ended_at = NULL WHERE state = 'running'")
        fix_default_topic(sql)  # before this run has a topic: its grades change nobody's
        topic_id = keep_topic(corpus, topic) if topic else None
        row = sql.execute(
            """INSERT INTO runs (command, started_at, clock, state, topic_id, options, versions)
            VALUES (?, ?, ?, 'running', ?, ?, ?) RETURNING id""",
            (
                command,
                datetime.now(UTC).isoformat(timespec="seconds"),
                clock.isoformat(timespec="seconds"),
                topic_id,
                json.dumps(options, ensure_ascii=False, default=str),
                json.dumps(versions),
            ),
        ).fetchone()
    return int(row[0])


def end_run(corpus: Corpus, run_id: int, *, state: str, exit_code: int) -> None:
    """Close a run: `state` is finished or interrupted."""
    corpus.conn.execute(
        "UPDATE runs SET state = ?, exit_code = ?, ended_at = ? WHERE id = ?",
        (state, exit_code, datetime.now(UTC).isoformat(timespec="seconds"), run_id),
    )
    fix_default_topic(corpus.conn)


def note_grading(corpus: Corpus, topic_id: int) -> None:
    """Store that a topic's state has graded all articles: from now on it is the one in use.

    It is a run that is over at once: one that is at work goes on.
    """
    now = datetime.now(UTC).isoformat(timespec="seconds")
    corpus.conn.execute(
        """INSERT INTO runs (command, started_at, ended_at, clock, state, exit_code, topic_id, options, versions)
        VALUES ('grade', ?1, ?1, ?1, 'finished', 0, ?2, '{}', '{}')""",
        (now, topic_id),
    )
    fix_default_topic(corpus.conn)


def note_listing(corpus: Corpus, run_id: int, listing: ListingAnswer) -> None:
    """Write a row of the coverage ledger, with examples of the entries that were not taken."""
    counts = listing.counts
    outcomes = {name: counts[name] if counts else None for name in ENTRY_OUTCOMES}
    known = outcomes.pop("known") or 0
    row = corpus.conn.execute(
        f"""INSERT INTO ledger (run_id, outlet, way, url, asked_at, answer, reason, links, new, known, stated, came,
            entries, {", ".join(outcomes)}) VALUES ({", ".join("?" * (13 + len(outcomes)))}) RETURNING id""",  # noqa: S608
        (
            run_id,
            listing.outlet,
            listing.way,
            listing.url,
            listing.requested_at.astimezone(UTC).isoformat(timespec="seconds"),
            listing.answer,
            listing.reason,
            listing.links,
            listing.new,
            known,
            listing.stated,
            listing.came,
            counts.total if counts else None,
            *outcomes.values(),
        ),
    ).fetchone()
    if counts:
        keep_examples(corpus, row[0], counts)


def note_unverified(corpus: Corpus, run_id: int, outlet: str, host: str, why: str) -> None:
    """Store in the run's options that a host was asked without checking its certificate, and why."""
    patch = {UNVERIFIED: {outlet: {host: why}}}
    corpus.conn.execute(
        "UPDATE runs SET options = json_patch(options, ?) WHERE id = ?", (json.dumps(patch, ensure_ascii=False), run_id)
    )


def note_rows(corpus: Corpus, run_id: int, numbers: Mapping[str, int]) -> None:
    """Store in the run's options the sum of the rows of tables that it imported."""
    corpus.conn.execute(
        "UPDATE runs SET options = json_patch(options, ?) WHERE id = ?", (json.dumps({"rows": dict(numbers)}), run_id)
    )


def seconds_since_last_run(corpus: Corpus, now: datetime) -> float | None:
    """Return how many seconds ago the newest run ended, at least; None where there was none.

    A run that died counts from the last page that it fetched. Times are stored as whole seconds: one is taken off.
    """
    row = corpus.conn.execute(
        """SELECT coalesce(ended_at, (SELECT fetched_at FROM captures WHERE run_id = runs.id ORDER BY id DESC LIMIT 1),
            started_at) FROM runs WHERE id = (SELECT max(id) FROM runs)"""
    ).fetchone()
    return max(0.0, (now - needed_instant(row[0], "a run's time")).total_seconds() - 1) if row else None


def newest_run(corpus: Corpus) -> int:
    """Return the id of the newest run, 0 if there is none."""
    return int(corpus.conn.execute("SELECT coalesce(max(id), 0) FROM runs").fetchone()[0])


def has_run_after(corpus: Corpus, command: str, run_id: int) -> bool:
    """Return True if a run of this command began after that run."""
    row = corpus.conn.execute("SELECT 1 FROM runs WHERE command = ? AND id > ?", (command, run_id))
    return row.fetchone() is not None


def has_more_than(corpus: Corpus, command: str) -> bool:
    """Return True if the corpus has a run that brought more than the runs of this command.

    A `refine` brings no page. An `import` brings nothing new if a run of this command fetched all its addresses.
    """
    row = corpus.conn.execute(_RUN_WITH_MORE, {"command": command})
    return row.fetchone() is not None


def unverified_of(corpus: Corpus, run_id: int, outlet: str) -> dict[str, str]:
    """Return host -> reason for the outlet's hosts that a run asked without checking their certificates."""
    options = corpus.conn.execute("SELECT options FROM runs WHERE id = ?", (run_id,)).fetchone()[0]
    return dict(needed_json(options, "a run's options").get(UNVERIFIED, {}).get(outlet, {}))


def balances_of_run(corpus: Corpus, run_id: int) -> dict[str, Balance]:
    """Return outlet -> the outcomes of its article addresses that were open in the run; read once for all outlets."""
    outcomes: dict[str, list[tuple[str, str | None, int]]] = {}
    for outlet, *outcome in corpus.conn.execute(
        f"SELECT outlet, outcome, run_outcomes.reason, {_OPEN_IN_RUN} GROUP BY 1, 2, 3", (run_id,)
    ):
        outcomes.setdefault(outlet, []).append((outcome[0], outcome[1], outcome[2]))
    totals = dict(corpus.conn.execute(f"SELECT outlet, {_OPEN_IN_RUN} GROUP BY 1", (run_id,)).fetchall())
    return {outlet: _balance(totals[outlet], outcomes[outlet]) for outlet in totals}


def balance_of_run(corpus: Corpus, run_id: int) -> Balance:
    """Return the outcomes of all article addresses that were open in the run."""
    outcomes = corpus.conn.execute(
        f"SELECT outcome, run_outcomes.reason, {_OPEN_IN_RUN} GROUP BY 1, 2", (run_id,)
    ).fetchall()
    return _balance(int(corpus.conn.execute(f"SELECT {_OPEN_IN_RUN}", (run_id,)).fetchone()[0]), outcomes)


def _balance(discovered: int, outcomes: Iterable[tuple[str, str | None, int]]) -> Balance:
    counts: dict[str, int] = {}
    reasons: dict[str, int] = {}
    for outcome, reason, number in outcomes:
        counts[outcome] = counts.get(outcome, 0) + number
        if reason:
            reasons[reason] = reasons.get(reason, 0) + number
    return Balance(discovered=discovered, reasons=dict(sorted(reasons.items())), **counts)
