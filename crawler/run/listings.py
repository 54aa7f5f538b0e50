"""Settle listings: answered, failed or unchanged. Row, links and ledger row are written in one transaction."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from scrapy import Request
from scrapy.http import Response

from corpus.crawl import runs
from corpus.crawl.frontier_entries import DiscoverResult
from corpus.crawl.runs import ListingAnswer
from corpus.crawl.validators import UNCHANGED
from corpus.crawl.way_results import DOUBTED
from corpus.reasons import LedgerAnswer, ledger_answer
from crawler.run.revisits import note_validators
from pipelines.storing.items import Link, Remark

if TYPE_CHECKING:
    from crawler.run.operation import Operation
    from spiders.families.base import OutletSpider

logger = logging.getLogger(__name__)


class Discovery(Protocol):
    """The methods of the scheduler that listings need."""

    def discover(self, item: Request | Link, parent: int | None = None, way: str = "start") -> DiscoverResult | None:
        """Store a request or a link; None for a link to another site."""

    def nudge(self) -> None:
        """Wake the engine: there are requests to send."""


class Listings:
    """The listings of one outlet in one run."""

    def __init__(self, operation: Operation, spider: OutletSpider, scheduler: Discovery) -> None:
        self.op = operation
        self.spider = spider
        self.scheduler = scheduler

    def finish(self, response: Response, given: Sequence[Any], broken: Exception | None) -> None:
        """Settle a listing that answered with `given`; `broken` is what the spider raised on it."""
        request = response.request or response
        remark = _remark(given)
        with self.op.corpus.transaction():
            links, new, known = self._keep(given, request)
            if broken:
                remark = "spider_error"
            elif remark is None and links == 0:
                remark = "nothing_found"
            self.op.frontier.finish(response.meta["frontier_id"], failed="spider_error" if broken else None)
            if remark != DOUBTED:
                answer = ledger_answer(remark)
                self.note(request, answer, remark, links, new, known)
                if answer == "answered" and remark != "cut_short" and not _leads_on(given):
                    note_validators(self.op, response)
        self.scheduler.nudge()

    def finish_unchanged(self, request: Request) -> None:
        """Settle a listing that is unchanged since it was last walked to its end."""
        instead = list(self.spider.listing_unchanged(request.meta["way"], **request.cb_kwargs))
        with self.op.corpus.transaction():
            self._keep(instead, request)
            self.op.frontier.finish(request.meta["frontier_id"])
            self.note(request, "answered", UNCHANGED)
        self.scheduler.nudge()

    def fail(self, request: Request, reason: str, response: Response | None) -> None:
        """Settle a listing that failed; the spider may say that this is an answer all the same."""
        way = request.meta["way"]
        remark: str | None = None
        try:
            instead = list(self.spider.listing_failed(way, reason, response, **request.cb_kwargs))
            remark = _remark(instead)
            ended = remark is not None or self.spider.listing_ended(way, reason, **request.cb_kwargs)
        except Exception:  # our spider's fault, whatever it is: the row must say so
            logger.exception("%s: %s", self.spider.name, request.url)
            instead, ended, reason = [], False, "spider_error"
        with self.op.corpus.transaction():
            self._keep(instead, request)
            self.op.frontier.finish(request.meta["frontier_id"], failed=None if ended else reason)
            answer: LedgerAnswer = "answered" if ended else ledger_answer(reason, failed=True)
            self.note(request, answer, remark if ended else reason)
        self.scheduler.nudge()

    def note(
        self,
        request: Request | Response,
        answer: LedgerAnswer,
        reason: str | None,
        links: int = 0,
        new: int = 0,
        known: int = 0,
    ) -> None:
        """Write the listing's row of the ledger."""
        way, name = request.meta["way"], self.spider.name
        row = ListingAnswer(name, way, request.url, self.op.now(), answer, reason, links=links, new=new, known=known)
        runs.note_listing(self.op.corpus, self.op.run_id, row)

    def _keep(self, given: Iterable[Any], listing: Request | Response) -> tuple[int, int, int]:
        """Store links and listing requests; returns the numbers of links that are the outlet's, new, and known."""
        row_id, way = listing.meta["frontier_id"], listing.meta["way"]
        seen: Counter[str | None] = Counter()
        for item in given:
            if isinstance(item, Link):
                seen[self.scheduler.discover(item, row_id, way)] += 1
            elif isinstance(item, Request):
                self.scheduler.discover(item, row_id, way)
        links, new = seen.total() - seen[None], seen["new"] + seen["reopened"]
        self.op.count(self.spider.name, "listed", links)
        self.op.count(self.spider.name, "new", new)
        return links, new, seen["known"]


def _remark(given: Iterable[Any]) -> str | None:
    return next((item.reason for item in given if isinstance(item, Remark)), None)


def _leads_on(given: Iterable[Any]) -> bool:
    """True for an index of sitemaps: that it is unchanged doesn't say that they are."""
    return any(isinstance(item, Request) and item.meta.get("way") == "sitemap" for item in given)
