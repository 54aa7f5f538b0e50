"""Limit the size of an answer's head: Scrapy limits the body only, and header lines could go on for ever."""

from __future__ import annotations

from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IAddress
from twisted.web.iweb import IResponse

from crawler.archive.limits import LARGEST_HEAD
from crawler.fetching.scrapy_internals import LenientFactory, LenientProtocol
from crawler.fetching.twisted_internals import (
    HTTP11ClientProtocol,
    Request,
    causes,
    give_up,
    is_in_head,
    quiescent_callback,
)


class HeadTooLargeError(Exception):
    """The header lines of an answer have no end in sight."""


class CappedProtocol(LenientProtocol):
    """Scrapy's protocol, which gives up on an answer whose head grows too large."""

    _head = 0

    def request(self, request: Request) -> Deferred[IResponse]:
        """Begin to count anew: connections are used again."""
        self._head = 0
        return super().request(request)

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 - Twisted's name
        """Count what comes before the body does."""
        if is_in_head(self):
            self._head += len(data)
            if self._head > LARGEST_HEAD:
                give_up(self, HeadTooLargeError(f"more than {LARGEST_HEAD} bytes of headers"))
                return
        super().dataReceived(data)  # type: ignore[no-untyped-call]


class CappedFactory(LenientFactory):
    """Builds such protocols for a pool of connections."""

    def buildProtocol(self, addr: IAddress | None) -> HTTP11ClientProtocol:  # noqa: N802 - Twisted's name
        """A protocol for a new connection."""
        return CappedProtocol(quiescent_callback(self))  # type: ignore[no-untyped-call]


def is_head_too_large(error: BaseException) -> bool:
    """True if a download failed because the head was too large."""
    return any(reason.check(HeadTooLargeError) for reason in causes(error.__cause__))
