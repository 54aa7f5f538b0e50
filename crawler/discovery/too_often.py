"""Take a service's sentence "asked too often" for the 429 that it means, whatever the status it came with."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.discovery.gdelt_question import is_too_often
from crawler.run.operation import Operation


class TooOften:
    """Downloader middleware of a discovery run: behind it a sentence is a 429, which pauses the host and is retried."""

    def __init__(self, operation: Operation) -> None:
        self.op = operation

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build it for a run."""
        return cls(crawler.settings["KLIPING_OPERATION"])

    def process_response(self, request: Request, response: Response) -> Response:
        """Return the answer, with status 429 where it asks for fewer requests."""
        if response.status != 200 or request.meta.get("robots") or not is_too_often(response.body):
            return response
        self.op.pace.answered(request.url, 429, None, datetime.now(UTC))
        return response.replace(status=429)
