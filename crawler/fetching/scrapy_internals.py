"""Private parts of Scrapy (seen in 2.19.0), each with what it is for; tests/test_private_parts.py holds them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from scrapy.core.downloader.contextfactory import _ScrapyClientContextFactory
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.core.engine import ExecutionEngine
from scrapy.downloadermiddlewares.redirect import BaseRedirectMiddleware
from scrapy.http import Request, Response
from twisted.web.iweb import IPolicyForHTTPS

from crawler.fetching.twisted_internals import set_protocol_factory

UncheckedContextFactory = _ScrapyClientContextFactory
"""Connects without checking the certificate, for hosts that an outlet excepts (crawler/fetching/certificates.py)."""

LenientProtocol = _LenientHTTP11ClientProtocol
"""Scrapy's HTTP connection, which crawler/fetching/heads.py gives a limit for header lines."""

LenientFactory = _LenientHTTP11ClientFactory
"""Makes such connections."""


class Hop(BaseRedirectMiddleware):
    """Scrapy's own account of redirects, for pages that lead on without one (`BaseRedirectMiddleware._redirect`)."""

    def hop(self, request: Request, response: Response, url: str, reason: str) -> Request:
        """The request for the next address. Raises IgnoreRequest where there were too many."""
        return self._redirect(self._redirect_request_using_get(request, response, url), request, reason)

    def handle_referer(self, request: Request, response: Response) -> None:
        """Send none: no site needs to know where its address stood."""
        request.headers.pop("Referer", None)

    def _engine_started(self) -> None:
        """Look for no middleware that makes a Referer header."""


def set_connections(handler: HTTP11DownloadHandler, factory: type[_LenientHTTP11ClientFactory]) -> None:
    """Have the handler make its connections by this factory, and never send a request twice by itself (`_pool`).

    Twisted sends a request again, at once, where a connection that was used before breaks before the answer. The
    server may have had the first one; Scrapy's own second try waits for the host's turn.
    """
    set_protocol_factory(handler._pool, factory)
    handler._pool.retryAutomatically = False


def wrap_context_factory(handler: HTTP11DownloadHandler, wrap: Callable[[Any], object]) -> None:
    """Put `wrap(factory)` in place of what checks certificates (`HTTP11DownloadHandler._contextFactory`)."""
    handler._contextFactory = cast("IPolicyForHTTPS", wrap(handler._contextFactory))


def wake(engine: ExecutionEngine) -> None:
    """Have the engine ask its scheduler at once, not within five seconds (`ExecutionEngine._slot.nextcall`)."""
    if engine._slot is not None:
        engine._slot.nextcall.schedule()
