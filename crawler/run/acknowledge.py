"""Spider middleware that passes what a page gave, or why it failed, to the function that stores it.

Listings go to crawler/run/listings.py, articles that failed to failed_pages.py, second looks to revisits.py. An
article's page that came passes on to pipelines/storing/stages.py.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self, cast

from scrapy import Request, signals
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from scrapy.utils.defer import deferred_from_coro
from twisted.python.failure import Failure

from corpus.reasons import ledger_answer
from crawler.fetching.failures import OURS, reason_of
from crawler.fetching.pace import GivenUpError
from crawler.run.failed_pages import failure_outcome, keep_error_page, settle_failed
from crawler.run.listings import Discovery, Listings
from crawler.run.onward_hosts import has_owner, note_onward_host
from crawler.run.revisits import is_conditional, look_failed, note_validators
from pipelines.storing.items import Fetched
from spiders.parsing.walls import is_challenge

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from crawler.run.operation import Operation
    from spiders.families.base import OutletSpider


class Acknowledge:
    """Spider middleware, the outermost, so that it sees what a callback gave and whether it failed."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.op: Operation = crawler.settings["KLIPING_OPERATION"]

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build it for a crawl."""
        middleware = cls(crawler)
        crawler.signals.connect(middleware.item_failed, signals.item_error)
        return middleware

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """Pass the first requests on; a spider that can't even begin gets a `failed` row in the ledger."""
        try:
            async for item in start:
                yield item
        except Exception:
            first = Request(self._spider.root(), meta={"way": "start"})
            self._listings.note(first, "failed", "spider_error")
            raise

    async def process_spider_output(self, response: Response, result: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """Store all that a listing gave at once; pass an article's page on to the item pipelines."""
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
                self._listings.finish(response, given, broken)
            elif response.meta.get("kind") == "again":  # its validators are stored with the look
                with self.op.corpus.transaction():
                    note_onward_host(self.op, self._spider, response)
            elif broken or not given:
                settle_failed(self.op, response.meta["frontier_id"], "spider_error" if broken else "no_item")
            elif response.meta.get("kind") == "article":
                note_validators(self.op, response)
                if "redirect_urls" in response.meta and not has_owner(self.op, response.url):
                    with self.op.corpus.transaction():
                        note_onward_host(self.op, self._spider, response)
        if broken:
            raise broken

    def failed(self, failure: Failure) -> Iterable[Fetched]:
        """The errback of every request: settle it where no answer came, or one that is an error."""
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
        meta, reason, name = request.meta, reason_of(error), self._spider.name
        response = error.response if isinstance(error, HttpError) else None
        if response is not None and is_challenge(response):
            reason = "wall"
            self.op.pace.blocked(request.url, wall=True)
        meta["settled_as"] = reason
        if meta["kind"] != "listing":
            with self.op.corpus.transaction():
                note_onward_host(self.op, self._spider, request, reason)
        if meta["kind"] == "again":
            return look_failed(name, request, reason, response)
        if meta["kind"] == "listing":
            if reason == "http_304" and is_conditional(request):
                self._listings.finish_unchanged(request)
                return ()
            refused = ledger_answer(reason, failed=True) == "refused"
            self.op.count(name, "rejected" if refused else "failed")
            self._listings.fail(request, reason, response)
            return ()
        self.op.count(name, failure_outcome(reason))
        if response is not None:
            keep_error_page(self.op, name, request, response)
        if meta["kind"] == "part":
            return (Fetched(meta["frontier_id"], name, meta["key"], None, meta["parent_id"], reason),)
        settle_failed(self.op, meta["frontier_id"], reason)
        return ()

    def _wait_for_next_run(self, request: Request) -> None:
        """Release the row of a request whose host was given up before its turn; the next run asks again."""
        request.meta["settled_as"] = "given_up"
        with self.op.corpus.transaction():
            self.op.frontier.release([request.meta["frontier_id"]])
            if request.meta["kind"] == "listing":
                self._listings.note(request, "failed", "given_up")
                self.op.unseen_parts.note(self._spider.name, request, "failed", "given_up")

    def item_failed(self, item: Fetched, failure: Failure) -> None:
        """Settle a page that broke our own pipeline; end the crawl where the disk or the corpus failed."""
        if isinstance(failure.value, OURS):
            self.op.fault = failure.value
            assert self.crawler.engine is not None
            deferred_from_coro(self.crawler.engine.close_spider_async(reason="fault"))
            return
        if item.again:
            return
        with self.op.corpus.transaction():
            if item.parent_id is not None:
                self.op.frontier.finish(item.frontier_id, failed="store_error")
            settle_failed(self.op, item.parent_id or item.frontier_id, "store_error")

    @contextmanager
    def _stopping(self) -> Iterator[None]:
        """End the crawl where disk, SQLite or the archive fails; the rows stay open."""
        try:
            yield
        except OURS as error:
            self.op.fault = error
            raise CloseSpider("fault") from error

    @property
    def _spider(self) -> OutletSpider:
        return cast("OutletSpider", self.crawler.spider)

    @cached_property
    def _listings(self) -> Listings:
        assert self.crawler.engine is not None
        return Listings(self.op, self._spider, cast("Discovery", self.crawler.engine.scheduler))
