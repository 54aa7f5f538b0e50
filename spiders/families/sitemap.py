"""Articles in sitemaps: which sitemaps are read, and what becomes of each of their entries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar
from urllib.parse import urljoin

from scrapy import Request
from scrapy.http import Response

from corpus.crawl.listing_counts import EntryOutcome
from corpus.urls import AddressRule, article_key, clean_url, join, split
from pipelines.storing.items import Entry, Link, Remark, Stated
from spiders.families.base import OutletSpider
from spiders.families.ladder import Listed, refuses
from spiders.parsing.days import news_day
from spiders.parsing.lastmods import Lastmods, changed_day, period_end
from spiders.parsing.links import LONGEST_URL, make_entry, make_link, one_each, without_namesakes
from spiders.parsing.sitemap_file import LARGEST_SITEMAP, SitemapFile
from spiders.parsing.topic_words import TopicFilter
from spiders.parsing.xml import document_text

MAX_INDEX_DEPTH = 3  # indexes within indexes
MAX_CHILD_SITEMAPS = 500  # asked from one index
MAX_INDEX_ENTRIES = 50_000  # entries of an index
MAX_SITEMAP_LINKS = 5_000  # handed on from one sitemap
MAX_SITEMAP_ENTRIES = 50_000  # of one sitemap whose outcome is given one by one; the protocol's own limit
OLD_CHILDREN_READ = 3  # of those that an index calls old, to see whether that is true
# WordPress's and its plug-ins' sitemaps of what is no article: "wp-sitemap-users-1.xml", "post_tag-sitemap2.xml".
NO_ARTICLES = re.compile(
    r"(?:taxonom|users|author|category|post_tag|(?<!\w)page-|image|video)[^/]*\.xml", re.IGNORECASE
)
CHILD_SITEMAP = re.compile(r"\.xml(?:\.gz)?$", re.IGNORECASE)  # the path of a sitemap
PLAIN_ADDRESS = re.compile(r"https?://[\w.:/%~+-]+", re.ASCII)  # nothing in it to leave out

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
    of one of the topic's queries or tags; the others are entries of `unknown_form` or `off_topic`. What was last
    changed before `since` is `outside`, where the <lastmod>s can be trusted (spiders/parsing/lastmods.py).

    The entries of an index are sitemaps: those that are read are `taken`, those that by their name hold no articles
    `off_topic`, those that were last changed before `since` `outside`. Of the latter OLD_CHILDREN_READ are read all
    the same, unless their address names the time too; where one holds something newer than its <lastmod>, all are.
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
            yield from self._candidates(file, lastmods, response, others, trail)
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
        request = self.listing(url, self.parse_sitemap, way="sitemap", cb_kwargs=cb_kwargs)
        request.meta["download_maxsize"] = LARGEST_SITEMAP
        return request

    def _named(self, response: Response, others: Sequence[str], trail: Sequence[str]) -> Iterator[Listed]:
        """Request the sitemaps that robots.txt names, the first deciding for the way; if it names none, the others."""
        named = [join(response.url, address) or address for address in named_sitemaps(response.body)]
        outcomes = {url: self._outcome_of_child(url) for url in named}
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
        total, children = self._read_index(file, lastmods, response.url, above)
        old = self._old_children(children, lastmods)
        sample = _sample([url for url in old if period_end(url) is None], children)
        rest = [url for url in old if url not in sample]
        useful = [url for url, (outcome, _) in children.items() if outcome == "taken" and url not in rest]
        if len(useful) > MAX_CHILD_SITEMAPS and lastmods.are_trusted:  # the newest first
            useful.sort(key=lambda url: children[url][1] or date.max, reverse=True)
        followed = [] if len(above) > MAX_INDEX_DEPTH else useful[:MAX_CHILD_SITEMAPS]
        left_out = set(useful[len(followed) :])
        for url, (outcome, _) in children.items():
            if url not in left_out:
                yield Entry("outside" if url in rest else outcome, shown=url)
        if left_out or total > len(children):
            yield from (Stated(total), Remark("capped"))
        elif trail and not (children or file.remark):  # an index of an index may be empty
            return
        elif not useful and not rest:  # an index that names none but those above it is none either
            reason = "unread_entries" if children else "not_a_sitemap" if file.remark else "no_links"
            yield from self._not_this(reason, response, others, trail)
            return
        elif file.remark:
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

    def _read_index(
        self, file: SitemapFile, lastmods: Lastmods, base: str, above: Sequence[str]
    ) -> tuple[int, dict[str, tuple[EntryOutcome, date | None]]]:
        """Return the number of an index's entries, and of each sitemap in it the outcome and the <lastmod>."""
        total, children = 0, dict[str, tuple[EntryOutcome, date | None]]()
        for entry in file.all_entries():
            url = (join(base, entry.url) or entry.url) if entry.url else entry.shown
            changed = changed_day(entry.changed, self.utc_offset)
            lastmods.add(changed)
            if url in children:
                continue
            total += 1
            if len(children) < MAX_INDEX_ENTRIES:
                outcome = self._outcome_of_child(url) if entry.url else "unreadable"
                children[url] = ("known" if url in above else outcome, changed)
        return total, children

    def _outcome_of_child(self, url: str) -> EntryOutcome:
        if split(url).scheme not in {"http", "https"}:
            return "unreadable"
        if not self.address().owns(url):
            return "other_host"
        return "off_topic" if NO_ARTICLES.search(url) else "taken"

    def _old_children(self, children: Mapping[str, tuple[EntryOutcome, date | None]], lastmods: Lastmods) -> list[str]:
        """Return the sitemaps that were last changed before the window, by an index that can be trusted."""
        if self.since is None or not lastmods.are_trusted:
            return []
        since = self.since
        old = [url for url, (outcome, day) in children.items() if outcome == "taken" and day and day < since]
        return [url for url in old if (period_end(url) or date.min) < since]  # a name may say that it is new

    # --- a sitemap of articles -----------------------------------------------------------------------

    def _candidates(
        self, file: SitemapFile, lastmods: Lastmods, response: Response, others: Sequence[str], trail: Sequence[str]
    ) -> Iterator[Listed]:
        """Yield what becomes of a sitemap's entries, and requests for sitemaps among them."""
        rule, topic_filter, own = self.address(), TopicFilter.by(self.topic, self.implied), OwnHosts(self.address())
        hits: list[tuple[Link, date | None]] = []
        keys: set[str] = set()
        nested: list[str] = []
        total = given = used = 0
        is_news, reaches_back = True, False  # a news sitemap holds two days (Google Search Central, "News sitemaps")
        for entry in file.all_entries():
            total += 1
            is_news = is_news and bool(entry.published)
            url = own.absolute(entry.url, response.url)
            changed = changed_day(entry.changed, self.utc_offset) if entry.changed else None
            if not own.has(url):
                outcome = make_entry(rule, entry.url, response.url, title=entry.shown)
            elif not rule.has_article_form(url):
                is_child = len(nested) < MAX_CHILD_SITEMAPS and CHILD_SITEMAP.search(split(url).path)
                if is_child and url not in trail and self._outcome_of_child(url) == "taken":
                    nested.append(url)
                    outcome = Entry("taken", shown=url)
                else:
                    outcome = Entry("unknown_form", shown=url)
            else:
                used += 1
                published = news_day(entry.published, self.utc_offset) if entry.published else None
                day = published or (rule.day_of(url) if own.name_days else None)
                lastmods.add(changed, day)
                reaches_back = reaches_back or (is_news and (self.knows(url) or not self.in_window(day)))
                if topic_filter.takes(url, entry.title):
                    is_over = len(keys) > MAX_SITEMAP_LINKS
                    link = None if is_over else make_link(rule, url, response.url, title=entry.title, day=day)
                    if link:
                        hits.append((link, changed))
                        keys.add(article_key(link.url, rule))
                    continue
                outcome = Entry("off_topic", Link(own.cleaned(url), entry.title, day=day))
            if given < MAX_SITEMAP_ENTRIES:
                given += 1
                yield outcome
        yield from self._hits(hits, lastmods)
        counted = given + min(len(hits), MAX_SITEMAP_LINKS)
        if counted < total:
            yield from (Stated(total), Remark("capped"))
        elif not used and not nested and not trail:
            reason = "unread_entries" if total else "not_a_sitemap" if file.remark else "no_links"
            yield from self._not_this(reason, response, others, trail)
        elif file.remark:
            yield Remark("not_a_sitemap" if not total else file.remark)
        elif used and is_news and not reaches_back and not trail:
            yield Remark("capped")  # what left it before this run was not seen
        above = [*trail, response.url]
        yield from (self._ask(url, trail=above, named=True) for url in nested if len(above) <= MAX_INDEX_DEPTH)

    def _hits(self, hits: Sequence[tuple[Link, date | None]], lastmods: Lastmods) -> Iterator[Entry]:
        """Yield the entries on the topic: of an article that is named twice, both with the longer title."""
        rule = self.address()
        is_old = [bool(lastmods.are_trusted and changed and self.since and changed < self.since) for _, changed in hits]
        given = [Entry("outside" if old else "taken", link) for old, (link, _) in zip(is_old, hits, strict=True)]
        entries = without_namesakes(given[:MAX_SITEMAP_LINKS], rule)
        chosen = {article_key(link.url, rule): link for link in one_each((entry.link for entry in entries), rule)}
        for entry in entries:
            yield replace(entry, link=chosen[article_key(entry.link.url, rule)]) if entry.link else entry


