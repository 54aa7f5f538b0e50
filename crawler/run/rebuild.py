"""Build every article again from the archive: no network, the newest rules, the same ids."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Literal

from corpus.errors import ArchiveError
from corpus.models import Article, Capture, NeedsPages, Refined
from corpus.topics import parse_topic
from crawler.run.operation import Operation
from crawler.run.rule_changes import RuleChanges, before_of
from pipelines.storing.newer_capture import Standing, standing
from pipelines.storing.settle import PageOutcome, Topics, settle_refined

IN_WORK = 8
_Look = tuple[list[Capture], Future[Refined]]
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
        self._work: deque[tuple[_Row, list[_Look]]] = deque()

    def run(self) -> None:
        """Refine every row that was fetched: those stored before, so that a duplicate stays the duplicate."""
        for row in self._rows():
            try:
                looks = self.op.load_looks(row.id)
            except ArchiveError as error:
                self.changes["unreadable"] += 1
                self.problems.append(str(error))
                continue
            rules = self.op.rules_of(row.outlet)
            self._work.append((row, [(captures, self.op.workers.submit(captures, rules)) for captures in looks]))
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
        row, looks = self._work.popleft()
        results = [self._outcome(row, *look) for look in looks]
        stands = standing(results)
        captures, refined = looks[stands.place][0], results[stands.place]
        before = before_of(self.op.corpus, row.article_key) if row.state == "stored" else None
        with self.op.corpus.transaction():
            settled = settle_refined(
                self.op.frontier, row.id, row.outlet, row.key, refined, captures, self.topics, before=row.article_key
            )
            if len(looks) > 1:
                self._keep_looks(settled, stands, [captures[0] for captures, _ in looks], results)
        self.rule_changes.note(before, refined)
        self.changes[_change(settled, row)] += 1

    def _outcome(self, row: _Row, captures: list[Capture], task: Future[Refined]) -> Refined:
        refined = self.op.workers.outcome(task)
        if isinstance(refined, NeedsPages):
            # newer rules want pages that were never fetched: offline they can't be had
            refined = self.op.workers.refine_at_hand(captures, self.op.rules_of(row.outlet))
        return refined

    def _keep_looks(
        self, settled: PageOutcome, stands: Standing, pages: Sequence[Capture], results: Sequence[Refined]
    ) -> None:
        """Which looks were passed over, and the versions that the others make."""
        for place, page in enumerate(pages):
            assert page.id is not None
            self.op.corpus.pass_over(page.id, stands.passed_over.get(place))
        if settled.outcome == "stored" and settled.article:
            stood = [(results[place], pages[place].id) for place in stands.accepted]
            self.op.corpus.put_versions(
                settled.article.id,
                [(look.text, number) for look, number in stood if isinstance(look, Article) and number],
            )


def all_topics(operation: Operation) -> Topics:
    """Every topic that the corpus was ever graded by."""
    rows = operation.corpus.conn.execute("SELECT id, toml FROM topics ORDER BY id").fetchall()
    return [(row[0], parse_topic(row[1])) for row in rows]


def _change(settled: PageOutcome, row: _Row) -> Change:
    if settled.outcome == "stored" and settled.article:
        return settled.article.outcome
    if settled.outcome == "duplicate":
        return "duplicate"
    return "removed" if row.state == "stored" else "set aside"
