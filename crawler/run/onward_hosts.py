"""Note where an outlet's addresses are redirected to another host, and tell those hosts for the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.crawl.led_on import LedOn, led_on_in, note_led_on
from corpus.crawl.ledger import PAGES_WAY
from corpus.urls import host_of
from pipelines.rules import PageRules

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response

    from corpus.store import Corpus
    from crawler.run.operation import Operation
    from spiders.families.base import OutletSpider


@dataclass(frozen=True, slots=True)
class OnwardHost:
    """A host that redirects of `from_host` led to, for these `ways` ("pages": articles' pages).

    `reason` is why nothing came there, None for an answer; `owner` is the known outlet whose host it is.
    """

    host: str
    from_host: str
    ways: tuple[str, ...]
    reason: str | None = None
    owner: str | None = None


def note_onward_host(
    operation: Operation,
    spider: OutletSpider,
    request: Request | Response,
    reason: str | None = None,
    *,
    to: str | None = None,
) -> None:
    """Store that a request ended at a host that is not the outlet's, if a redirect led there; in the open transaction.

    `reason` is why it gave nothing there. `to` is the address that the page itself leads on to, and that is not asked.
    """
    if not is_led_on(spider, request, to):
        return
    host, first = host_of(to or request.url), host_of(_start(request))
    way = request.meta["way"] if request.meta.get("kind") == "listing" else PAGES_WAY
    led = LedOn(spider.name, way, first, host, reason)
    if led not in operation.led_on:
        operation.led_on.add(led)
        note_led_on(operation.corpus, operation.run_id, led)


def is_led_on(spider: OutletSpider, request: Request | Response, to: str | None = None) -> bool:
    """True where a redirect led to a host that is neither the outlet's nor the one that was asked first."""
    end = to or request.url
    return host_of(end) not in {"", host_of(_start(request))} and not spider.address().owns(end)


def _start(request: Request | Response) -> str:
    """The address that was asked first."""
    return str((request.meta.get("redirect_urls") or [request.url])[0])


def onward_hosts(corpus: Corpus, run_id: int, outlet: str, rules: Mapping[str, PageRules]) -> list[OnwardHost]:
    """Return the hosts that the outlet's addresses were led to in the run, each with all its ways."""
    ways: dict[tuple[str, str, str | None], list[str]] = {}
    for led in led_on_in(corpus, run_id):
        if led.outlet == outlet:
            ways.setdefault((led.host, led.from_host, led.reason), []).append(led.way)
    return [
        OnwardHost(host, from_host, tuple(of_host), reason, _owner(host, rules))
        for (host, from_host, reason), of_host in ways.items()
    ]


def has_owner(operation: Operation, url: str) -> bool:
    """True for an address on a host of a known outlet."""
    return _owner(host_of(url), operation.rules) is not None


def _owner(host: str, rules: Mapping[str, PageRules]) -> str | None:
    """The known outlet whose host it is."""
    return next((s for s, rule in rules.items() if rule.address and rule.address.owns(f"https://{host}/")), None)
