"""Refuse addresses that may not be fetched, on every hop: other schemes than http(s), hosts in private networks."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Sequence
from typing import Any, ClassVar, Self
from urllib.parse import urljoin

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from corpus.urls import is_web_address, names_user, split

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
LAST_32_BITS = (ipaddress.IPv6Network("::/96"), ipaddress.IPv6Network("64:ff9b::/96"))  # an IPv4 address stands there


class RefusedError(IgnoreRequest):
    """An address that kliping refuses to fetch; `reason` is one of corpus.reasons."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


class PrivateAddressError(DNSLookupError):
    """A host name that leads into a private network."""


class GuardMiddleware:
    """Refuses schemes that are not the web's, addresses with a user's name, and private ones written as numbers."""

    def __init__(self, allow_private: bool) -> None:
        self.allow_private = allow_private

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build it for a crawl."""
        return cls(crawler.settings.getbool("KLIPING_ALLOW_PRIVATE"))

    def process_request(self, request: Request) -> None:
        """Raise RefusedError for an address that may not be fetched."""
        parts = split(request.url)
        if names_user(request.url):
            where = parts.hostname or "an address"
            raise RefusedError("refused_address", f"{where}: its address names a user; nobody logs in here")
        if not is_web_address(request.url):
            raise RefusedError("refused_address", f"{request.url}: not an http or https address")
        if not self.allow_private and is_private(parts.hostname or ""):
            raise RefusedError("refused_address", f"{request.url}: an address in a private network")


class HopGuard:
    """Refuses redirects to what is not http or https.

    It stands nearer to the wire than Scrapy's RedirectMiddleware (600), which takes some such answers for pages and
    breaks on others.
    """

    def process_response(self, request: Request, response: Response) -> Response:
        """Raise RefusedError where the answer's Location is no http or https address."""
        to = (response.headers.get("Location") or b"").decode("utf-8", "replace").strip()
        if to and 300 <= response.status < 400 and not _is_web(request.url, to):
            raise RefusedError("refused_address", f"{request.url}: sends us to {to[:80]}")
        return response


class GuardedResolver(CachingThreadedResolver):
    """Resolves host names, and refuses answers that lie in a private network.

    Twisted turns any failure of a resolver into "no such host"; so the names that were refused are remembered.
    """

    allow_private = False
    refused: ClassVar[set[str]] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> Self:
        """Build it for the process."""
        resolver = super().from_crawler(crawler, reactor)
        resolver.allow_private = crawler.settings.getbool("KLIPING_ALLOW_PRIVATE")
        return resolver

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802 - Twisted's name
        """The host's IPv4 address; fails with PrivateAddressError where it is a private one."""
        return super().getHostByName(name, timeout).addCallback(self._check, name)

    def _check(self, address: str, name: str) -> str:
        if not self.allow_private and is_private(address):
            self.refused.add(name)
            raise PrivateAddressError(f"{name} leads to {address}, an address in a private network")
        return address


def _is_web(base: str, reference: str) -> bool:
    try:
        return is_web_address(urljoin(base, reference))
    except ValueError:  # "http://[::1/x"
        return False


def is_private(host: str) -> bool:
    """True for a number address that is not on the public internet, and for local names.

    >>> is_private("169.254.169.254"), is_private("[::ffff:127.0.0.1]"), is_private("detik.com")
    (True, True, False)
    >>> is_private("2130706433"), is_private("0x7f.1")
    (True, True)
    """
    name = host.strip("[]").rstrip(".").lower()
    if name == "localhost" or name.endswith((".localhost", ".local", ".internal")):
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        try:
            address = ipaddress.ip_address(socket.inet_aton(name))  # 2130706433, 0x7f.1, 0177.0.0.1
        except OSError:
            return False
    return any(not inner.is_global or inner.is_multicast for inner in _inner(address))


def _inner(address: Address) -> list[Address]:
    """The IPv4 addresses that an IPv6 one leads to (mapped, compatible, NAT64, 6to4, Teredo); else the address."""
    if not isinstance(address, ipaddress.IPv6Address):
        return [address]
    low = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if address.ipv4_mapped or any(address in network for network in LAST_32_BITS):
        return [low]
    return [*(a for a in (address.sixtofour, *(address.teredo or ())) if a), *([] if address.teredo else [address])]
