"""Articles in feeds: RSS 2.0, RSS 1.0 and Atom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar
from urllib.parse import quote, urljoin

from lxml import etree
from scrapy import Request
from scrapy.http import Response

from corpus.urls import AddressRule
from pipelines.storing.items import Link, Remark
from spiders.families.base import OutletSpider
from spiders.families.ladder import Listed
from spiders.parsing.days import listed_day
from spiders.parsing.links import make_link, one_each
from spiders.parsing.xml import TAIL_BYTES, declares_entities, local_name, parse_xml

ENTRY_NAMES = frozenset({"item", "entry"})
FEED_ROOTS = frozenset({"RDF", "feed", "rss"})
MEDIA_NAMESPACES = (
    "/mrss",
    "itunes",
)  # namespaces whose <title>, <content> and <description> are a picture's or a sound's
FEED_END = re.compile(rb"</(?:\w+:)?(?:RDF|feed|rss)\s*>")
DAY_FIELDS = ("pubDate", "published", "date", "issued", "updated")  # the first that is there


class FeedSpider(OutletSpider):
    """An outlet with feeds of its newest articles: addresses or paths in `feeds`, else the usual one.

    One with {tag} is requested for each of the topic's tags.
    """

    feeds: ClassVar[tuple[str, ...]] = ("/rss",)
    ways: ClassVar[tuple[str, ...]] = ("feed",)

    def begin_feed(self) -> Iterator[Request]:
        """Yield a request for each feed; where feeds are a rung, the first decides whether it is shut."""
        named = [feed.format(tag=quote(tag)) for feed in self.feeds for tag in self._tags(feed)]
        for number, feed in enumerate(dict.fromkeys(named)):
            url = urljoin(f"{self.root()}/", feed)
            yield self.listing(url, self.parse_feed, way="feed", cb_kwargs={"first": number == 0})

    def _tags(self, feed: str) -> tuple[str, ...]:
        return self.topic.ask.tags if "{tag}" in feed else ("",)

    def parse_feed(self, response: Response, first: bool) -> Iterator[Listed]:
        """Yield the articles of a feed."""
        links = read_feed(response.body, response.url, self.address(), self.utc_offset)
        if links is None and first:
            yield from self.shut("feed", "not_a_feed", response)
        elif not links:
            yield Remark("not_a_feed" if links is None else "no_links")
        else:
            yield from links
            if not FEED_END.search(response.body[-TAIL_BYTES:].replace(b"\0", b"")):
                yield Remark("cut_short")
            elif declares_entities(response.body):
                yield Remark("entities")

    def listing_failed(self, way: str, reason: str, response: Response | None, **cb_kwargs: Any) -> Iterable[Listed]:
        """Try the next rung when the first feed fails and feeds are a rung."""
        if way == "feed" and not cb_kwargs.get("first"):
            return ()
        return super().listing_failed(way, reason, response, **cb_kwargs)


def read_feed(body: bytes, base: str, rule: AddressRule, utc_offset: int) -> list[Link] | None:
    """The outlet's articles in a feed, one link each; None where the body is no feed.

    Broken XML is read as far as it makes sense; entities are not expanded and nothing is fetched for it. What
    isn't a web address on the outlet's hosts is passed over.
    """
    root = parse_xml(body)
    if root is None or local_name(root) not in FEED_ROOTS:
        return None
    entries = (e for e in root.iter() if local_name(e) in ENTRY_NAMES)
    return one_each((_link(entry, base, rule, utc_offset) for entry in entries), rule)


def _link(entry: etree._Element, base: str, rule: AddressRule, utc_offset: int) -> Link | None:
    fields = _entry_fields(entry)
    whole = fields.get("encoded") or fields.get("content")
    day = next((d for name in DAY_FIELDS if (d := listed_day(fields.get(name), utc_offset))), None)
    return make_link(
        rule,
        _address(entry, fields),
        base,
        title=fields.get("title"),
        day=day,
        whole=bool(whole),
        text=whole or fields.get("description") or fields.get("summary"),
    )


def _entry_fields(entry: etree._Element) -> dict[str, str]:
    """An entry's fields by local name: of each name the first that isn't empty, without those of media."""
    fields: dict[str, str] = {}
    for child in entry:
        name = local_name(child)
        if not fields.get(name) and not any(foreign in str(child.tag) for foreign in MEDIA_NAMESPACES):
            fields[name] = "".join(str(part) for part in child.itertext()).strip()
    return fields


def _address(entry: etree._Element, fields: dict[str, str]) -> str:
    """The entry's address: <origLink> (Feedburner), an alternate link (Atom), <link> (RSS), else <guid>."""
    links = [child for child in entry if local_name(child) == "link" and child.get("href")]
    alternate = next((str(a.get("href")) for a in links if a.get("rel", "alternate") == "alternate"), "")
    about = next((str(v) for k, v in entry.attrib.items() if str(k).endswith("}about")), "")
    # In broken XML a title that was never closed has swallowed the link.
    swallowed = next((e.text for e in entry.iterdescendants() if local_name(e) == "link" and e.text), "")
    return fields.get("origLink") or alternate or fields.get("link") or swallowed or about or fields.get("guid") or ""
