"""Scrapy's item pipelines: store a fetched page's capture, refine it, settle its row."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any, Protocol, Self

from corpus.crawl.frontier import Frontier
from corpus.event_kinds import EventKind
from corpus.models import Capture, NeedsPages, Refined
from corpus.revisits.article_events import stored_words
from corpus.revisits.other_articles import has_line_elsewhere
from corpus.revisits.revisit_dates import RevisitResult
from corpus.store import Corpus
from corpus.urls import clean_url
from pipelines.rules import PageRules
from pipelines.storing.edits import Wording
from pipelines.storing.executor import AT_ODDS, Executor, refine_beside, without_answer
from pipelines.storing.items import Fetched
from pipelines.storing.known_lines import has_line
from pipelines.storing.large_articles import Turns
from pipelines.storing.second_look import PageAnswer, Remembered, Revisit, RevisitVerdict, judge
from pipelines.storing.settle import PageOutcome, Topics, settle_look, settle_refined
from pipelines.storing.unstable import LineWords, line_words

logger = logging.getLogger(__name__)


class Workshop(Protocol):
    """What a stage needs of the running crawl, passed in by the setting KLIPING_OPERATION."""

    @property
    def corpus(self) -> Corpus: ...  # noqa: D102
    @property
    def frontier(self) -> Frontier: ...  # noqa: D102
    @property
    def run_id(self) -> int: ...  # noqa: D102
    @property
    def topics(self) -> Topics: ...  # noqa: D102
    @property
    def workers(self) -> Executor: ...  # noqa: D102
    @property
    def turns(self) -> Turns: ...  # noqa: D102
    @property
    def revisits(self) -> dict[int, Revisit]:
        """The second looks in work, by the row of their article."""

    def now(self) -> datetime:
        """The time of a look."""

    def load_standing(self, revisit: Revisit) -> list[Capture]:
        """The captures that the stored article is from, with their bodies; none where they can't be read."""

    def load_earlier(self, revisit: Revisit) -> list[Capture]:
        """All captures of an article of one page, oldest first; none where they can't be read, or there are parts."""

    def ask_pages(self, revisit: Revisit) -> None:
        """Request the further pages that a look waits for, or its pages once more."""

    def count_look(
        self, outlet: str, result: RevisitResult, verdict: RevisitVerdict, events: Sequence[EventKind]
    ) -> None:
        """Count a second look for the report."""

    def load_captures(self, row_id: int) -> list[Capture]:
        """An article's captures from the archive in reading order, those that failed with status 0."""

    def rules_of(self, outlet: str, url: str | None = None) -> PageRules:
        """The page rules of the outlet, or of the known outlet whose address it is that answered."""

    def count(self, outlet: str, what: str, number: int = 1) -> None:
        """Add to a counter of the report."""

    def tell(self, outlet: str, settled: PageOutcome, url: str | None = None) -> None:
        """Count the outcome of a page; `url` is the address that answered."""

    def judging(self, url: str) -> AbstractContextManager[None]:
        """A context in which a page of the address's host is refined."""


class Stage:
    """A Scrapy item pipeline with its workshop."""

    def __init__(self, workshop: Workshop) -> None:
        self.shop = workshop

    @classmethod
    def from_crawler(cls, crawler: Any) -> Self:
        """Build the stage for a crawl."""
        return cls(crawler.settings["KLIPING_OPERATION"])


class KeepCapture(Stage):
    """Stores the page's place in the archive, before the page is refined."""

    def process_item(self, item: Fetched) -> Fetched:
        """Give the capture its id."""
        if item.capture is None or item.again:
            return item
        capture_id = self.shop.corpus.add_capture(item.capture, item.outlet, self.shop.run_id, item.frontier_id)
        return replace(item, capture=replace(item.capture, id=capture_id))


