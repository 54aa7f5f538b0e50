"""The way onto the network: every request, robots.txt and redirects too, takes its host's turn."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
)
from scrapy.http import Response

from corpus.urls import split
from crawler.heads import CappedFactory, is_head_too_large
from crawler.pace import Pace

HOST_FAILURES = (DownloadConnectionRefusedError, DownloadFailedError, DownloadTimeoutError)


class PoliteHandler(HTTP11DownloadHandler):
    """Scrapy's HTTP handler behind the pace of the run."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = CappedFactory
        self.pace: Pace = crawler.settings["KLIPING_OPERATION"].pace
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
                response = await super().download_request(request)
            except HOST_FAILURES as error:
                self.pace.failed(request.url, type(error).__name__.removeprefix("Download").removesuffix("Error"))
                if is_head_too_large(error):
                    raise DownloadCancelledError(f"{request.url}: {error}") from error
                raise
            later = (response.headers.get("Retry-After") or b"").decode("latin-1") or None
            self.pace.answered(request.url, response.status, later, datetime.now(UTC))
            return response


def loopback_delay(url: str) -> float | None:
    """The seconds that KLIPING_DELAY asks for, for an address on loopback only; None where nothing is asked."""
    return loopback_wish("KLIPING_DELAY", url)


def loopback_wish(variable: str, url: str) -> float | None:
    """A test's wish in seconds, from the environment; None anywhere but on loopback."""
    wish, host = os.environ.get(variable), split(url).hostname or ""
    return float(wish) if wish and (host == "localhost" or host.startswith("127.")) else None
