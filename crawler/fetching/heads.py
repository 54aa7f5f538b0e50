"""How large may the head of an answer be? Scrapy limits the body only; header lines could go on for ever."""

from __future__ import annotations

from scrapy.core.downloader.handlers.http11 import _LenientHTTP11ClientFactory, _LenientHTTP11ClientProtocol
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IAddress
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, STATUS, HTTP11ClientProtocol, Request
from twisted.web.iweb import IResponse

MAX_HEAD = 256 << 10  # bytes; what browsers take


class HeadTooLargeError(Exception):
    """The header lines of an answer have no end in sight."""


class CappedProtocol(_LenientHTTP11ClientProtocol):
    """Scrapy's protocol, which gives up on an answer whose head grows too large."""

    _head = 0

    def request(self, request: Request) -> Deferred[IResponse]:
        """Begin to count anew: connections are used again."""
        self._head = 0
        return super().request(request)

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 - Twisted's name
        """Count what comes before the body does."""
        if self._parser is not None and self._parser.state in {STATUS, HEADER}:
            self._head += len(data)
            if self._head > MAX_HEAD:
                self._giveUp(Failure(HeadTooLargeError(f"more than {MAX_HEAD} bytes of headers")))  # type: ignore[no-untyped-call]
                return
        super().dataReceived(data)  # type: ignore[no-untyped-call]


class CappedFactory(_LenientHTTP11ClientFactory):
    """Builds such protocols for a pool of connections."""

    def buildProtocol(self, addr: IAddress | None) -> HTTP11ClientProtocol:  # noqa: N802 - Twisted's name
        """A protocol for a new connection."""
        return CappedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


def is_head_too_large(error: BaseException) -> bool:
    """True where this is what a download failed of."""
    return any(reason.check(HeadTooLargeError) for reason in getattr(error.__cause__, "reasons", ()))
