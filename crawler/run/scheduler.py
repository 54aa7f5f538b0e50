"""Scrapy's SCHEDULER on the corpus: requests are rows, so that a kill at any time loses nothing.

A request leaves here as a leased row and comes back with `frontier_id` in its meta; redirects and retries keep
their row. crawler/run/acknowledge.py has listings and failures settled, pipelines/storing/stages.py the articles.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Iterator
from math import inf
from typing import TYPE_CHECKING, Any, Self

from scrapy import Request, signals
from scrapy.core.scheduler import BaseScheduler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from scrapy.utils.asyncio import call_later
from scrapy.utils.defer import deferred_from_coro

from corpus.crawl.frontier_entries import DiscoverResult, Leased, Retry, RowKind
from corpus.crawl.walk_history import covered_until, was_discovered
from corpus.urls import article_key, clean_url
from crawler.fetching.pace import host_key
from crawler.fetching.scrapy_internals import wake
from crawler.run.acknowledge import Acknowledge
from crawler.run.frontier_rows import row_of_link, row_of_request
from crawler.run.retries import Retries
from crawler.run.revisits import ask_if_changed, due_requests, part_requests
from pipelines.storing.items import Link
from spiders.families.base import OutletSpider

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from crawler.run.operation import Operation

BATCH = 16  # articles leased at a time
NO_LIMIT = 1 << 60
KINDS: tuple[tuple[RowKind, int], ...] = (("listing", 1), ("part", BATCH), ("article", BATCH))  # in order of claim


class FrontierScheduler(BaseScheduler):
    """One outlet's view of the frontier, for one run."""

    spider: OutletSpider

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.op: Operation = crawler.settings["KLIPING_OPERATION"]
        self.rows = self.op.frontier
        limit = NO_LIMIT if self.op.plan.limit is None else self.op.plan.limit
        listings = limit if self.op.plan.listings is None else self.op.plan.listings
        self._left: dict[RowKind, int] = {"listing": listings, "part": NO_LIMIT, "article": limit}
        if crawler.settings.getbool("KLIPING_LISTINGS_ONLY"):
            self._left |= {"part": 0, "article": 0}
        self._waking = False
        self._again: deque[Request] = deque()
        self._leased: deque[Leased] = deque()
        self._due: deque[Request] = deque()
        self._begun: set[str] = set()  # ways that this run has begun
        self._met: set[str] = set()  # other outlets whose addresses this one names

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build it for a crawl."""
        return cls(crawler)

    def open(self, spider: OutletSpider) -> None:  # type: ignore[override]
        """Take up what earlier runs left open."""
        self.spider = spider
        spider.knows = self.knows
        self.op.rules[spider.name] = spider.page_rules()
        self.op.corpus.put_outlet(spider.facts())
        self.rows.adopt([spider.name])
        self.rows.reopen_refused(self.op.plan.refused.get(spider.name, ()))
        self._retries = Retries(self.op, spider, self.crawler)
        self.crawler.signals.connect(self.retry_due, signals.spider_idle)
        self._due = deque() if self._left["article"] == 0 else due_requests(self.op, spider)
        self._covered_until = covered_until(
            self.rows,
            spider.name,
            self.op.topic_id,
            spider.since,
            spider.until,
            ask_all=self.op.plan.ask_all,
            ways=self.op.plan.ways,
        )

    def close(self, reason: str) -> None:
        """Release rows that were leased and not requested; those still in work are released at the next start."""
        self.rows.release([row.id for row in self._leased] + [r.meta["frontier_id"] for r in self._again])

    def has_pending_requests(self) -> bool:
        """True while this run has something left to request."""
        if self._again or self._leased or self._due or self.op.part_queue[self.spider.name]:
            return True
        kinds = [kind for kind, left in self._left.items() if left > 0]
        given_up = list(self.op.pace.given_up())
        return bool(self.rows.has_open(self.spider.name, kinds, self.op.topic_id, without=given_up))

    def enqueue_request(self, request: Request) -> bool:
        """Take a request in: a redirect or retry as it is, a new one as a row."""
        if "frontier_id" in request.meta:
            self._again.append(request)
            return True
        try:
            with self.op.corpus.transaction():
                return self.discover(request) in {"new", "reopened"}
        except sqlite3.Error as error:
            self._stop(error)
            return False

    def next_request(self) -> Request | None:
        """The next request: redirects and retries first, then listings, parts, and articles, newest first.
        Hosts that rest are passed over; where nothing else is left, the engine is woken when the first has rested.
        """
        resting = self.op.pace.resting()
        self._give_back(resting)
        for place, request in enumerate(self._again):
            if host_key(request.url) not in resting:
                del self._again[place]
                return request
        if not self._leased:
            self._lease(list(resting))
        if self._leased:
            return self._request(self._leased.popleft())
        if (second := self._second_look(resting)) is not None:
            return second
        self._wake_after(min(resting.values(), default=inf))
        return None

    def _second_look(self, resting: dict[str, float]) -> Request | None:
        """The next page of a second look: further pages first, second loads last; those of a given-up host wait."""
        pages = list(part_requests(self.op, self.spider.name))
        self._due.extendleft(request for request in reversed(pages) if "confirms" not in request.meta)
        self._due.extend(request for request in pages if "confirms" in request.meta)
        self._due = deque(r for r in self._due if resting.get(host_key(r.url)) != inf)
        if not self._due or host_key(self._due[0].url) in resting:
            return None
        request = self._due.popleft()
        return request.replace(callback=self.spider.parse_article, errback=self._acknowledge.failed)

    def retry_due(self) -> None:
        """Go on with what was refused before and is due, once all else is done: at the signal spider_idle."""
        most = min(BATCH, self._left["article"], self._left["listing"])
        try:
            reopened = self._retries.reopen(most, self.op.pace.resting())
        except sqlite3.Error as error:
            self._stop(error)
            return
        if reopened:
            self.nudge()
            raise DontCloseSpider

    def _give_back(self, resting: dict[str, float]) -> None:
        """Release leased rows whose host rests, and retries whose host was given up."""
        rows = [row for row in self._leased if host_key(row.url) in resting]
        lost = [r for r in self._again if resting.get(host_key(r.url)) == inf]
        for row in rows:
            self._leased.remove(row)
            self._left[row.kind] += 1
        for request in lost:
            self._again.remove(request)
        if rows or lost:
            self.rows.release([row.id for row in rows] + [r.meta["frontier_id"] for r in lost])

    def _wake_after(self, seconds: float) -> None:
        if seconds < inf and not self._waking:
            self._waking = True
            call_later(seconds, self._wake)

    def _wake(self) -> None:
        self._waking = False
        self.nudge()

    def discover(self, item: Request | Link, parent: int | None = None, way: str = "start") -> DiscoverResult | None:
        """Store what a spider gave, in the open transaction; None for a link that leads to another site."""
        if isinstance(item, Link):
            row = row_of_link(self.op, self.spider, item, parent, way)
            if row and row.outlet != self.spider.name:
                self._meet(self.spider.owner_of(row.url))
        else:
            row = row_of_request(self.op, self.spider, item, parent)
            if row.kind == "listing" and row.way != (way if parent else None):
                self._begin_way(row.way)
        return self.rows.discover(row, retry=self._retry) if row else None

    def _meet(self, outlet: type[OutletSpider]) -> None:
        """Store an outlet that this run does not ask, and an address belongs to."""
        if outlet.name not in self._met:
            self.op.corpus.put_outlet(outlet.facts())
            self._met.add(outlet.name)

    @property
    def _retry(self) -> Retry:
        """Which refused rows are asked at once when they are named: all of --urls, those that wait with --all."""
        return "all" if not self.spider.listings else "waiting" if self.op.plan.ask_all else "due"

    def _begin_way(self, way: str) -> None:
        """Leave alone what older runs for earlier days left of a way that this run begins afresh."""
        if way not in self._begun and self.spider.since is not None and not self.spider.discovers:
            since = self.spider.since.isoformat()
            self.rows.retrying.supersede_listings(self.spider.name, way, self.op.topic_id, since)
        self._begun.add(way)

    def knows(self, url: str) -> bool:
        """True where the address was known before the listings were last walked to their end."""
        key = article_key(clean_url(url), self.spider.address())
        return was_discovered(self.op.corpus, key, self._covered_until)

    def nudge(self) -> None:
        """Wake the engine: Scrapy otherwise asks an empty scheduler again only every five seconds."""
        if self.crawler.engine is not None:
            wake(self.crawler.engine)

    @property
    def _acknowledge(self) -> Acknowledge:
        middleware = self.crawler.get_spider_middleware(Acknowledge)
        assert middleware is not None
        return middleware

    def _stop(self, error: sqlite3.Error) -> None:
        """End the crawl because the corpus can't be written to; the rows stay open."""
        self.op.fault = error
        assert self.crawler.engine is not None
        deferred_from_coro(self.crawler.engine.close_spider_async(reason="fault"))

    def _lease(self, resting: list[str]) -> None:
        for kind, number in KINDS:
            most = min(number, self._left[kind])
            try:
                rows = self.rows.claim(self.spider.name, kind, most, self.op.topic_id, without=resting)
            except sqlite3.Error as error:
                self._stop(error)
                return
            self._left[kind] -= len(rows)
            self._leased.extend(rows)
            if rows:
                return

    def _request(self, row: Leased) -> Request:
        fields = dict(row.request)
        meta: dict[str, Any] = {"frontier_id": row.id, "kind": row.kind, "way": row.way, "key": row.key}
        if row.kind == "part":
            meta |= {"parent_id": row.parent_id, "key": fields.pop("article_key", row.key)}
        if self._retries.is_retry(row.id):
            meta["dont_retry"] = True  # its next step is another try
        if maxsize := fields.pop("maxsize", None):
            meta["download_maxsize"] = maxsize
        self.op.count(self.spider.name, "asked")
        request = Request(
            row.url,
            callback=getattr(self.spider, fields.pop("callback", "parse_article"), _no_such_callback),
            errback=self._acknowledge.failed,
            method=fields.pop("method", "GET"),
            body=fields.pop("body", "").encode("latin-1"),
            headers=fields.pop("headers", None),
            cb_kwargs=fields.pop("cb_kwargs", {}),
            meta=meta,
            dont_filter=True,
        )
        is_page_of_site = row.kind == "listing" and not self.spider.discovers
        return ask_if_changed(self.op, request, self._covered_until) if is_page_of_site else request


def _no_such_callback(response: Response, **_arguments: Any) -> Iterator[None]:
    """The callback for a row of an older version of its outlet: fails, so that the row is settled as spider_error."""
    raise LookupError(f"{response.url}: the outlet no longer has the callback that this row asks for")
    yield
