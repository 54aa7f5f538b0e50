"""Refine every article again from the archive, with today's rules and the same ids, without the network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal

from corpus.crawl.frontier_entries import FetchedRow
from corpus.crawl.grades import all_topics
from corpus.errors import ArchiveError
from corpus.models import Article, Capture, NeedsPages, Refined, SetAside
from corpus.reasons import ReasonKind, reason_is, reason_meaning
from corpus.versions.version_rows import PageReading, put_versions
from crawler.run.fetches import load_fetches, shown_in
from crawler.run.operation import Operation
from crawler.run.rule_changes import RuleChanges, before_of
from pipelines.storing.backlog import Backlog
from pipelines.storing.executor import refine_at_hand
from pipelines.storing.newer_capture import Standing, standing
from pipelines.storing.settle import PageOutcome, settle_refined

_Row = tuple[FetchedRow, list[list[Capture]]]
Change = Literal["same", "changed", "new", "removed", "duplicate", "set aside", "unreadable", "kept"]


class Rebuild:
    """Refines the archived pages of some outlets (none named: all) again.

    `changes` counts the outcomes, `rule_changes` what other rules changed in the texts.
    """

    def __init__(self, operation: Operation, outlets: Sequence[str] = ()) -> None:
        self.op = operation
        self.outlets = tuple(outlets)
        self.topics = all_topics(operation.corpus)
        self.changes: Counter[Change] = Counter()
        self.rule_changes = RuleChanges()
        self._every = 0  # pages to refine
        self.problems: list[str] = []
        self.unfinished: list[str] = []  # sentences on stored articles of which nothing new could be made

    def run(self) -> None:
        """Refine every row that was fetched: those stored before, so that a duplicate stays the duplicate."""
        backlog = Backlog(lambda: self.op.workers, self._settle)
        self._every = self.op.frontier.count_fetched(self.outlets)
        for row in self.op.frontier.fetched_rows(self.outlets):
            try:
                fetches = load_fetches(self.op, row)
            except ArchiveError as error:
                self.changes["unreadable"] += 1
                self.problems.append(str(error))
                continue
            backlog.add((row, fetches), fetches, self.op.rules_of(row.outlet, fetches[0][0].url))
        backlog.settle_all()

    def progress(self) -> tuple[int, int]:
        """How many pages are done, and of how many."""
        return sum(self.changes.values()), self._every

    def refined(self, row: FetchedRow, fetches: Sequence[list[Capture]]) -> list[Refined]:
        """Return what each fetch of one row gives now."""
        rules = self.op.rules_of(row.outlet, fetches[0][0].url)
        tasks = [self.op.workers.submit(captures, rules) for captures in fetches]
        outcomes = [self.op.workers.outcome(task) for task in tasks]
        return [self._at_hand(row, *fetch) for fetch in zip(fetches, outcomes, strict=True)]

    def settle(self, row: FetchedRow, fetches: Sequence[list[Capture]], results: Sequence[Refined]) -> PageOutcome:
        """Store what the fetches of one row give, in one transaction or as a part of the caller's."""
        stands = standing(results)
        captures, refined = fetches[stands.place], results[stands.place]
        with self.op.corpus.transaction():
            settled = settle_refined(
                self.op.frontier, row.id, row.outlet, row.key, refined, captures, self.topics, before=row.article_key
            )
            if len(fetches) > 1:
                self._store_fetches(settled, stands, shown_in(fetches), results)
        return settled

    def _settle(self, item: _Row, outcomes: list[Refined]) -> None:
        row, fetches = item
        results = [self._at_hand(row, *fetch) for fetch in zip(fetches, outcomes, strict=True)]
        if row.state == "stored" and (failed := next(filter(_is_unfinished, results), None)):
            self.changes["kept"] += 1
            self.unfinished.append(f"{fetches[0][0].url}: {_why(failed)}; its article is kept as it was; run it again")
            return
        before = before_of(self.op.corpus, row.article_key) if row.state == "stored" else None
        settled = self.settle(row, fetches, results)
        self.rule_changes.note(before, results[standing(results).place])
        self.changes[_change(settled, row)] += 1

    def _at_hand(self, row: FetchedRow, captures: list[Capture], refined: Refined) -> Refined:
        """Return the result of refining; further pages that were never fetched count as missing."""
        if isinstance(refined, NeedsPages):
            # newer rules want pages that were never fetched: offline they can't be had
            refined = refine_at_hand(self.op.workers, captures, self.op.rules_of(row.outlet, captures[0].url))
        return refined

    def _store_fetches(
        self, settled: PageOutcome, stands: Standing, pages: Sequence[Capture], results: Sequence[Refined]
    ) -> None:
        """Store which fetches were passed over, and the versions that the others make."""
        for place, page in enumerate(pages):
            assert page.id is not None
            self.op.corpus.pass_over(page.id, stands.passed_over.get(place))
        if settled.outcome == "stored" and settled.article:
            stood = [(results[place], pages[place].id) for place in stands.accepted]
            put_versions(
                self.op.corpus.conn,
                settled.article.id,
                [
                    PageReading(one.title, one.text, number)
                    for one, number in stood
                    if isinstance(one, Article) and number
                ],
            )


def _is_unfinished(result: Refined) -> bool:
    return isinstance(result, SetAside) and reason_is(result.reason, ReasonKind.UNFINISHED)


def _why(failed: Refined) -> str:
    assert isinstance(failed, SetAside)
    return f"{reason_meaning(failed.reason)} ({failed.detail})"


def _change(settled: PageOutcome, row: FetchedRow) -> Change:
    if settled.outcome == "stored" and settled.article:
        return settled.article.outcome
    if settled.outcome == "duplicate":
        return "duplicate"
    return "removed" if row.state == "stored" else "set aside"
