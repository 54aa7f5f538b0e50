"""Ask for listings only if they changed, and look a second time at the articles that are due.

A look is in the memory of its run alone until all its pages are there; it is stored at once, together with the
validators of its pages (pipelines/storing/settle.py). A kill before that leaves the article due.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.http import Response

from corpus.crawl.captures import captures_of_article
from corpus.crawl.validators import CONDITIONS, conditions, keep_validators
from corpus.revisits.revisit_queue import DueRevisit, count_due, due_revisits, inherit
from corpus.urls import clean_url
from crawler.run.failed_pages import error_page
from pipelines.storing.items import Fetched
from pipelines.storing.second_look import NOT_MODIFIED, Revisit
from spiders.families.base import OutletSpider
from spiders.parsing.sent_headers import sent_validators

if TYPE_CHECKING:
    from crawler.run.operation import Operation

MAX_REVISITS = 200  # articles of an outlet that are looked at in a run, as many as it fetches of new ones


def is_conditional(request: Request) -> bool:
    """True where the request asks only for a page that has changed."""
    return any(name in request.headers for name in CONDITIONS)


def ask_if_changed(operation: Operation, request: Request, covered_until: int) -> Request:
    """The listing's request with the conditions of a run that walked the outlet's listings to their end."""
    if request.method == "GET" and covered_until and not operation.replay:
        for name, value in conditions(operation.corpus, request.url, covered_until).items():
            request.headers[name] = value
    return request


def note_validators(operation: Operation, response: Response) -> None:
    """Store an answer's ETag and Last-Modified, unless it came by a redirect."""
    request = response.request
    if request is None or request.method != "GET" or "redirect_urls" in request.meta or operation.replay:
        return
    keep_validators(operation.corpus, request.url, *sent_validators(response), operation.run_id)


def due_requests(operation: Operation, spider: OutletSpider) -> deque[Request]:
    """Requests for the articles that are due; none in a replay, or where only addresses were named.

    Which come first, corpus/revisits/revisit_queue.py says. What is beyond the limit stays due.
    """
    if operation.replay or not spider.listings:
        return deque()
    limit = operation.plan.limit
    most = MAX_REVISITS if limit is None else min(MAX_REVISITS, limit)
    with operation.corpus.transaction():
        inherit(operation.corpus, spider.name, operation.frontier.outlets)
    operation.count(spider.name, "due_again", count_due(operation.corpus, spider.name, operation.now()))
    rows = due_revisits(operation.corpus, spider.name, operation.now(), most)
    return deque(_first_page(operation, spider.name, row) for row in rows)


def _first_page(operation: Operation, outlet: str, row: DueRevisit) -> Request:
    operation.revisits[row.row_id] = _revisit(operation, outlet, row)
    return _conditional(operation, row.url, {"frontier_id": row.row_id, "key": row.key})


def _revisit(operation: Operation, outlet: str, row: DueRevisit) -> Revisit:
    """The look, with the article's further pages: those that it has, and those that failed."""
    standing = captures_of_article(operation.corpus, row.article_key)
    parts = operation.frontier.parts(row.row_id)
    held = {clean_url(capture.requested_url or capture.url) for capture in standing[1:]}
    current = tuple(url for _, url, state, _ in parts if url in held or state == "failed")
    rows = {url: part for part, url, _, _ in parts}
    return Revisit(row.article_key, row.row_id, row.url, row.key, outlet, rows, current, standing)


def part_requests(operation: Operation, outlet: str) -> Iterator[Request]:
    """Yield the requests for pages that looks wait for, and forget them."""
    waiting = operation.part_queue[outlet]
    while waiting:
        row_id, part, confirms = waiting.popleft()
        revisit = operation.revisits.get(row_id)
        if revisit is None:
            continue
        meta: dict[str, Any] = {"frontier_id": row_id, "key": revisit.key} | ({"part": part} if part else {})
        if confirms and part in revisit.confirming:
            yield _confirming(revisit.confirming[part], meta)
        elif part is not None and part in revisit.waiting:
            held = revisit.held_part(part) is not None  # else a 304 would say that nothing we have is unchanged
            yield _conditional(operation, revisit.waiting[part], meta, held=held)


def _confirming(url: str, meta: dict[str, Any]) -> Request:
    """The request for the second load of a page: without conditions, and not out of a cache on the way."""
    return Request(
        url,
        headers={"Cache-Control": "no-cache"},
        meta={"kind": "again", "way": "again", "confirms": True, **meta},
        dont_filter=True,
    )


def _conditional(operation: Operation, url: str, meta: dict[str, Any], *, held: bool = True) -> Request:
    headers = dict(conditions(operation.corpus, url, operation.run_id)) if held else {}
    return Request(url, headers=headers, meta={"kind": "again", "way": "again", **meta}, dont_filter=True)


def look_failed(outlet: str, request: Request, reason: str, response: Response | None) -> Iterator[Fetched]:
    """Hand on what a look's request came to without a page, with the error page as evidence."""
    if reason == NOT_MODIFIED and not is_conditional(request):
        reason = "http_3xx"  # nothing was asked to be compared
    page = error_page(request, response) if response is not None else None
    meta = request.meta
    yield Fetched(
        meta["frontier_id"],
        outlet,
        meta["key"],
        page,
        reason=reason,
        again=True,
        part=meta.get("part"),
        confirms=meta.get("confirms", False),
    )
