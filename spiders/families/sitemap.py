"""Articles in sitemaps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, ClassVar
from urllib.parse import urljoin

from scrapy import Request
from scrapy.http import Response

from corpus.urls import article_key, join, split
from pipelines.storing.items import Link, Remark
from spiders.families.base import OutletSpider
from spiders.families.ladder import Listed, refuses
from spiders.parsing.days import listed_day
from spiders.parsing.links import make_link, one_each
from spiders.parsing.sitemap_file import LARGEST_SITEMAP, SitemapEntry, SitemapFile
from spiders.parsing.topic_words import TopicFilter

MAX_INDEX_DEPTH = 3  # indexes within indexes
MAX_CHILD_SITEMAPS = 500  # asked from one index
MAX_INDEX_ENTRIES = 50_000  # entries of an index
MAX_SITEMAP_LINKS = 5_000  # handed on from one sitemap
# WordPress's and its plug-ins' sitemaps of what is no article: "wp-sitemap-users-1.xml", "post_tag-sitemap2.xml".
NO_ARTICLES = re.compile(
    r"(?:taxonom|users|author|category|post_tag|(?<!\w)page-|image|video)[^/]*\.xml", re.IGNORECASE
)

ROBOTS = "/robots.txt"
NAMED = re.compile(rb"^[ \t]*sitemap[ \t]*:[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)


def named_sitemaps(robots: bytes) -> list[str]:
    """The sitemaps that a robots.txt names, one each.

    >>> named_sitemaps(b"User-agent: *\\r\\nSitemap: https://x.id/peta.xml\\r\\nsitemap:https://x.id/b.xml # baru")
    ['https://x.id/peta.xml', 'https://x.id/b.xml']
    """
    return list(dict.fromkeys(address.decode("utf-8", "replace") for address in NAMED.findall(robots)))


class SitemapSpider(OutletSpider):
    """An outlet with sitemaps: the addresses or paths in `sitemaps`.

    The first that answers is read, or all if `every_sitemap` is set. "/robots.txt" among them stands for the sitemaps
    that it names (sitemaps.org).

    A sitemap has no search, and behind it stands the whole archive. So an address is only handed on when it
    has the form of the outlet's articles and its last part, or its title in a news sitemap, holds all words
    of one of the topic's queries or tags. What was last changed before `since` is passed over.
    """

    sitemaps: ClassVar[tuple[str, ...]] = ()
    every_sitemap: ClassVar[bool] = False
    ways: ClassVar[tuple[str, ...]] = ("sitemap",)

    def begin_sitemap(self) -> Iterator[Request]:
        """Yield the request for the first sitemap; where all are read, for each, the first deciding for the way."""
        if self.sitemaps and TopicFilter.by(self.topic, self.implied).sets:
            first, *others = self.sitemaps
            yield self._ask(first, others=() if self.every_sitemap else others)
            for sitemap in others if self.every_sitemap else ():
                yield self._ask(sitemap, trail=[first])

    def parse_sitemap(self, response: Response, others: Sequence[str], trail: Sequence[str]) -> Iterator[Listed]:
        """Yield a sitemap's articles that pass the filter, or requests for an index's sitemaps (`trail`: above)."""
        if split(response.url).path == ROBOTS:
            yield from self._named(response, others, trail)
            return
        file = SitemapFile(response.body)
        if not file.kind:
            yield from self._not_this(file.remark or "not_a_sitemap", response, others, trail)
        elif file.kind == "sitemapindex":
            yield from self._children(file, response.url, trail)
        else:
            yield from self._candidates(file, response, others, trail)

    def listing_failed(self, way: str, reason: str, response: Response | None, **cb_kwargs: Any) -> Iterable[Listed]:
        """Request the next of the sitemaps; after the last go to the next rung. A failed child changes nothing."""
        if way != "sitemap":
            return super().listing_failed(way, reason, response, **cb_kwargs)
        if cb_kwargs.get("trail") or refuses(reason, response):
            return ()
        if others := cb_kwargs.get("others"):
            return (self._ask(others[0], others=others[1:]),)
        return self.next_rung("sitemap", reason)

    def _ask(self, address: str, *, others: Sequence[str] = (), trail: Sequence[str] = ()) -> Request:
        url = urljoin(self.root() + "/", address)
        cb_kwargs = {"others": list(others), "trail": list(trail)}
        request = self.listing(url, self.parse_sitemap, way="sitemap", cb_kwargs=cb_kwargs)
        request.meta["download_maxsize"] = LARGEST_SITEMAP
        return request

    def _named(self, response: Response, others: Sequence[str], trail: Sequence[str]) -> Iterator[Listed]:
        """Request the sitemaps that robots.txt names, the first deciding for the way; if it names none, the others."""
        named = [entry for entry in named_sitemaps(response.body) if self._is_worth_asking(entry, SitemapEntry(entry))]
        if not named:
            yield from self._not_this("no_links", response, others, trail)
            return
        first, *more = named[:MAX_CHILD_SITEMAPS]
        left = [other for other in others if urljoin(self.root() + "/", other) not in named]
        yield self._ask(first, others=left, trail=trail)
        for url in more:
            yield self._ask(url, trail=[*trail, response.url])

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

    def _children(self, file: SitemapFile, base: str, trail: Sequence[str]) -> Iterator[Listed]:
        """Yield requests for the sitemaps that an index names, and a remark if some are left out."""
        above = [*trail, base]
        named = {join(base, e.url): e for e in islice(file, MAX_INDEX_ENTRIES)}
        children = [url for url, entry in named.items() if url not in above and self._is_worth_asking(url, entry)]
        if len(above) > MAX_INDEX_DEPTH or len(children) > MAX_CHILD_SITEMAPS:
            yield Remark("capped")
        elif file.remark:
            yield Remark(file.remark)
        if len(above) <= MAX_INDEX_DEPTH:
            for url in children[:MAX_CHILD_SITEMAPS]:
                yield self._ask(url, trail=above)

    def _is_worth_asking(self, url: str, entry: SitemapEntry) -> bool:
        is_web = split(url).scheme in {"http", "https"} and self.address().owns(url)
        return is_web and not NO_ARTICLES.search(url) and not self._is_old(entry)

    def _candidates(
        self, file: SitemapFile, response: Response, others: Sequence[str], trail: Sequence[str]
    ) -> Iterator[Listed]:
        rule, topic_filter, seen = self.address(), TopicFilter.by(self.topic, self.implied), False
        links: list[Link] = []
        keys: set[str] = set()
        for entry in file:
            seen = seen or rule.is_article(entry.url)
            if topic_filter.takes(entry.url, entry.title) and rule.is_article(entry.url) and not self._is_old(entry):
                links += filter(None, [self._link(entry, response.url)])
                keys.update(article_key(link.url, rule) for link in links[-1:])
            if len(keys) > MAX_SITEMAP_LINKS:
                break
        if not seen and not trail:
            yield from self._not_this(file.remark or "no_links", response, others, trail)
            return
        links = one_each(links, rule)
        yield from links[:MAX_SITEMAP_LINKS]
        if remark := "capped" if len(links) > MAX_SITEMAP_LINKS else file.remark:
            yield Remark(remark)
        elif not links and not trail:
            yield Remark("nothing_found")

    def _link(self, entry: SitemapEntry, base: str) -> Link | None:
        return make_link(
            self.address(), entry.url, base, title=entry.title, day=listed_day(entry.published, self.utc_offset)
        )

    def _is_old(self, entry: SitemapEntry) -> bool:
        changed = listed_day(entry.changed, self.utc_offset)
        return changed is not None and self.since is not None and changed < self.since
