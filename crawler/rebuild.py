"""Build every article again from the archive: no network, the newest rules, the same ids."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Literal

from corpus.errors import ArchiveError
from corpus.models import Capture, NeedsPages, Refined
from corpus.topics import parse_topic
from crawler.operation import Operation
from crawler.rule_changes import RuleChanges, before_of
from pipelines.keeping import Settled, Topics, settle_refined

IN_WORK = 8
Change = Literal["same", "changed", "new", "removed", "duplicate", "set aside", "unreadable"]


@dataclass(frozen=True, slots=True)
class _Row:
    id: int
    outlet: str
    key: str
    state: str
    article_key: str | None


class Rebuild:
    """Refines the kept pages of some outlets (none named: all) again.

    `changes` counts what came of them, `rule_changes` what other rules did to their texts.
    """

    def __init__(self, operation: Operation, outlets: Sequence[str] = ()) -> None:
        self.op = operation
        self.outlets = tuple(outlets)
        self.topics = all_topics(operation)
        self.changes: Counter[Change] = Counter()
        self.rule_changes = RuleChanges()
        self.problems: list[str] = []
        self._work: deque[tuple[_Row, list[Capture], Future[Refined]]] = deque()

    def run(self) -> None:
        """Refine every row that was fetched: those stored before, so that a duplicate stays the duplicate."""
        for row in self._rows():
            try:
                captures = self.op.load_captures(row.id)
            except ArchiveError as error:
                self.changes["unreadable"] += 1
                self.problems.append(str(error))
                continue
            self._work.append((row, captures, self.op.workers.submit(captures, self.op.rules_of(row.outlet))))
            if len(self._work) >= IN_WORK:
                self._settle_next()
        while self._work:
            self._settle_next()

    def _rows(self) -> list[_Row]:
        marks = ", ".join("?" * len(self.outlets))
        only = f"AND outlet IN ({marks})" if self.outlets else ""
        rows = self.op.corpus.conn.execute(
            f"""SELECT id, outlet, key, state, article_key FROM frontier
            WHERE kind = 'article' AND state IN ('stored', 'duplicate', 'rejected') {only}
                AND EXISTS (SELECT 1 FROM captures WHERE frontier_id = frontier.id)
            ORDER BY state <> 'stored', id""",  # noqa: S608
            self.outlets,
        )
        return [_Row(*row) for row in rows.fetchall()]

    def _settle_next(self) -> None:
        row, captures, task = self._work.popleft()
        refined = self.op.workers.outcome(task)
        if isinstance(refined, NeedsPages):
            # newer rules want pages that were never fetched: offline they can't be had
            refined = self.op.workers.refine_at_hand(captures, self.op.rules_of(row.outlet))
        before = before_of(self.op.corpus, row.article_key) if row.state == "stored" else None
        settled = settle_refined(
            self.op.frontier, row.id, row.outlet, row.key, refined, captures, self.topics, before=row.article_key
        )
        self.rule_changes.note(before, refined)
        self.changes[_change(settled, row)] += 1


def all_topics(operation: Operation) -> Topics:
    """Every topic that the corpus was ever graded by."""
    rows = operation.corpus.conn.execute("SELECT id, toml FROM topics ORDER BY id").fetchall()
    return [(row[0], parse_topic(row[1])) for row in rows]


def _change(settled: Settled, row: _Row) -> Change:
    if settled.outcome == "stored" and settled.kept:
        return settled.kept.outcome
    if settled.outcome == "duplicate":
        return "duplicate"
    return "removed" if row.state == "stored" else "set aside"
