"""The way onto the network: every request, robots.txt and redirects too, takes its host's turn."""

from __future__ import annotations

import asyncio
import ipaddress
import math
import os
from collections.abc import Mapping
from datetime import UTC, datetime

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
)
from scrapy.http import Response

from corpus.crawl import runs
from corpus.errors import KlipingError
from corpus.file.waiting import WaitingConnection
from corpus.urls import split
from crawler.fetching.certificates import Exceptions
from crawler.fetching.heads import CappedFactory, is_head_too_large
from crawler.fetching.pace import Host, Pace
from crawler.fetching.scrapy_internals import set_connections, wrap_context_factory

HOST_FAILURES = (DownloadConnectionRefusedError, DownloadFailedError, DownloadTimeoutError)


class PoliteHandler(HTTP11DownloadHandler):
    """Scrapy's HTTP handler behind the pace of the run."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        set_connections(self, CappedFactory)
        self.op = crawler.settings["KLIPING_OPERATION"]
        self.excepted: Mapping[str, str] = getattr(crawler.spider, "unverified_tls", {})
        wrap_context_factory(self, lambda checking: Exceptions(checking, self.excepted, self._tell_unverified))
        self.pace: Pace = self.op.pace
        self.delay = crawler.settings.getfloat("KLIPING_OUTLET_DELAY")

    async def download_request(self, request: Request) -> Response:
        """The answer, when the host's turn has come."""
        wish = loopback_delay(request.url)
        if (deadline := loopback_wish("KLIPING_DEADLINE", request.url)) is not None:
            request.meta["download_timeout"] = min(deadline, request.meta.get("download_timeout", deadline))
        if wish is None:
            self.pace.slow_down(request.url, self.delay)
        async with self.pace.turn(request.url) as host:
            if wish is not None:
                host.delay = max(wish, host.asked)
            try:
                response = await self._answer(request, host)
            except HOST_FAILURES as error:
                self.pace.failed(request.url, type(error).__name__.removeprefix("Download").removesuffix("Error"))
                if is_head_too_large(error):
                    raise DownloadCancelledError(f"{request.url}: {error}") from error
                raise
            later = (response.headers.get("Retry-After") or b"").decode("latin-1") or None
            self.pace.answered(request.url, response.status, later, datetime.now(UTC))
            return response

    async def _answer(self, request: Request, host: Host) -> Response:
        """What the host answers; asked again where it failed while the run itself stood still for another writer.

        A wait for the corpus stops the whole process; when it goes on, time is over for answers that nobody read.
        """
        while True:
            stood_still = WaitingConnection.waits
            try:
                return await super().download_request(request)
            except (*HOST_FAILURES, CannotResolveHostError):
                if WaitingConnection.waits == stood_still:
                    raise
            await asyncio.sleep(max(host.asked, host.delay))

    def _tell_unverified(self, host: str) -> None:
        """A host is asked over a connection whose certificate is not checked: the run keeps that, and why."""
        assert self.crawler.spider is not None
        runs.note_unverified(self.op.corpus, self.op.run_id, self.crawler.spider.name, host, self.excepted[host])


def loopback_delay(url: str) -> float | None:
    """The seconds that KLIPING_DELAY asks for, for an address on loopback only; None where nothing is asked."""
    return loopback_wish("KLIPING_DELAY", url)


def loopback_wish(variable: str, url: str) -> float | None:
    """A test's wish in seconds, from the environment; None anywhere but on loopback."""
    wish = os.environ.get(variable)
    return _seconds(variable, wish) if wish and is_loopback(split(url).hostname or "") else None


def check_wishes() -> None:
    """Raises KlipingError where a test's wish in the environment is no number of seconds."""
    for variable in ("KLIPING_DELAY", "KLIPING_DEADLINE"):
        if wish := os.environ.get(variable):
            _seconds(variable, wish)


def is_loopback(host: str) -> bool:
    """True for `localhost` and the addresses of this machine itself; a name that begins with "127." is somebody's."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _seconds(variable: str, wish: str) -> float:
    try:
        seconds = float(wish)
    except ValueError:
        seconds = math.nan
    if not 0 <= seconds < math.inf:
        raise KlipingError(f"{variable}: '{wish}' is no number of seconds, as 0.5 is")
    return seconds
