"""Articles in sitemaps: which sitemaps are read, and what becomes of each of their entries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar
from urllib.parse import urljoin

from scrapy import Request
from scrapy.http import Response

from corpus.urls import article_key, join, split
from pipelines.storing.items import Entry, Link, Remark, Stated
from spiders.families.base import OutletSpider
from spiders.families.ladder import Listed, refuses
from spiders.parsing.days import news_day
from spiders.parsing.document_text import document_text
from spiders.parsing.lastmods import Lastmods, changed_day, period_end
from spiders.parsing.links import OwnHosts, make_entry, make_link, one_each, without_namesakes
from spiders.parsing.sitemap_file import LARGEST_SITEMAP, SitemapEntry, SitemapFile
from spiders.parsing.sitemap_index import SITEMAP_ADDRESS, outcome_of_child, read_index
from spiders.parsing.topic_words import TopicFilter, has_no_words

MAX_INDEX_DEPTH = 3  # indexes within indexes
MAX_CHILD_SITEMAPS = 500  # asked from one index
MOST_SITEMAPS = 5_000  # asked in all: an index may name new ones without end
MAX_SITEMAP_LINKS = 5_000  # handed on from one sitemap
MAX_SITEMAP_ENTRIES = 50_000  # of one sitemap whose outcome is given one by one; the protocol's own limit

ROBOTS = "/robots.txt"
NAMED = re.compile(r"^[ \t\ufeff]*site-?map[ \t]*:[ \t]*<?([^\s>]+)", re.IGNORECASE | re.MULTILINE)


def named_sitemaps(robots: bytes) -> list[str]:
    """The sitemaps that a robots.txt names, one each.

    >>> named_sitemaps(b"User-agent: *\\r\\nSitemap: https://x.id/peta.xml\\r\\nsitemap:https://x.id/b.xml # baru")
    ['https://x.id/peta.xml', 'https://x.id/b.xml']
    """
    text = "\n".join("".join(document_text((robots,))).splitlines())
    return list(dict.fromkeys(NAMED.findall(text)))


class SitemapSpider(OutletSpider):
    """An outlet with sitemaps: the addresses or paths in `sitemaps`.

    The first that answers is read, or all if `every_sitemap` is set. "/robots.txt" among them stands for the sitemaps
    that it names (sitemaps.org).

    A sitemap has no search, and behind it stands the whole archive. So an address is only handed on when it
    has the form of the outlet's articles and its last part, or its title in a news sitemap, holds all words
    of one of the topic's queries or tags; the others are entries of `unknown_form` or `off_topic`, or `unreadable`
    where neither a title nor a word in the address says what they are about (/berita/1001). What was last changed
    before `since` is `outside`, where the <lastmod>s can be trusted (spiders/parsing/lastmods.py).

    The entries of an index are sitemaps: those that are read are `taken`, those that by their name hold no articles
    `off_topic`, those that were last changed before `since` `outside`. Of the latter OLD_CHILDREN_READ are read all
    the same, unless their address names the time too; where one holds something newer than its <lastmod>, all are.
    """

    sitemaps: ClassVar[tuple[str, ...]] = ()
    every_sitemap: ClassVar[bool] = False
    ways: ClassVar[tuple[str, ...]] = ("sitemap",)
    requested_sitemaps: int = 0

    def begin_sitemap(self) -> Iterator[Request]:
        """Yield the request for the first sitemap; where all are read, for each, the first deciding for the way."""
        if self.sitemaps and TopicFilter.by(self.topic, self.implied).sets:
            first, *others = self.sitemaps
            yield self._ask(first, others=() if self.every_sitemap else others)
            for sitemap in others if self.every_sitemap else ():
                yield self._ask(sitemap, trail=[first])

    def parse_sitemap(
        self,
        response: Response,
        others: Sequence[str],
        trail: Sequence[str],
        claimed: str | None = None,
        unread: Sequence[str] = (),
        named: bool = False,
    ) -> Iterator[Listed]:
        """Yield a sitemap's articles that pass the filter, or requests for an index's sitemaps (`trail`: above).

        Where an index calls it old, `claimed` is its <lastmod>, and `unread` are the others that it calls old. `named`
        is True where the site itself names it (an index, robots.txt): that it is missing leaves a gap
        (crawler/run/listing_parts.py).
        """
        if split(response.url).path == ROBOTS:
            yield from self._named(response, others, trail)
            return
        file, lastmods = SitemapFile(response.body), Lastmods(self.today)
        if not file.kind:
            yield from self._not_this("not_a_sitemap", response, others, trail)
        elif file.kind == "sitemapindex":
            yield from self._children(file, lastmods, response, others, trail)
        else:
            yield from self._candidates(file.all_entries(), file, lastmods, response, others, trail)
        if claimed and lastmods.belie(date.fromisoformat(claimed)):
            yield from (self._ask(url, trail=trail, named=True) for url in unread)

    def listing_failed(self, way: str, reason: str, response: Response | None, **cb_kwargs: Any) -> Iterable[Listed]:
        """Request the next of the sitemaps; after the last go to the next rung. A failed child changes nothing."""
        if way != "sitemap":
            return super().listing_failed(way, reason, response, **cb_kwargs)
        if cb_kwargs.get("trail") or refuses(reason, response):
            return ()
        if others := cb_kwargs.get("others"):
            return (self._ask(others[0], others=others[1:]),)
        return self.next_rung("sitemap", reason)

    def _ask(
        self,
        address: str,
        *,
        others: Sequence[str] = (),
        trail: Sequence[str] = (),
        claimed: date | None = None,
        unread: Sequence[str] = (),
        named: bool = False,
    ) -> Request:
        url = urljoin(self.root() + "/", address)
        cb_kwargs: dict[str, Any] = {"others": list(others), "trail": list(trail)} | ({"named": True} if named else {})
        if claimed:
            cb_kwargs |= {"claimed": claimed.isoformat(), "unread": list(unread)}
        self.requested_sitemaps += 1
        request = self.listing(url, self.parse_sitemap, way="sitemap", cb_kwargs=cb_kwargs)
        request.meta["download_maxsize"] = LARGEST_SITEMAP
        return request

    def _may_ask(self, above: Sequence[str]) -> int:
        """How many sitemaps of an index may be asked, those `above` them being known."""
        return (
            0
            if len(above) > MAX_INDEX_DEPTH
            else max(min(MAX_CHILD_SITEMAPS, MOST_SITEMAPS - self.requested_sitemaps), 0)
        )

    def _named(self, response: Response, others: Sequence[str], trail: Sequence[str]) -> Iterator[Listed]:
        """Request the sitemaps that robots.txt names, the first deciding for the way; if it names none, the others."""
        named = [join(response.url, address) or address for address in named_sitemaps(response.body)]
        outcomes = {url: outcome_of_child(url, self.address()) for url in named}
        useful = [url for url in named if outcomes[url] == "taken"]
        yield from (Entry(outcomes[url], shown=url) for url in named if url not in useful[MAX_CHILD_SITEMAPS:])
        if not useful:
            yield from self._not_this("unread_entries" if named else "no_links", response, others, trail)
            return
        if len(useful) > MAX_CHILD_SITEMAPS:
            yield from (Stated(len(named)), Remark("capped"))
        first, *more = useful[:MAX_CHILD_SITEMAPS]
        left = [other for other in others if urljoin(self.root() + "/", other) not in useful]
        yield self._ask(first, others=left, trail=trail, named=True)
        for url in more:
            yield self._ask(url, trail=[*trail, response.url], named=True)

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

    # --- an index ------------------------------------------------------------------------------------

    def _children(
        self, file: SitemapFile, lastmods: Lastmods, response: Response, others: Sequence[str], trail: Sequence[str]
    ) -> Iterator[Listed]:
        """Yield requests for the sitemaps that an index names, and what becomes of those that are left out."""
        above = [*trail, response.url]
        index = read_index(file.all_entries(), response.url, self.address(), lastmods, self.utc_offset, above)
        children = index.children
        old = index.old(self.since) if lastmods.are_trusted else []
        sample = index.sample_of([url for url in old if period_end(url) is None])
        rest = [url for url in old if url not in sample]
        useful = [url for url, (outcome, _) in children.items() if outcome == "taken" and url not in rest]
        if len(useful) > self._may_ask(above) and lastmods.are_trusted:  # the newest first
            useful.sort(key=lambda url: children[url][1] or date.max, reverse=True)
        followed = useful[: self._may_ask(above)]
        left_out = set(useful[len(followed) :])
        for url, (outcome, _) in children.items():
            if url not in left_out:
                yield Entry("outside" if url in rest else outcome, shown=url)
        if index.stories:
            yield from self._candidates(index.stories, file, lastmods, response, (), above)
        if left_out or index.total > len(children):
            if not (followed or rest or index.stories):  # too deep, or one of too many: nothing of it was seen
                yield from (Entry("unreadable", shown=url) for url in left_out)
            yield from (Stated(index.total), Remark("capped"))
        elif trail and not (children or index.stories or file.remark):  # an index of an index may be empty
            return
        elif not (useful or rest or index.stories):  # an index that names none but those above it is none either
            reason = "unread_entries" if children else "not_a_sitemap" if file.remark else "no_links"
            yield from self._not_this(reason, response, others, trail)
            return
        elif file.remark and not index.stories:
            yield Remark(file.remark)
        for url in followed:
            is_sample = url in sample
            yield self._ask(
                url,
                trail=above,
                claimed=children[url][1] if is_sample else None,
                unread=rest if is_sample else (),
                named=True,
            )

    # --- a sitemap of articles -----------------------------------------------------------------------

    def _candidates(
        self,
        entries: Iterable[SitemapEntry],
        file: SitemapFile,
        lastmods: Lastmods,
        response: Response,
        others: Sequence[str],
        trail: Sequence[str],
    ) -> Iterator[Listed]:
        """Yield what becomes of a sitemap's entries, and requests for sitemaps among them."""
        rule, topic_filter, own = self.address(), TopicFilter.by(self.topic, self.implied), OwnHosts(self.address())
        hits: list[tuple[Link, date | None]] = []
        keys: set[str] = set()
        nested: list[str] = []
        total = given = used = 0
        too_many = False
        utc_offset, name_days = self.utc_offset, own.name_days
        above = [*trail, response.url]
        room = self._may_ask(above)
        is_news, reaches_back = True, False  # a news sitemap holds two days (Google Search Central, "News sitemaps")
        for entry in entries:
            total += 1
            is_news = is_news and bool(entry.published)
            url = own.absolute(entry.url, response.url)
            changed = changed_day(entry.changed, utc_offset) if entry.changed else None
            if not own.has(url):
                outcome = make_entry(rule, entry.url, response.url, title=entry.shown)
            elif entry.is_sitemap or not own.has_article_form(url):
                is_child = bool(entry.is_sitemap or SITEMAP_ADDRESS.search(url)) and url not in trail
                is_child = is_child and outcome_of_child(url, self.address()) == "taken"
                too_many = too_many or (is_child and len(nested) >= room)
                outcome = Entry("taken" if is_child and len(nested) < room else "unknown_form", shown=url)
                nested += [url] if outcome.outcome == "taken" else []
            else:
                is_silent = not entry.title and has_no_words(url)
                used += not is_silent
                published = news_day(entry.published, utc_offset) if entry.published else None
                day = published or (rule.day_of(url) if name_days else None)
                lastmods.add(changed, day)
                reaches_back = reaches_back or (is_news and (self.knows(url) or not self.in_window(day)))
                if not is_silent and topic_filter.takes(url, entry.title):
                    is_over = len(keys) > MAX_SITEMAP_LINKS
                    link = None if is_over else make_link(rule, url, response.url, title=entry.title, day=day)
                    if link:
                        hits.append((link, changed))
                        keys.add(article_key(link.url, rule))
                    continue
                link = Link(own.cleaned(url), entry.title, day=day)
                outcome = Entry("unreadable", shown=url) if is_silent else Entry("off_topic", link)
            if given < MAX_SITEMAP_ENTRIES:
                given += 1
                yield outcome
        yield from self._hits(hits, lastmods)
        counted = given + min(len(hits), MAX_SITEMAP_LINKS)
        if counted < total or (too_many and (used or nested)):
            yield from (Stated(total), Remark("capped"))
        elif not used and not nested and not trail:
            reason = "unread_entries" if total else "not_a_sitemap" if file.remark else "no_links"
            yield from self._not_this(reason, response, others, trail)
        elif file.remark:
            yield Remark("not_a_sitemap" if not total else file.remark)
        elif used and is_news and not reaches_back and not trail:
            yield Remark("capped")  # what left it before this run was not seen
        yield from (self._ask(url, trail=above, named=True) for url in nested)

    def _hits(self, hits: Sequence[tuple[Link, date | None]], lastmods: Lastmods) -> Iterator[Entry]:
        """Yield the entries on the topic: of an article that is named twice, both with the longer title."""
        rule = self.address()
        is_old = [bool(lastmods.are_trusted and changed and self.since and changed < self.since) for _, changed in hits]
        given = [Entry("outside" if old else "taken", link) for old, (link, _) in zip(is_old, hits, strict=True)]
        entries = without_namesakes(given[:MAX_SITEMAP_LINKS], rule)
        chosen = {article_key(link.url, rule): link for link in one_each((entry.link for entry in entries), rule)}
        for entry in entries:
            yield replace(entry, link=chosen[article_key(entry.link.url, rule)]) if entry.link else entry
