"""What every test of a family needs: a topic, a way to answer a request, and what came of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse, Response, TextResponse

from corpus.topics import Topic, parse_topic
from pipelines.storing.items import Entry, Link, Remark, Stated
from spiders.families.base import OutletSpider

NOW = datetime(2024, 3, 8, 5, 0, tzinfo=UTC)
TOPIC = """
name = "pembinaan"
[ask]
search = ["BP2MI pegawai", "BP3MI pembinaan"]
tags = ["bp2mi"]
[grade]
phrases = ["pembinaan pegawai"]
"""


@dataclass
class Given:
    """What a callback gave, by kind."""

    links: list[Link] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    stated: list[Stated] = field(default_factory=list)

    @property
    def urls(self) -> list[str]:
        return [link.url for link in self.links]

    @property
    def requested(self) -> list[str]:
        return [request.url for request in self.requests]

    @property
    def ways(self) -> list[str]:
        return [request.meta["way"] for request in self.requests]


def sort_out(items: Iterable[object]) -> Given:
    given = Given()
    for item in items:
        entry = Entry("taken", item) if isinstance(item, Link) else item
        if isinstance(entry, Entry):
            given.entries.append(entry)
            if entry.link and entry.outcome == "taken":
                given.links.append(entry.link)
        elif isinstance(item, Stated):
            given.stated.append(item)
        elif isinstance(item, Remark):
            given.remarks.append(item.reason)
        else:
            assert isinstance(item, Request)
            given.requests.append(item)
    assert len(given.remarks) <= 1
    return given


def rebuilt(request: Request) -> dict[str, Any]:
    """The arguments of a callback as another process would have them."""
    arguments = json.loads(json.dumps(request.cb_kwargs))
    assert isinstance(arguments, dict)
    return arguments


@pytest.fixture
def topic() -> Topic:
    return parse_topic(TOPIC)


@pytest.fixture
def make(topic: Topic) -> Callable[..., Any]:
    """An outlet's spider on the topic, with the clock at noon (WIB) of 8 March 2024."""

    def build(outlet: type[OutletSpider], **options: Any) -> OutletSpider:
        return outlet(**{"topic": topic, "clock": NOW, **options})

    return build


@pytest.fixture
def answer() -> Callable[..., Given]:
    """Answer a spider's request, which is rebuilt from JSON as the crawl does after a kill."""

    def give(spider: OutletSpider, request: Request, body: Any, kind: str = "html", **headers: str) -> Given:
        if not isinstance(body, str | bytes):
            body, kind = json.dumps(body), "json"
        data = body.encode() if isinstance(body, str) else body
        heads = {name.replace("_", "-"): value for name, value in headers.items()}
        response: Response
        if kind == "bytes":
            response = Response(request.url, body=data, headers=heads, request=request)
        elif kind == "html":
            response = HtmlResponse(request.url, body=data, encoding="utf-8", headers=heads, request=request)
        else:
            response = TextResponse(request.url, body=data, encoding="utf-8", headers=heads, request=request)
        assert request.callback is not None
        callback = getattr(spider, request.callback.__name__)
        return sort_out(callback(response, **rebuilt(request)))

    return give


@pytest.fixture
def fail() -> Callable[..., Given]:
    """Let a spider's request fail, with a response where the site gave one."""

    def give(spider: OutletSpider, request: Request, reason: str, body: Any = None, **headers: str) -> Given:
        response = None
        if body is not None:
            text = body if isinstance(body, str) else json.dumps(body)
            status = int(reason.removeprefix("http_")) if reason.startswith("http_") else 200
            heads = {name.replace("_", "-"): value for name, value in headers.items()}
            response = HtmlResponse(request.url, status=status, body=text.encode(), encoding="utf-8", headers=heads)
        return sort_out(spider.listing_failed(request.meta["way"], reason, response, **rebuilt(request)))

    return give