class RefineArticle(Stage):
    """Refines the page, or all pages of its article, and settles the row.

    An outlet's pages are settled in the order in which they came, also where several workers refine them.
    """

    def __init__(self, workshop: Workshop) -> None:
        super().__init__(workshop)
        self._last: asyncio.Future[None] | None = None  # done when the page that came last is settled
        self._replaced: Counter[tuple[str, LineWords]] = Counter()  # lines that looks of this run found replaced

    async def process_item(self, item: Fetched) -> Fetched:
        """Refine and settle; a part only when it was the last one open."""
        before, self._last = self._last, asyncio.get_running_loop().create_future()
        settled = self._last
        try:
            if item.again:
                await self._look_again(item, before)
                return item
            captures = self._ready(item)
            if captures is None:
                return item
            with self.shop.judging((item.capture or captures[0]).url):
                refined = await self._refine(item, captures)
                await _done(before)
                self._settle(item, refined, captures)
            return item
        finally:
            settled.set_result(None)

    async def _look_again(self, item: Fetched, before: asyncio.Future[None] | None) -> None:
        """Take in a page of a second look; when all are there, judge them and store what became of the article."""
        revisit = self.shop.revisits.get(item.frontier_id)
        held = self.shop.frontier.held_article(item.frontier_id)
        if revisit is None or held is None:
            return
        answer = PageAnswer(item.capture, item.reason, item.validators)
        revisit.add(item.part, answer, confirms=item.confirms)
        verdict = None
        if not revisit.is_waiting:
            refine = partial(
                self._refined, rules=self.shop.rules_of(item.outlet, item.capture.url if item.capture else None)
            )
            stored = Wording(*stored_words(self.shop.corpus, revisit.article_key))
            verdict = await judge(revisit, held, stored, refine, self._remembered(revisit))
            if verdict is None:
                self.shop.ask_pages(revisit)
        await _done(before)
        if verdict is None:
            return
        del self.shop.revisits[item.frontier_id]
        if revisit.before and revisit.shown:
            replaced = set(line_words(revisit.before.text)) - set(line_words(revisit.shown.text))
            self._replaced.update((revisit.outlet, words) for words in replaced)
        settled = settle_look(self.shop.frontier, revisit, verdict, self.shop.topics, self.shop.now())
        if settled is not None:
            self.shop.count_look(item.outlet, settled[0], verdict, settled[1])

    def _remembered(self, revisit: Revisit) -> Remembered:
        return Remembered(
            partial(self.shop.load_standing, revisit),
            partial(self.shop.load_earlier, revisit),
            partial(self._has_line, revisit),
        )

    def _has_line(self, revisit: Revisit, line: str) -> bool:
        """True if other articles of the outlet have the line, as stored, as looks in work show them, or before."""
        others = [r for r in self.shop.revisits.values() if r.outlet == revisit.outlet and r is not revisit]
        shown = sum(has_line(other.shown, line) for other in others if other.shown)
        shown += sum(self._replaced[revisit.outlet, words] for words in line_words(line))
        return has_line_elsewhere(self.shop.corpus, revisit.article_key, revisit.outlet, line, shown)

    def _ready(self, item: Fetched) -> Sequence[Capture] | None:
        """The captures to refine; None for a part that others are still awaited beside.

        The last part's own row stays open until the article is settled: a kill in between must wake it again.
        """
        if item.parent_id is None:
            return [item.capture] if item.capture else []
        parts = self.shop.frontier.parts(item.parent_id)
        if any(state in {"pending", "leased"} and row_id != item.frontier_id for row_id, _, state, _ in parts):
            self.shop.frontier.finish(item.frontier_id, failed=item.reason)
            return None
        return self.shop.load_captures(item.parent_id)

    async def _refine(self, item: Fetched, captures: Sequence[Capture]) -> Refined:
        """Refine; if pages are needed again that were fetched or failed, refine with what there is."""
        rules = self.shop.rules_of(item.outlet, captures[0].url)
        refined = await self._refined(captures, rules)
        had = {url for _, url, _, _ in self.shop.frontier.parts(item.parent_id or item.frontier_id)}
        if isinstance(refined, NeedsPages) and had.issuperset(map(clean_url, refined.urls)):
            refined = await self._refined(without_answer(captures, refined), rules)
            return AT_ODDS if isinstance(refined, NeedsPages) else refined
        return refined

    async def _refined(self, captures: Sequence[Capture], rules: PageRules) -> Refined:
        async with self.shop.turns.turn(captures):
            return await refine_beside(self.shop.workers, captures, rules)

    def _settle(self, item: Fetched, refined: Refined, captures: Sequence[Capture]) -> None:
        frontier, row_id = self.shop.frontier, item.parent_id or item.frontier_id
        with self.shop.corpus.transaction():
            if item.parent_id is not None:
                frontier.finish(item.frontier_id, failed=item.reason)
            settled = settle_refined(frontier, row_id, item.outlet, item.key, refined, captures, self.shop.topics)
        self.shop.tell(item.outlet, settled, item.capture.url if item.capture else None)
        logger.debug("%s: %s %s", item.key, settled.outcome, settled.reason or "")


async def _done(before: asyncio.Future[None] | None) -> None:
    """Wait until the page that came before is settled, whatever came of it."""
    if before is not None:
        await before
