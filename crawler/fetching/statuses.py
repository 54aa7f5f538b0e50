"""Which answers hold a page? 200 alone: 206 is a part of one, 202 is a promise, 203 was changed on its way."""

from __future__ import annotations

from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError

PAGES = frozenset({200, 204, 205})  # the last two say that they are empty, and are set aside as that


class WholeAnswers:
    """Spider middleware beside Scrapy's HttpErrorMiddleware, which lets every 2xx pass."""

    def process_spider_input(self, response: Response) -> None:
        """Raise HttpError, which is told as `http_206`, for an answer that is no whole page."""
        if 200 <= response.status < 300 and response.status not in PAGES:
            raise HttpError(response, f"{response.url}: answered {response.status}, which is no whole page")
