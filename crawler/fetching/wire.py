"""Scrapy's download handler: every request, robots.txt and redirects too, waits for its host's turn."""

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
from corpus.messages.setting_messages import NO_SECONDS
from corpus.urls import split
from crawler.fetching.certificates import Exceptions
from crawler.fetching.heads import CappedFactory, is_head_too_large
from crawler.fetching.pace import MARGIN, Host, Pace
from crawler.fetching.scrapy_internals import set_connections, wrap_context_factory
from spiders.families.base import HOUSE_DELAY

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
        """Wait for the host's turn, then give its answer."""
        test_delay = loopback_delay(request.url)
        delay = max(self.delay, self.pace.own_delay(request.url))
        if (deadline := loopback_seconds("KLIPING_DEADLINE", request.url)) is not None:
            request.meta["download_timeout"] = min(deadline, request.meta.get("download_timeout", deadline))
        if test_delay is None:
            self.pace.slow_down(request.url, delay)
        async with self.pace.turn(request.url) as host:
            if test_delay is not None:
                host.delay = max(test_delay * delay / HOUSE_DELAY, host.site_delay)
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
        """The host's answer; asks again where the request failed while the run waited for another writer.

        A wait for the corpus stops the whole process. When it goes on, answers that came meanwhile have timed out.
        """
        while True:
            stood_still = WaitingConnection.waits
            try:
                return await super().download_request(request)
            except (*HOST_FAILURES, CannotResolveHostError):
                if WaitingConnection.waits == stood_still:
                    raise
            await asyncio.sleep(max(host.site_delay, host.delay) * (1 + MARGIN))

    def _tell_unverified(self, host: str) -> None:
        """Store with the run that a host's certificate is not checked, and the outlet's reason."""
        assert self.crawler.spider is not None
        runs.note_unverified(self.op.corpus, self.op.run_id, self.crawler.spider.name, host, self.excepted[host])


def loopback_delay(url: str) -> float | None:
    """The seconds of KLIPING_DELAY, for an address on loopback only; None where it is not set."""
    return loopback_seconds("KLIPING_DELAY", url)


def loopback_seconds(variable: str, url: str) -> float | None:
    """The seconds that a test has set in the environment; None for every address that is not on loopback."""
    text = os.environ.get(variable)
    return _seconds(variable, text) if text and is_loopback(split(url).hostname or "") else None


def check_loopback_seconds() -> None:
    """Raise KlipingError where KLIPING_DELAY or KLIPING_DEADLINE in the environment is no number of seconds."""
    for variable in ("KLIPING_DELAY", "KLIPING_DEADLINE"):
        if text := os.environ.get(variable):
            _seconds(variable, text)


def is_loopback(host: str) -> bool:
    """True for `localhost` and the addresses of this machine itself; a name that begins with "127." is somebody's."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _seconds(variable: str, text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 <= seconds < math.inf:
        raise KlipingError(NO_SECONDS(variable=variable, text=text))
    return seconds
