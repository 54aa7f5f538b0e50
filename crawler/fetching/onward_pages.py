"""Follow a page that leads on without a redirect of HTTP: a Refresh header, or a meta refresh in its head.

Each hop is a request of its own: it passes the guard, robots.txt and the host's pace, is archived, and counts as a
redirect (`redirect_urls`, and no more than REDIRECT_MAX_TIMES of them). What counts as leading on:
pipelines/gate/onward.py. A page out of a web archive is not followed: it would lead onto the live web.
"""

from __future__ import annotations

from datetime import UTC, datetime

from scrapy import Request
from scrapy.http import Response

from corpus.crawl.validators import CONDITIONS
from corpus.models import Capture
from corpus.urls import original
from crawler.fetching.scrapy_internals import Hop
from pipelines.gate.onward import REFRESH_WITHIN, REFRESHES, refresh_to
from pipelines.page.parsed_page import ParsedPage, open_page
from spiders.parsing.sent_headers import stated_type


class FollowOnward(Hop):
    """Downloader middleware, behind Unpack: it reads the page."""

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """The request for the next address; the response where the page leads nowhere. Raises IgnoreRequest."""
        if response.status != 200 or request.method == "HEAD" or request.meta.get("robots"):
            return response
        header = (response.headers.get("Refresh") or b"").decode("latin-1") or None
        is_page = REFRESHES.search(response.body, 0, REFRESH_WITHIN) is not None
        if not (header or is_page) or "record" in request.meta or original(request.url) != request.url:
            return response
        page = open_page(as_capture(response))
        to = refresh_to(page.tree if isinstance(page, ParsedPage) else None, response.url, header)
        if to is None or to.url is None:
            return response
        hop = self.hop(request, response, to.url, to.by)
        for name in CONDITIONS:  # they are of the address that was asked first
            hop.headers.pop(name, None)
        return hop


def as_capture(response: Response) -> Capture:
    """The answer as a page that was fetched just now."""
    return Capture(response.url, response.body, datetime.now(UTC), content_type=stated_type(response))
