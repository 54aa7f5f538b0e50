"""Refused and failed rows of the frontier that come back: when a row is due, which rows a run asks (`Retrying`).

A row that waits stays `rejected` or `failed`, with its reason, and `retry_at` says when it is due. Only a run that asks
it makes it pending. `refusals` counts how often it was refused or failed in a row; a success sets it to 0. A row that
is given up has refusals and no `retry_at`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from corpus.file.unreadable import needed_instant
from corpus.reasons import ReasonKind, reason_sql, retry_time
from corpus.schedules import MONTH
from corpus.store import Corpus

OFFLINE = frozenset({"import", "refine"})
"""Commands whose runs ask no site: what they set aside is no refusal."""
REFUSED = "state IN ('rejected', 'failed')"
# Due later than any step allows: the clock was wrong then.
_IS_DUE = f"(retry_at <= :now OR retry_at > :now + {MONTH})"
_FREE = reason_sql(ReasonKind.NO_REQUEST)
_WAITS = f"outlet = :outlet AND retry_at IS NOT NULL AND {REFUSED}"
# The reason that was met longest ago comes first, so that each has its turn where a run can bear few.
_DUE = f"""SELECT id, url, reason, {_FREE} FROM (
    SELECT *, max(settled_run_id) OVER (PARTITION BY reason) AS met FROM frontier INDEXED BY frontier_retry
    WHERE {_WAITS}) WHERE {_IS_DUE} AND settled_run_id IS NOT :run
        AND (kind = 'article' OR kind = 'listing' AND topic_id IS :topic)
    ORDER BY NOT {_FREE}, met, reason, refusals, priority DESC, id DESC"""  # noqa: S608 - no value in it


@dataclass(frozen=True, slots=True)
class DueRow:
    """A row that is due; `is_free` where its last refusal cost no request of the page, and the next may cost none."""

    id: int
    url: str
    reason: str
    is_free: bool


class Retrying:
    """The refused rows of a corpus as one run sees them."""

    def __init__(self, corpus: Corpus, run_id: int) -> None:
        self.run_id = run_id
        self._sql: sqlite3.Connection = corpus.conn

    @cached_property
    def _run(self) -> tuple[int, bool]:
        """The run's clock in seconds since 1970, and whether it asks sites."""
        row = self._sql.execute("SELECT clock, command FROM runs WHERE id = ?", (self.run_id,)).fetchone()
        return int(needed_instant(row[0], "a run's time").timestamp()), row[1] not in OFFLINE

    def after(self, row_id: int, reason: str | None) -> tuple[int | None, int]:
        """Return (`retry_at`, `refusals`) of a row that gets this reason now; without one it succeeded.

        A run that asks no site leaves both as they are, unless the new reason never comes back. Parts of an article
        have no schedule of their own.
        """
        if reason is None:
            return None, 0
        kind, settled, retry_at, refusals = self._sql.execute(
            "SELECT kind, settled_run_id, retry_at, refusals FROM frontier WHERE id = ?", (row_id,)
        ).fetchone()
        now, is_online = self._run
        if kind == "part" or retry_time(reason, 1, now) is None:
            return None, 0
        if not is_online:
            return retry_at, refusals
        in_a_row = refusals if refusals and settled == self.run_id else refusals + 1
        return retry_time(reason, in_a_row, now), in_a_row

    def due(self, outlet: str, topic_id: int | None) -> Iterator[DueRow]:
        """Yield the outlet's articles, and listings of the topic, that are due and that this run has not settled.

        They come reason by reason: first those that may cost no request, then the reasons that were met longest ago.
        Of a reason come first the rows that were refused least often, of these the newest.
        """
        rows = self._sql.execute(
            _DUE,
            {"outlet": outlet, "topic": topic_id, "now": self._run[0], "run": self.run_id},
        )
        yield from (DueRow(row[0], row[1], row[2], bool(row[3])) for row in rows.fetchall())

    def reopen(self, row_ids: Collection[int]) -> None:
        """Make refused rows pending in this run. Call it in a transaction."""
        for row_id in row_ids:
            self._sql.execute(
                f"UPDATE frontier SET state = 'pending', reason = NULL, retry_at = NULL WHERE id = ? AND {REFUSED}",  # noqa: S608
                (row_id,),
            )
            self._sql.execute(
                """INSERT INTO run_outcomes (run_id, frontier_id, outcome)
                SELECT ?, id, 'pending' FROM frontier WHERE id = ? AND kind = 'article'
                ON CONFLICT (run_id, frontier_id) DO UPDATE SET outcome = excluded.outcome, reason = NULL""",
                (self.run_id, row_id),
            )

    def waiting(self, row_ids: Collection[int]) -> set[int]:
        """Return those of these rows that were refused or failed and come back by themselves."""
        rows = self._sql.execute(
            f"""SELECT frontier.id FROM json_each(?) AS due CROSS JOIN frontier ON frontier.id = due.value
            WHERE retry_at IS NOT NULL AND {REFUSED}""",  # noqa: S608 - no value in it
            (json.dumps(list(row_ids)),),
        )
        return {row[0] for row in rows}

    def in_vain(self, row_ids: Collection[int]) -> dict[int, bool]:
        """Return those of these reopened rows that gave nothing, or nothing yet: id -> whether that cost no request."""
        rows = self._sql.execute(
            f"""SELECT frontier.id, {_FREE} IS 1 FROM json_each(?) AS asking
            CROSS JOIN frontier ON frontier.id = asking.value
            WHERE state IN ('pending', 'leased', 'rejected', 'failed')""",  # noqa: S608 - no value in it
            (json.dumps(list(row_ids)),),
        )
        return {row[0]: bool(row[1]) for row in rows}

    def replace_listing(self, row_id: int) -> None:
        """Let the new row of a listing stand for older refused rows of the very same request."""
        self._sql.execute(
            """UPDATE frontier SET retry_at = NULL, refusals = 0 WHERE id IN (SELECT older.id FROM frontier AS newer
                JOIN frontier AS older INDEXED BY frontier_retry ON older.outlet = newer.outlet
                WHERE newer.id = ? AND older.retry_at IS NOT NULL AND older.kind = 'listing' AND older.id <> newer.id
                AND older.url = newer.url AND older.request = newer.request AND older.topic_id IS newer.topic_id)""",
            (row_id,),
        )

    def supersede_listings(self, outlet: str, way: str, topic_id: int | None, since: str) -> None:
        """Leave alone what older runs with an earlier `since` (ISO day) left of this way: this run begins it afresh.

        Their refused listings never come back by themselves, and those that were never answered fail as superseded:
        what they gave would be judged by this run's days. A walk that had begun goes on.
        """
        older = """AND kind = 'listing' AND outlet = :outlet AND way = :way AND topic_id IS :topic AND run_id < :run
            AND (SELECT coalesce(json_extract(options, '$.since'), '') FROM runs WHERE id = run_id) < :since"""
        values = {"outlet": outlet, "way": way, "topic": topic_id, "run": self.run_id, "since": since}
        self._sql.execute(
            f"""UPDATE frontier INDEXED BY frontier_retry SET retry_at = NULL, refusals = 0
            WHERE retry_at IS NOT NULL {older}""",  # noqa: S608 - no value in it
            values,
        )
        reason = "superseded"
        self._sql.execute(
            f"""UPDATE frontier SET state = 'failed', reason = :reason, settled_run_id = run_id, refusals = 0
            WHERE state = 'pending' AND waiting = 0 AND parent_id IS NULL {older}""",  # noqa: S608 - no value in it
            {**values, "reason": reason},
        )
