"""Every way into every shipped outlet, answered with the outlet's own addresses: each article is handed on."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from scrapy import Request
from scrapy.http import HtmlResponse, Response, TextResponse, XmlResponse

from corpus.topics import topic_of_words
from corpus.urls import article_key
from pipelines.storing.items import Entry, Link
from spiders.loader import outlets
from tests.each import for_each

ADDRESSES = tomllib.loads((Path(__file__).parent / "addresses.toml").read_text(encoding="utf-8"))
TITLE = "BP2MI pegawai"
TOPIC = topic_of_words(TITLE)
KNOWN = outlets()
# Common Crawl's list of its indexes and its pages come first; tests/spiders/families/test_commoncrawl.py reads them.
WAYS = [(slug, way) for slug, cls in KNOWN.items() for way in (*cls.ways, *cls.ladder) if way != "commoncrawl"]


def _html(requested: Request, urls: list[str]) -> Response:
    rows = "".join(f'<li><a href="{url}">{TITLE} {n}</a></li>' for n, url in enumerate(urls))
    return HtmlResponse(requested.url, body=f"<html><title>Daftar</title>{rows}</html>".encode(), request=requested)


def _feed(requested: Request, urls: list[str]) -> Response:
    rows = "".join(f"<item><title>{TITLE}</title><link>{url.replace('&', '&amp;')}</link></item>" for url in urls)
    return XmlResponse(requested.url, body=f"<rss><channel>{rows}</channel></rss>".encode(), request=requested)


def _sitemap(requested: Request, urls: list[str]) -> Response:
    if requested.url.endswith("/robots.txt"):
        return TextResponse(requested.url, body=f"Sitemap: {requested.url[:-10]}peta.xml".encode(), request=requested)
    news = f"<n:news><n:title>{TITLE}</n:title></n:news>"
    rows = "".join(f"<url><loc>{url.replace('&', '&amp;')}</loc>{news}</url>" for url in urls)
    return XmlResponse(requested.url, body=f'<urlset xmlns:n="urn:n">{rows}</urlset>'.encode(), request=requested)


def _json(requested: Request, answer: object) -> Response:
    return TextResponse(requested.url, body=json.dumps(answer).encode(), request=requested)


def _rest(request: Request, urls: list[str]) -> Response:
    return _json(request, [{"link": url, "title": {"rendered": TITLE}} for url in urls])


def _posts(request: Request, urls: list[str]) -> Response:
    entries = [{"title": {"$t": TITLE}, "link": [{"rel": "alternate", "href": url}]} for url in urls]
    return _json(request, {"feed": {"entry": entries}})


def _data(request: Request, urls: list[str]) -> Response:
    slugs = [url.rstrip("/").rpartition("/")[2] for url in urls]
    return _json(request, {"data": [{"slug": slug, "judul": TITLE, "isi": "kata " * 150} for slug in slugs]})


def _cdx(request: Request, urls: list[str]) -> Response:
    return _json(request, [["original", "timestamp"], *([url, "20240101000000"] for url in urls)])


ANSWERS: dict[str, Callable[[Request, list[str]], Response]] = {
    "cdx": _cdx, "data": _data, "feed": _feed, "posts": _posts, "rest": _rest, "search_feed": _feed,
    "sitemap": _sitemap,
}  # fmt: skip


@for_each("slug, way", WAYS)
def test_a_way_hands_on_the_outlets_own_articles(slug: str, way: str) -> None:
    cls, addresses = KNOWN[slug], ADDRESSES[slug]
    urls = [seen[0] for seen in addresses.values()]
    spider = cls(topic=replace(TOPIC, ask=replace(TOPIC.ask, tags=("bp2mi",))))
    request, keys = next(iter(spider.begin_way(way))), set()
    for _ in range(2):  # the sitemap that a robots.txt names is the second
        assert request.callback is not None
        given = list(request.callback(ANSWERS.get(way, _html)(request, urls), **request.cb_kwargs))
        entries = (item.link for item in given if isinstance(item, Entry) and item.outcome == "taken")
        links = [item for item in (*entries, *given) if isinstance(item, Link)]
        keys |= {article_key(link.url, cls.address()) for link in links}
        onward = [item for item in given if isinstance(item, Request) and item.meta["way"] == way]
        request = onward[0] if onward else request
    assert keys == set(addresses)
