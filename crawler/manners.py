"""How we behave as a guest: robots.txt by RFC 9309, Crawl-delay, an honest User-Agent."""

from __future__ import annotations

import os
from typing import Any

from scrapy import Request
from scrapy.core.downloader import Slot
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http import Response
from scrapy.robotstxt import RobotParser

from corpus.urls import split
from crawler.guard import RefusedError
from crawler.replay import NotInArchiveError

MAX_CRAWL_DELAY = 120.0  # seconds; a longer wish is met by this


def user_agent(version: str, contact: str | None) -> str:
    """Who asks, and where to complain.

    >>> user_agent("0.1.0", "redaksi@example.org")
    'kliping/0.1.0 (news archive for research; +mailto:redaksi@example.org)'
    """
    if not contact:
        return f"kliping/{version} (news archive for research)"
    address = contact if contact.startswith(("http://", "https://")) else f"mailto:{contact}"
    return f"kliping/{version} (news archive for research; +{address})"


class DenyAll(RobotParser):
    """RFC 9309, 2.3.1.4: a robots.txt that can't be reached forbids everything."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, robotstxt_body: bytes) -> DenyAll:
        """Build it; the body says nothing."""
        return cls()

    def allowed(self, url: str | bytes, user_agent: str | bytes) -> bool:
        """Nothing is."""
        return False


class Manners(RobotsTxtMiddleware):
    """Obeys robots.txt: 4xx means there is none, 5xx or no answer means all is forbidden for this run."""

    async def process_request(self, request: Request, spider: Any = None) -> None:
        """Ask robots.txt first; on loopback a test may be faster than the house (KLIPING_DELAY)."""
        if (wish := loopback_delay(request.url)) is not None:
            self._slot(request).delay = wish
        await super().process_request(request)

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Raise RefusedError where the site's robots.txt forbids the address, or could not be read."""
        if rp is None:
            return
        agent = self._robotstxt_useragent or request.headers.get(b"User-Agent") or self._default_useragent
        if not rp.allowed(request.url, agent):
            if isinstance(rp, DenyAll):
                raise RefusedError("robots_unreachable", f"{request.url}: the site's robots.txt could not be read")
            raise RefusedError("robots", f"{request.url}: robots.txt forbids it")
        self._slow_down(rp, request, agent)

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500 or response.status == 429:
            return self._answer(DenyAll(), netloc)
        if response.status >= 400:
            return self._answer(None, netloc)
        return await super()._parse_robots(response, netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        """No answer: all is forbidden. A replayed archive without robots.txt asks nobody, so nothing is."""
        self._answer(None if isinstance(exc, NotInArchiveError) else DenyAll(), netloc)

    def _answer(self, parser: RobotParser | None, netloc: str) -> None:
        waiting = self._parsers[netloc]
        self._parsers[netloc] = parser
        waiting.callback(parser)  # type: ignore[union-attr]

    def _slow_down(self, rp: RobotParser, request: Request, agent: Any) -> None:
        """Crawl-delay may make us slower than the house, never faster."""
        wish = rp.crawl_delay(agent) if hasattr(rp, "crawl_delay") else None
        if not wish or self.crawler.settings.getbool("KLIPING_REPLAYING"):
            return
        slot = self._slot(request)
        slot.delay = max(slot.delay, min(float(wish), MAX_CRAWL_DELAY))

    def _slot(self, request: Request) -> Slot:
        """The downloader's slot of the request's host: its delay holds for every request to that host."""
        assert self.crawler.engine is not None
        return self.crawler.engine.downloader._get_slot(request)[1]


def loopback_delay(url: str) -> float | None:
    """The seconds that KLIPING_DELAY asks for, for an address on loopback only; None where nothing is asked."""
    wish, host = os.environ.get("KLIPING_DELAY"), split(url).hostname or ""
    return float(wish) if wish and (host == "localhost" or host.startswith("127.")) else None
