"""Settle the rows of articles that failed, with the reason, and store the error page as evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.http import Response

from corpus.models import Capture
from corpus.reasons import ReasonKind, reason_is

if TYPE_CHECKING:
    from corpus.crawl.frontier_entries import Outcome
    from crawler.run.operation import Operation


def failure_outcome(reason: str) -> Outcome:
    """The state of an article's row with this reason: rejected where it may not be fetched, else failed."""
    return "rejected" if reason_is(reason, ReasonKind.SET_ASIDE) else "failed"


def settle_failed(operation: Operation, row_id: int, reason: str) -> None:
    """Settle an article's row with a reason, in a transaction of its own."""
    with operation.corpus.transaction():
        operation.frontier.settle(row_id, failure_outcome(reason), reason)


def keep_error_page(operation: Operation, outlet: str, request: Request, response: Response) -> int | None:
    """The id of the error page's capture; None where the archive doesn't have it."""
    page = error_page(request, response)
    if page is None:
        return None
    return operation.corpus.add_capture(page, outlet, operation.run_id, request.meta["frontier_id"])


def error_page(request: Request, response: Response) -> Capture | None:
    """The error page as archived, without its body; None where the archive doesn't have it."""
    record = request.meta.get("archived")
    if not record:
        return None
    first = (request.meta.get("redirect_urls") or [response.url])[0]
    return Capture(
        url=response.url,
        requested_url=first if first != response.url else None,
        body=b"",
        status=response.status,
        **record,
    )
