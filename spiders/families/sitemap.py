"""How are articles found in sitemaps?"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import urljoin

from lxml import etree
from scrapy import Request
from scrapy.http import Response

from corpus.urls import split
from pipelines.items import Link, Remark
from spiders.families.base import OutletSpider
from spiders.families.days import day_of
from spiders.families.feed import local_name, parse_xml
from spiders.families.ladder import Listed, refuses
from spiders.families.links import make_link, one_each
from spiders.families.wanted import Wanted

DEEPEST = 3  # indexes within indexes
LARGEST = 50_000_000  # bytes of a sitemap once it is unpacked; the protocol's own limit
MOST_CHILDREN = 500  # asked from one index
MOST_LINKS = 5_000  # handed on from one sitemap
# WordPress's and its plug-ins' sitemaps of what is no article: "wp-sitemap-users-1.xml", "post_tag-sitemap2.xml".
NO_ARTICLES = re.compile(
    r"(?:taxonom|users|author|category|post_tag|(?<!\w)page-|image|video)[^/]*\.xml", re.IGNORECASE
)
FOREIGN = ("sitemap-image", "sitemap-video")  # namespaces whose <loc> and <title> are a picture's


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a sitemap; when it was published and last changed, as it is written there."""

    url: str
    title: str | None = None
    published: str | None = None
    changed: str | None = None


class SitemapSpider(OutletSpider):
    """An outlet with sitemaps: the addresses or paths in `sitemaps`, of which the first that answers is read.

    A sitemap has no search, and behind it stands the whole archive. So an address is only handed on when it
    has the form of the outlet's articles and its last part, or its title in a news sitemap, holds all words
    of one of the topic's queries or tags. What was last changed before `since` is passed over.
    """

    sitemaps: ClassVar[tuple[str, ...]] = ()
    ways: ClassVar[tuple[str, ...]] = ("sitemap",)

    def begin_sitemap(self) -> Iterator[Request]:
        """The first of the sitemaps."""
        if self.sitemaps and Wanted.by(self.topic, self.implied).sets:
            yield self._ask(self.sitemaps[0], others=self.sitemaps[1:])

    def parse_sitemap(self, response: Response, others: Sequence[str], trail: Sequence[str]) -> Iterator[Listed]:
        """The wanted addresses of a sitemap, or the sitemaps of an index. `trail` holds the addresses above."""
        root = read_sitemap(response.body)
        kind = "" if root is None else local_name(root)
        if root is None or kind not in {"sitemapindex", "urlset"}:
            yield from self._not_this("not_a_sitemap", response, others, trail)
        elif kind == "sitemapindex":
            yield from self._children(root, response.url, trail)
        else:
            yield from self._candidates(root, response, others, trail)

    def listing_failed(self, way: str, reason: str, response: Response | None, **told: Any) -> Iterable[Request]:
        """The next of the sitemaps; after the last the next rung. A child that can't be had is only told."""
        if way != "sitemap":
            return super().listing_failed(way, reason, response, **told)
        if told.get("trail") or refuses(reason, response):
            return ()
        if others := told.get("others"):
            return (self._ask(others[0], others=others[1:]),)
        return self.next_rung("sitemap", reason)

    def _ask(self, address: str, *, others: Sequence[str] = (), trail: Sequence[str] = ()) -> Request:
        url = urljoin(self.root() + "/", address)
        told = {"others": list(others), "trail": list(trail)}
        return self.listing(url, self.parse_sitemap, way="sitemap", told=told)

    def _not_this(
        self, reason: str, response: Response, others: Sequence[str], trail: Sequence[str]
    ) -> Iterator[Listed]:
        if trail:
            yield Remark(reason)
        elif others:
            yield Remark(reason)
            yield self._ask(others[0], others=others[1:])
        else:
            yield from self.shut("sitemap", reason, response)

    def _children(self, root: etree._Element, base: str, trail: Sequence[str]) -> Iterator[Listed]:
        above = [*trail, base]
        named = {urljoin(base, e.url): e for e in read_entries(root)}
        children = [url for url, entry in named.items() if url not in above and self._is_worth_asking(url, entry)]
        if len(above) > DEEPEST or len(children) > MOST_CHILDREN:
            yield Remark("capped")
        if len(above) <= DEEPEST:
            for url in children[:MOST_CHILDREN]:
                yield self._ask(url, trail=above)

    def _is_worth_asking(self, url: str, entry: Entry) -> bool:
        is_web = split(url).scheme in {"http", "https"} and self.address().owns(url)
        return is_web and not NO_ARTICLES.search(url) and not self._is_old(entry)

    def _candidates(
        self, root: etree._Element, response: Response, others: Sequence[str], trail: Sequence[str]
    ) -> Iterator[Listed]:
        rule, wanted = self.address(), Wanted.by(self.topic, self.implied)
        entries = read_entries(root)
        if not trail and not any(rule.is_article(entry.url) for entry in entries):
            yield from self._not_this("nothing_found", response, others, trail)
            return
        chosen = [e for e in entries if wanted.takes(e.url, e.title) and rule.is_article(e.url) and not self._is_old(e)]
        links = one_each((self._link(entry, response.url) for entry in chosen), rule)
        yield from links[:MOST_LINKS]
        if len(links) > MOST_LINKS:
            yield Remark("capped")
        elif not links and not trail:
            yield Remark("nothing_found")

    def _link(self, entry: Entry, base: str) -> Link | None:
        return make_link(
            self.address(), entry.url, base, title=entry.title, day=day_of(entry.published, self.utc_offset)
        )

    def _is_old(self, entry: Entry) -> bool:
        changed = day_of(entry.changed, self.utc_offset)
        return changed is not None and self.since is not None and changed < self.since


def read_sitemap(body: bytes) -> etree._Element | None:
    """The root of a sitemap, gzipped or not; None where it is none, or too large once unpacked."""
    if body.startswith(b"\x1f\x8b"):
        unpacked = _unpack(body)
        return parse_xml(unpacked) if unpacked is not None else None
    return parse_xml(body)


def read_entries(root: etree._Element) -> list[Entry]:
    """The entries of a sitemap or of an index of sitemaps, as far as they have an address."""
    entries = []
    for element in root:
        if local_name(element) in {"url", "sitemap"}:
            said = {local_name(e): (e.text or "").strip() for e in reversed(list(element.iter())) if _is_own(e)}
            if said.get("loc"):
                entries.append(Entry(said["loc"], said.get("title"), said.get("publication_date"), said.get("lastmod")))
    return entries


def _is_own(element: etree._Element) -> bool:
    return bool(element.text) and not any(foreign in str(element.tag) for foreign in FOREIGN)


def _unpack(body: bytes) -> bytes | None:
    """What a gzip file holds, also when it was cut in the middle; None where it is broken or too large."""
    unpacker = zlib.decompressobj(wbits=31)
    try:
        data = unpacker.decompress(body, LARGEST)
    except zlib.error:
        return None
    return None if unpacker.unconsumed_tail else data
