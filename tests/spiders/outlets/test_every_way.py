"""Every way into every shipped outlet, answered with the outlet's own addresses: each article is handed on."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from scrapy import Request
from scrapy.http import HtmlResponse, Response, TextResponse, XmlResponse

from corpus.topics import topic_of_words
from corpus.urls import article_key
from pipelines.storing.items import Entry, Link
from spiders.families.jsonlist import JsonList, JsonListSpider
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


def _put(item: dict[str, Any], path: str, value: Any) -> None:
    """Put a value at a path of names into an object."""
    *names, last = path.split(".")
    for name in names:
        item = item.setdefault("x" if name == "*" else name, {})
    item[last] = value


def _item(rule: JsonList, url: str) -> dict[str, Any] | None:
    """An item of a list with the article's address in the first form that can have it; None where none can."""
    forms = (rule.address,) if isinstance(rule.address, str) else rule.address
    for form in forms:
        item: dict[str, Any] = {rule.title if isinstance(rule.title, str) else rule.title[0]: TITLE}
        if rule.sent:
            _put(item, rule.sent.text[0], "kata " * 150)
        names = re.findall(r"\{([^{}]+)\}", form)
        pattern = "([^/]+)".join(map(re.escape, re.split(r"\{[^{}]+\}", form)))
        match = re.fullmatch(rf"https?://[^/]+{pattern}/?", url)
        for name, value in zip(names, match.groups() if match else (), strict=False):
            _put(item, name, value)
        if not names:
            _put(item, form, url)
        if match or not names:
            return item
    return None


def _list(rule: JsonList, requested: Request, urls: list[str]) -> Response:
    """The answer of a list sent as JSON, by its own rule; the rest of a path behind "[]" is in each item."""
    path, _, within = rule.items.partition("[]")
    items = [item for url in urls if (item := _item(rule, url))]
    answer: dict[str, Any] = {}
    _put(answer, path, [{within.strip("."): item} for item in items] if within else items)
    return _json(requested, answer)


ANSWERS: dict[str, Callable[[Request, list[str]], Response]] = {
    "cdx": _cdx, "data": _data, "feed": _feed, "posts": _posts, "rest": _rest, "search_feed": _feed,
    "sitemap": _sitemap,
}  # fmt: skip


@for_each("slug, way", WAYS)
def test_a_way_hands_on_the_outlets_own_articles(slug: str, way: str) -> None:
    cls, addresses = KNOWN[slug], ADDRESSES[slug]
    rule = cls.json_lists.get(way) if issubclass(cls, JsonListSpider) else None
    addresses = {key: seen for key, seen in addresses.items() if rule is None or _item(rule, seen[0])}
    urls = [seen[0] for seen in addresses.values()]
    assert urls
    spider = cls(topic=replace(TOPIC, ask=replace(TOPIC.ask, tags=("bp2mi",))))
    request, keys = next(iter(spider.begin_way(way))), set()
    for _ in range(2):  # the sitemap that a robots.txt names is the second
        assert request.callback is not None
        answered = _list(rule, request, urls) if rule else ANSWERS.get(way, _html)(request, urls)
        given = list(request.callback(answered, **request.cb_kwargs))
        entries = (item.link for item in given if isinstance(item, Entry) and item.outcome == "taken")
        links = [item for item in (*entries, *given) if isinstance(item, Link)]
        keys |= {article_key(link.url, cls.address()) for link in links}
        onward = [item for item in given if isinstance(item, Request) and item.meta["way"] == way]
        request = onward[0] if onward else request
    assert keys == set(addresses)
