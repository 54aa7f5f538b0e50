"""A listing is done, or an address has failed: say so in the corpus, in one transaction with what came of it."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self, cast

from scrapy import Request, signals
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from scrapy.utils.defer import _schedule_coro
from twisted.python.failure import Failure

from corpus.crawl import runs
from corpus.crawl.runs import Asked
from corpus.crawl.validators import UNCHANGED, still_valid
from corpus.crawl.way_results import DOUBTED, NOT_A_LISTING
from corpus.models import Capture
from crawler.fetching.failures import OURS, reason_of
from crawler.fetching.pace import GivenUpError
from crawler.run.revisits import is_conditional, note_validators
from pipelines.storing.items import Fetched, Link, Remark

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from corpus.store import Corpus
    from crawler.run.scheduler import FrontierScheduler
    from spiders.families.base import OutletSpider

logger = logging.getLogger(__name__)

GONE = frozenset({"http_404", "http_410"})
REFUSING = frozenset({"robots", "refused_address", "http_401", "http_403", "http_451"})


class Acknowledge:
    """Spider middleware: the outermost, so that it sees what a callback gave and whether it failed."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.op = crawler.settings["KLIPING_OPERATION"]

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build it for a crawl."""
        middleware = cls(crawler)
        crawler.signals.connect(middleware.item_failed, signals.item_error)
        return middleware

    @property
    def scheduler(self) -> FrontierScheduler:
        """The frontier this crawl works on."""
        assert self.crawler.engine is not None
        return cast("FrontierScheduler", self.crawler.engine.scheduler)

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """A spider that can't even begin is told in the ledger: it could not look."""
        try:
            async for item in start:
                yield item
        except Exception:
            self._note(Request(self._spider.root(), meta={"way": "start"}), "failed", "spider_error")
            raise

    async def process_spider_output(self, response: Response, result: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """Keep all that a listing gave at once; let an article's page pass on to the item pipelines."""
        if "settled_as" in response.meta:  # an error page: what `failed` gave comes by here as well
            async for item in result:
                yield item
            return
        listing = response.meta.get("kind") == "listing"
        given: list[Any] = []
        broken: Exception | None = None
        try:
            async for item in result:
                given.append(item)
                if not listing:
                    yield item
        except Exception as error:  # our spider's fault, whatever it is: the row must say so
            broken = error
        with self._stopping():
            if listing:
                self._finish_listing(response, given, broken)
            elif response.meta.get("kind") == "again":
                note_validators(self.op, response)
            elif broken or not given:
                self._settle(response.meta["frontier_id"], "spider_error" if broken else "no_item")
            elif response.meta.get("kind") == "article":
                note_validators(self.op, response)
        if broken:
            raise broken

    def failed(self, failure: Failure) -> Iterable[Fetched]:
        """The errback of every request: no answer, or one that is an error."""
        request, error = cast("Request", failure.request), failure.value  # type: ignore[attr-defined]
        assert error is not None
        with self._stopping():
            if isinstance(error, OURS):
                raise error
            if isinstance(error, GivenUpError):
                self._wait_for_next_run(request)
                return ()
            return self._failed(request, error)

    def _failed(self, request: Request, error: BaseException) -> Iterable[Fetched]:
        meta, reason = request.meta, reason_of(error)
        response = error.response if isinstance(error, HttpError) else None
        meta["settled_as"] = reason
        if meta["kind"] == "again":
            self._second_look_failed(request, reason, response)
            return ()
        if reason == "http_304" and meta["kind"] == "listing" and is_conditional(request):
            self._finish_unchanged(request)
            return ()
        self.op.count(self._spider.name, "failed" if reason not in REFUSING else "rejected")
        if meta["kind"] == "listing":
            self._fail_listing(request, reason, response)
            return ()
        if response is not None:
            self._keep_failed_page(request, response)
        if meta["kind"] == "part":
            return (Fetched(meta["frontier_id"], self._spider.name, meta["key"], None, meta["parent_id"], reason),)
        self._settle(meta["frontier_id"], reason)
        return ()

    def _second_look_failed(self, request: Request, reason: str, response: Response | None) -> None:
        """The page is as it was, gone, or can't be had now: the article stays as it is stored."""
        if reason == "http_304":
            self.op.count(self._spider.name, "same")
            still_valid(self.op.corpus, request.url, self.op.run_id)
        elif reason in GONE and response is not None:
            self.op.count(self._spider.name, "not_the_article")
            with self.op.corpus.transaction():
                capture_id = self._keep_failed_page(request, response)
                if capture_id is not None:
                    self.op.corpus.pass_over(capture_id, "not_the_article")
        else:
            self.op.count(self._spider.name, "not_seen_again")

    def _finish_unchanged(self, request: Request) -> None:
        """A listing that is as it was when it was last walked to its end."""
        instead = list(self._spider.listing_unchanged(request.meta["way"], **request.cb_kwargs))
        with self.op.corpus.transaction():
            self._keep_found(instead, request)
            self.op.frontier.finish(request.meta["frontier_id"])
            self._note(request, "answered", UNCHANGED)
        self.scheduler.nudge()

    def _wait_for_next_run(self, request: Request) -> None:
        """The host was given up while the request stood in line: its row stays open."""
        request.meta["settled_as"] = "given_up"
        with self.op.corpus.transaction():
            self.op.frontier.release([request.meta["frontier_id"]])
            if request.meta["kind"] == "listing":
                self._note(request, "failed", "given_up")

    def item_failed(self, item: Fetched, failure: Failure) -> None:
        """A page broke our own pipeline: its row says so, unless it is the disk or the corpus that failed."""
        if isinstance(failure.value, OURS):
            self.op.fault = failure.value
            assert self.crawler.engine is not None
            _schedule_coro(self.crawler.engine.close_spider_async(reason="fault"))
            return
        if item.again:
            return
        with self.op.corpus.transaction():
            if item.parent_id is not None:
                self.op.frontier.finish(item.frontier_id, failed="store_error")
            self._settle(item.parent_id or item.frontier_id, "store_error")

    @contextmanager
    def _stopping(self) -> Iterator[None]:
        """What fails for the house's own reasons ends the crawl; the rows stay open."""
        try:
            yield
        except OURS as error:
            self.op.fault = error
            raise CloseSpider("fault") from error

    @property
    def _spider(self) -> OutletSpider:
        return cast("OutletSpider", self.crawler.spider)

    def _finish_listing(self, response: Response, given: list[Any], broken: Exception | None) -> None:
        row_id = response.meta["frontier_id"]
        remark = next((item.reason for item in given if isinstance(item, Remark)), None)
        with self.op.corpus.transaction():
            links, new, known = self._keep_found(given, response.request or response)
            if broken:
                remark = "spider_error"
            elif remark is None and links == 0:
                remark = "nothing_found"
            self.op.frontier.finish(row_id, failed="spider_error" if broken else None)
            if remark != DOUBTED:
                self._note(response.request or response, _answer(remark), remark, links, new, known)
                if _answer(remark) == "answered" and remark != "cut_short" and not _leads_on(given):
                    note_validators(self.op, response)
        self.scheduler.nudge()

    def _fail_listing(self, request: Request, reason: str, response: Response | None) -> None:
        spider, way, told = self._spider, request.meta["way"], request.cb_kwargs
        remark: str | None = None
        try:
            instead = list(spider.listing_failed(way, reason, response, **told))
            remark = next((item.reason for item in instead if isinstance(item, Remark)), None)
            ended = remark is not None or spider.listing_ended(way, reason, **told)  # no failure, but an answer
        except Exception:  # our spider's fault, whatever it is: the row must say so
            logger.exception("%s: %s", spider.name, request.url)
            instead, ended, reason = [], False, "spider_error"
        with self.op.corpus.transaction():
            self._keep_found(instead, request)
            self.op.frontier.finish(request.meta["frontier_id"], failed=None if ended else reason)
            self._note(request, "answered" if ended else _answer(reason, failed=True), remark if ended else reason)
        self.scheduler.nudge()

    def _keep_found(self, given: Iterable[Any], listing: Any) -> tuple[int, int, int]:
        """Keep links and listing requests; returns how many links were articles of ours, how many new, and known."""
        row_id, way = listing.meta["frontier_id"], listing.meta["way"]
        seen: Counter[str | None] = Counter()
        for item in given:
            if isinstance(item, Link):
                seen[self.scheduler.discover(item, row_id, way)] += 1
            elif isinstance(item, Request):
                self.scheduler.discover(item, row_id, way)
        links, new = seen.total() - seen[None], seen["new"] + seen["reopened"]
        self.op.count(self._spider.name, "listed", links)
        self.op.count(self._spider.name, "new", new)
        return links, new, seen["known"]

    def _note(self, asked: Any, answer: str, reason: str | None, links: int = 0, new: int = 0, known: int = 0) -> None:
        runs.note(
            self.op.corpus,
            self.op.run_id,
            Asked(
                self._spider.name,
                asked.meta["way"],
                asked.url,
                self.op.now(),
                answer,
                reason,
                links=links,
                new=new,
                known=known,
            ),
        )

    def _settle(self, row_id: int, reason: str) -> None:
        rejected = reason in {"robots", "refused_address", "no_item"}
        with self.op.corpus.transaction():
            self.op.frontier.settle(row_id, "rejected" if rejected else "failed", reason)

    def _keep_failed_page(self, request: Request, response: Response) -> int | None:
        """The id of the error page's capture; None where the archive doesn't have it."""
        if kept := request.meta.get("archived"):
            asked = (request.meta.get("redirect_urls") or [response.url])[0]
            page = Capture(
                url=response.url,
                requested_url=asked if asked != response.url else None,
                body=b"",
                status=response.status,
                **kept,
            )
            corpus: Corpus = self.op.corpus
            return corpus.add_capture(page, self._spider.name, self.op.run_id, request.meta["frontier_id"])
        return None


def _leads_on(given: Iterable[Any]) -> bool:
    """True for an index of sitemaps: that it is unchanged doesn't say that they are."""
    return any(isinstance(item, Request) and item.meta.get("way") == "sitemap" for item in given)


def _answer(reason: str | None, *, failed: bool = False) -> str:
    """The ledger's word for a listing: answered, failed (could not look), or refused (we may not look)."""
    if reason == "wall" or reason in REFUSING:
        return "refused"
    return "failed" if failed or reason == "spider_error" or reason in NOT_A_LISTING else "answered"
