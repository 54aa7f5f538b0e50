"""Each failure of a request becomes the reason that is stored."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
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
from twisted.python.failure import Failure

from corpus.messages.archive_messages import GZIP_WITHOUT_END
from crawler.archive.unpack import UnpackError
from crawler.fetching.failures import WholeAnswers, reason_of
from crawler.fetching.guard import PrivateAddressError, RefusedError
from crawler.fetching.replay import NotInArchiveError


def caused(error: Exception, cause: BaseException) -> Exception:
    error.__cause__ = cause
    return error


def ended(*reasons: Exception) -> Exception:
    """An error as Scrapy wraps what ended a request."""
    cause = Exception()
    vars(cause)["reasons"] = [Failure(reason) for reason in reasons]
    return caused(DownloadFailedError("ended"), cause)


FAILURES = [
    (RefusedError("robots", "no"), "robots"),
    (UnpackError("bad_encoding", GZIP_WITHOUT_END()), "bad_encoding"),
    (caused(CannotResolveHostError("x"), PrivateAddressError("x")), "refused_address"),
    (HttpError(Response("https://warta.example/", status=418), "no"), "http_418"),
    (ended(ConnectionResetError(), SSL.Error()), "tls"),
    (ended(VerificationError([SimpleNamespace()])), "tls"),
    (ended(ConnectionResetError()), "connection"),
    (NotInArchiveError("x"), "not_in_archive"),
    (CannotResolveHostError("x"), "dns"),
    (DownloadTimeoutError("x"), "timeout"),
    (DownloadCancelledError("x"), "too_large"),
    (ResponseDataLossError("x"), "cut_short"),
    (UnsupportedURLSchemeError("x"), "refused_address"),
    (DownloadConnectionRefusedError("x"), "connection"),
    (ConnectionResetError("x"), "connection"),
    (IgnoreRequest("x"), "redirects"),
    (ValueError("x"), "download_error"),
]


@pytest.mark.parametrize(("error", "reason"), FAILURES, ids=[f"{type(e).__name__}-{r}" for e, r in FAILURES])
def test_the_reason_of_a_failure(error: Exception, reason: str) -> None:
    assert reason_of(error) == reason


@pytest.mark.parametrize("status", [199, 200, 204, 205, 300, 404])
def test_a_whole_answer_and_what_is_no_success_pass(status: int) -> None:
    WholeAnswers().process_spider_input(Response("https://warta.example/", status=status))


@pytest.mark.parametrize("status", [201, 202, 203, 206, 299])
def test_a_part_or_a_promise_is_no_page(status: int) -> None:
    with pytest.raises(HttpError) as error:
        WholeAnswers().process_spider_input(Response("https://warta.example/", status=status))
    assert error.value.response.status == status
    assert str(error.value) == f"https://warta.example/: answered {status}, which is no whole page"
