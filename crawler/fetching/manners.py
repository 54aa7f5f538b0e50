"""Robots.txt by RFC 9309, Crawl-delay, and an honest User-Agent."""

from __future__ import annotations

import asyncio
import re
from time import monotonic
from typing import Any, Self

from protego import Protego
from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import StopDownload
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from corpus.reasons import ReasonKind, reason_is
from corpus.urls import host_of, split
from crawler.fetching.failures import OURS, reason_of
from crawler.fetching.guard import GuardedResolver, RefusedError
from crawler.fetching.replay import NotInArchiveError

TOKEN = "kliping"  # noqa: S105 - the product token that robots.txt may name
MAX_CRAWL_DELAY = 120.0  # seconds; a longer delay becomes this
ROBOTS_BYTES = 512 << 10  # RFC 9309, 2.5: at least 500 KiB are read; more is not
ROBOTS_SECONDS = 20  # for the whole of robots.txt
ROBOTS_CACHE_SECONDS = 24 * 3600  # RFC 9309, 2.4

_OURSELVES = re.compile(rf"(?im)^([ \t]*user-agent[ \t]*:[ \t]*){TOKEN}(?![\w-])[^\n#]*")  # RFC 9309, 2.2.1
_DELAY = re.compile(r"(?im)^([ \t]*crawl-delay[ \t]*:[ \t]*)(?![\d.]+e\d)(\d{1,9})(?:[.,](\d+))?[^\n#]*")

Rules = Protego | RefusedError | None
"""A site's parsed rules; None where it has none, so that all is allowed; a RefusedError where nothing is."""
UNREADABLE = RefusedError("robots_unreachable", "the site's robots.txt could not be read")


def user_agent(version: str, contact: str | None) -> str:
    """The User-Agent header: program, version, purpose and contact.

    >>> user_agent("0.1.0", "redaksi@example.org")
    'kliping/0.1.0 (news archive for research; +mailto:redaksi@example.org)'
    """
    if not contact:
        return f"{TOKEN}/{version} (news archive for research)"
    address = contact if contact.startswith(("http://", "https://")) else f"mailto:{contact}"
    return f"{TOKEN}/{version} (news archive for research; +{address})"


class Manners:
    """Downloader middleware: asks a site's robots.txt before anything else of it, on every hop."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.op = crawler.settings["KLIPING_OPERATION"]
        self._rules: dict[str, tuple[float, asyncio.Future[Rules]]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build it for a crawl."""
        manners = cls(crawler)
        crawler.signals.connect(manners.bytes_received, signals.bytes_received)
        return manners

    async def process_request(self, request: Request) -> None:
        """Raise RefusedError where robots.txt forbids the address, or could not be read."""
        if request.meta.get("robots"):
            request.meta["robots_hops"].append(request.url)
            return
        rules = await self._rules_of(request.url)
        if isinstance(rules, RefusedError):
            raise RefusedError(rules.reason, f"{request.url}: {rules}")
        if rules is None:
            return
        if not rules.can_fetch(request.url, TOKEN):
            raise RefusedError("robots", f"{request.url}: robots.txt forbids it")
        if delay := seconds_between(rules):
            self.op.pace.slow_down(request.url, min(delay, MAX_CRAWL_DELAY), by_site=True)

    def bytes_received(self, data: bytes, request: Request) -> None:
        """Read no more of a robots.txt than its limit; what was read holds."""
        if request.meta.get("robots"):
            request.meta["robots_read"] = request.meta.get("robots_read", 0) + len(data)
            if request.meta["robots_read"] > ROBOTS_BYTES:
                raise StopDownload(fail=False)

    async def _rules_of(self, url: str) -> Rules:
        parts = split(url)
        site = f"{parts.scheme}://{parts.netloc}"
        known = self._rules.get(site)
        if known is None or monotonic() - known[0] > ROBOTS_CACHE_SECONDS:
            known = (monotonic(), asyncio.ensure_future(self._fetch(f"{site}/robots.txt")))
            self._rules[site] = known
        return await asyncio.shield(known[1])

    async def _fetch(self, url: str) -> Rules:
        hops: list[str] = []
        meta: dict[str, Any] = {
            "robots": True,
            "robots_hops": hops,
            "download_timeout": ROBOTS_SECONDS,
            "download_maxsize": 0,  # however long it says it is, `bytes_received` ends the reading
        }
        assert self.crawler.engine is not None
        try:
            response = await self.crawler.engine.download_async(Request(url, meta=meta, callback=NO_CALLBACK))
        except NotInArchiveError:
            return None  # a replayed archive without robots.txt asks nobody
        except OURS:
            raise
        except Exception as error:  # whatever went wrong: RFC 9309, 2.3.1.4, all is taken for forbidden
            return self._why_not(url, hops[-1] if hops else url, reason_of(error))
        return self._read(response)

    def _why_not(self, url: str, last: str, reason: str) -> RefusedError:
        """The error for requests to a site whose robots.txt failed: the host is unreachable, or the file unreadable.

        `last` is the address that failed; a robots.txt that leads to another host's was answered by its own.
        """
        if reason_is(reason, ReasonKind.WHOLE_HOST) and split(url).hostname in GuardedResolver.refused:
            return RefusedError("refused_address", "its name leads into a private network")
        if reason_is(reason, ReasonKind.NO_ANSWER) and host_of(last) == host_of(url):
            return RefusedError(reason, "the host could not be reached, not even for its robots.txt")
        return UNREADABLE

    def _read(self, response: Response) -> Rules:
        if response.status >= 500 or response.status == 429:
            return UNREADABLE
        if response.status >= 400:
            return None  # RFC 9309, 2.3.1.3: there is none
        if response.status >= 300:
            return UNREADABLE  # a redirect to nowhere; nobody asked for a 304
        text = response.body[:ROBOTS_BYTES].decode("utf-8-sig", "ignore")
        return Protego.parse(normalised_robots("\n".join(text.splitlines())))


def normalised_robots(text: str) -> str:
    """Return the text of robots.txt with variants of our name and of delays rewritten so that Protego reads them.

    >>> normalised_robots("User-agent: Kliping/0.1 (x)")
    'User-agent: kliping'
    >>> normalised_robots("crawl-delay: 1,5 detik")
    'crawl-delay: 1.5'
    """
    return _DELAY.sub(r"\1\2.\g<3>", _OURSELVES.sub(rf"\g<1>{TOKEN}", text).replace("\0", ""))


def seconds_between(rules: Protego) -> float:
    """The seconds between two requests that the site asks for: Crawl-delay, or Request-rate where that is slower."""
    rate = rules.request_rate(TOKEN)
    delays = (rules.crawl_delay(TOKEN) or 0.0, rate.seconds / rate.requests if rate and rate.requests else 0.0)
    return max(float(delay) for delay in delays if delay == delay)  # not NaN
