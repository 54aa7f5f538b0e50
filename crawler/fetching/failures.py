"""Which answers hold a whole page, and the reason (corpus.reasons) that a failed request is stored with."""

from __future__ import annotations

import sqlite3

from OpenSSL import SSL
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from service_identity import VerificationError

from corpus.errors import ArchiveError, WorkerError
from crawler.archive.unpack import UnpackError
from crawler.fetching.guard import PrivateAddressError, RefusedError
from crawler.fetching.replay import NotInArchiveError

ERRORS: tuple[tuple[type[BaseException], str], ...] = (
    (NotInArchiveError, "not_in_archive"),
    (CannotResolveHostError, "dns"),
    (DownloadTimeoutError, "timeout"),
    (DownloadCancelledError, "too_large"),
    (ResponseDataLossError, "cut_short"),
    (UnsupportedURLSchemeError, "refused_address"),
    (DownloadConnectionRefusedError, "connection"),
    (DownloadFailedError, "connection"),
    (ConnectionError, "connection"),
    (IgnoreRequest, "redirects"),  # Scrapy's own for too many of them; ours are RefusedError
)
OURS = (ArchiveError, WorkerError, sqlite3.Error)
"""Faults on our side: the disk is full, the corpus is gone. The crawl stops, and the rows stay open."""

PAGES = frozenset({200, 204, 205})
"""Statuses of whole pages; the last two say that they are empty, and are set aside as that.

206 is a part of a page, 202 a promise, 203 was changed on its way.
"""


class WholeAnswers:
    """Spider middleware beside Scrapy's HttpErrorMiddleware, which lets every 2xx pass."""

    def process_spider_input(self, response: Response) -> None:
        """Raise HttpError, stored as `http_206` for instance, for an answer that is no whole page."""
        if 200 <= response.status < 300 and response.status not in PAGES:
            raise HttpError(response, f"{response.url}: answered {response.status}, which is no whole page")


def reason_of(error: BaseException) -> str:
    """An error as one of the reasons that are stored.

    >>> reason_of(DownloadTimeoutError("45 s"))
    'timeout'
    """
    if isinstance(error, RefusedError | UnpackError):
        return error.reason
    if isinstance(error.__cause__, PrivateAddressError):
        return "refused_address"
    if isinstance(error, HttpError):
        return f"http_{error.response.status}"
    if _is_of_tls(error):
        return "tls"
    return next((reason for kind, reason in ERRORS if isinstance(error, kind)), "download_error")


def _is_of_tls(error: BaseException) -> bool:
    """True where no secure connection came about: the certificate, or the two sides have no protocol in common.

    Twisted keeps what ended a request in the `reasons` of the error that Scrapy wraps.
    """
    return any(failure.check(SSL.Error, VerificationError) for failure in getattr(error.__cause__, "reasons", ()))