class OwnHosts:
    """Whether addresses are on the outlet's hosts: what was once looked up of a host is remembered."""

    def __init__(self, rule: AddressRule) -> None:
        self._rule = rule
        self._by_origin: dict[str, bool] = {}
        self.name_days = any("(?P<y" in pattern for pattern, _ in rule.articles)

    def cleaned(self, url: str) -> str:
        """Return the address to fetch, as `clean_url` does."""
        return url if PLAIN_ADDRESS.fullmatch(url) else clean_url(url)

    def absolute(self, address: str, base: str) -> str:
        """Return the address joined with that of its sitemap."""
        return address if address.startswith(("http://", "https://")) else join(base, address) if address else ""

    def has(self, url: str) -> bool:
        """Return True for a web address on one of the outlet's hosts that can be fetched."""
        origin = "/".join(url.split("/", 3)[:3])
        if origin not in self._by_origin:
            if len(self._by_origin) > MAX_CHILD_SITEMAPS:
                self._by_origin.clear()
            self._by_origin[origin] = split(origin).scheme in {"http", "https"} and self._rule.owns(origin)
        return self._by_origin[origin] and len(url) <= LONGEST_URL


def _sample(old: Sequence[str], children: Mapping[str, tuple[EntryOutcome, date | None]]) -> set[str]:
    """Return the old sitemaps that are read all the same: the one changed last, the first, the last."""
    if not old:
        return set()
    newest = max(old, key=lambda url: children[url][1] or date.min)
    return set([newest, old[0], old[-1]][:OLD_CHILDREN_READ])
