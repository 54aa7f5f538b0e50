"""Make rows of the frontier from a spider's requests and links: key, priority, and the reason not to fetch."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING, Any

from scrapy import Request

from corpus.crawl.frontier_entries import FrontierEntry
from corpus.urls import article_key, clean_url
from pipelines.storing.grade import plainly_off
from pipelines.storing.items import Link
from spiders.families.base import LISTING_PRIORITY, OutletSpider

if TYPE_CHECKING:
    from crawler.run.operation import Operation


def row_of_request(operation: Operation, spider: OutletSpider, request: Request, parent: int | None) -> FrontierEntry:
    """Return the frontier row of a listing's request (key: run + request), or of an article's with its callback."""
    kind, way = request.meta.get("kind", "listing"), request.meta.get("way", "start")
    request_fields: dict[str, Any] = {"callback": getattr(request.callback, "__name__", "parse_article")}
    if request.cb_kwargs:
        request_fields["cb_kwargs"] = dict(request.cb_kwargs)
    if request.method != "GET":
        request_fields |= {"method": request.method, "body": request.body.decode("latin-1")}
    if headers := {k.decode(): [v.decode("latin-1") for v in vs] for k, vs in request.headers.items()}:
        request_fields["headers"] = headers
    if maxsize := request.meta.get("download_maxsize"):
        request_fields["maxsize"] = maxsize
    if kind == "listing":
        ask = hashlib.sha256(f"{request.method} {request.url} {request_fields}".encode()).hexdigest()[:24]
        key = f"{operation.run_id} {spider.name} {ask}"
        priority, topic = LISTING_PRIORITY, operation.topic_id
    else:
        key, priority, topic = article_key(request.url, spider.address()), LISTING_PRIORITY - 1, None
    return FrontierEntry(
        spider.name,
        kind,
        way,
        key,
        request.url,
        request=request_fields,
        priority=priority,
        parent_id=parent,
        topic_id=topic,
    )


def row_of_link(
    operation: Operation, spider: OutletSpider, link: Link, parent: int | None, way: str
) -> FrontierEntry | None:
    """The row of an article's link, newer ones with higher priority; None where it leads to another site."""
    url = clean_url(link.url)
    owner = spider.owner_of(url)
    address = owner.address()
    if not address.owns(url):
        return None
    day = (link.day - date(1970, 1, 1)).days if link.day else 0
    return FrontierEntry(
        owner.name,
        "article",
        way,
        article_key(url, address),
        url,
        title=link.title,
        priority=day,
        parent_id=parent,
        rejected=reason_not_to_fetch(operation, spider, link),
    )


def reason_not_to_fetch(operation: Operation, spider: OutletSpider, link: Link) -> str | None:
    """Why a link is not fetched, by what its listing says of it; None where it is."""
    if not spider.in_window(link.day):
        return "off_window"
    topic = operation.plan.topic
    if topic is None or operation.plan.ask_all or spider.discovers:
        return None
    return "off_topic" if plainly_off(topic, link.title, link.text, whole=link.whole) else None
