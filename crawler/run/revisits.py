"""Ask for listings only if they changed, and fetch young articles a second time."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.http import Response

from corpus.crawl.validators import conditions, keep_validators, still_valid, young_articles
from corpus.reasons import ReasonKind, reason_is
from corpus.urls import original
from crawler.run.failed_pages import keep_error_page
from spiders.families.base import OutletSpider

if TYPE_CHECKING:
    from crawler.run.operation import Operation

YOUNG_DAYS = 7  # an outlet corrects its articles within the week, if at all
REST_HOURS = 12  # between two fetches of one article
MAX_REVISITS = 50  # articles of an outlet fetched again in a run
NAMES = ("If-None-Match", "If-Modified-Since")


def is_conditional(request: Request) -> bool:
    """True where the request asks only for a page that has changed."""
    return any(name in request.headers for name in NAMES)


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
    values = [(response.headers.get(name) or b"").decode("latin-1") or None for name in ("ETag", "Last-Modified")]
    keep_validators(operation.corpus, request.url, values[0], values[1], operation.run_id)


def young_requests(operation: Operation, spider: OutletSpider) -> deque[Request]:
    """Requests for articles that may have been edited; none in a replay, or where only addresses were named."""
    if operation.replay or not spider.listings:
        return deque()
    most = min(MAX_REVISITS, MAX_REVISITS if operation.plan.limit is None else operation.plan.limit)
    young = young_articles(
        operation.corpus, spider.name, spider.today, operation.now(), days=YOUNG_DAYS, hours=REST_HOURS
    )
    rows = [row for row in young if original(row[1]) == row[1]]  # a web archive's copy is never edited
    operation.count(spider.name, "young", len(rows))
    return deque(_second_look(operation, *row) for row in rows[:most])


def _second_look(operation: Operation, row_id: int, url: str, key: str) -> Request:
    meta = {"frontier_id": row_id, "kind": "again", "way": "again", "key": key}
    headers = dict(conditions(operation.corpus, url, operation.run_id))
    return Request(url, headers=headers, meta=meta, dont_filter=True)


def second_look_failed(
    operation: Operation, outlet: str, request: Request, reason: str, response: Response | None
) -> None:
    """Note that the page is as it was, gone, or can't be had now: the article stays as it is stored."""
    if reason == "http_304":
        operation.count(outlet, "same")
        still_valid(operation.corpus, request.url, operation.run_id)
    elif reason_is(reason, ReasonKind.GONE) and response is not None:
        operation.count(outlet, "not_the_article")
        with operation.corpus.transaction():
            capture_id = keep_error_page(operation, outlet, request, response)
            if capture_id is not None:
                operation.corpus.pass_over(capture_id, "not_the_article")
    else:
        operation.count(outlet, "not_seen_again")
