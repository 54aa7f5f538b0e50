"""Articles in feeds: RSS 2.0, RSS 1.0, Atom and JSON Feed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar
from urllib.parse import quote, urljoin

from scrapy import Request
from scrapy.http import Response

from corpus.urls import AddressRule, article_key
from pipelines.storing.items import Entry, Link, Remark, Stated
from spiders.families.base import OutletSpider
from spiders.families.ladder import Listed
from spiders.parsing.days import news_day
from spiders.parsing.feed_file import FeedItem, read_feed_file
from spiders.parsing.links import make_entry, one_each, without_namesakes

BEST_FIRST = ("taken", "unknown_form", "other_host", "unreadable")  # of what an item's addresses give

LEAST_OF_A_FEED = 10  # articles; a feed of fewer is taken for the whole of a small site


class FeedSpider(OutletSpider):
    """An outlet with feeds of its newest articles: addresses or paths in `feeds`, else the usual one.

    One with {tag} is requested for each of the topic's tags. Every item is an entry of the answer; an address on the
    outlet's own hosts is taken, whatever its form.
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
        feed = read_feed(response.body, response.url, self.address(), self.utc_offset)
        if feed is None or (not feed.entries and feed.remark == "cut_short"):
            yield from self.shut("feed", "not_a_feed", response) if first else (Remark("not_a_feed"),)
        elif not feed.entries:
            yield Remark("no_links")
        else:
            yield from feed.entries
            if feed.remark == "capped":
                yield Stated(feed.total)
            if remark := feed.remark or self._gap(feed):
                yield Remark(remark)

    def _gap(self, links: Sequence[Link]) -> str | None:
        """`capped` where all articles of a feed are new and lie in the window: older ones may have left it unseen."""
        reaches_back = any(self.knows(link.url) or not self.in_window(link.day) for link in links)
        return None if len(links) < LEAST_OF_A_FEED or reaches_back else "capped"

    def listing_failed(self, way: str, reason: str, response: Response | None, **cb_kwargs: Any) -> Iterable[Listed]:
        """Try the next rung when the first feed fails and feeds are a rung."""
        if way == "feed" and not cb_kwargs.get("first"):
            return ()
        return super().listing_failed(way, reason, response, **cb_kwargs)


class FeedLinks(list[Link]):
    """The articles of a feed, one link each; `entries` are all its items, and what became of each.

    `total` is the number of items, `remark` `capped`, `cut_short`, `entities`, or None.
    """

    def __init__(self, links: Iterable[Link], entries: Iterable[Entry], total: int, remark: str | None) -> None:
        super().__init__(links)
        self.entries = tuple(entries)
        self.total = total
        self.remark = remark


def read_feed(body: bytes, base: str, rule: AddressRule, utc_offset: int) -> FeedLinks | None:
    """The outlet's articles in a feed, one link each; None where the body is no feed.

    Broken XML is read as far as it makes sense; entities are not expanded and nothing is fetched for it. An item
    without a web address is an `unreadable` entry, one that leads elsewhere `other_host`, one that leads to the front
    page `unknown_form`, and so is one whose address would be taken for another item's article.
    """
    feed = read_feed_file(body, base)
    if feed is None:
        return None
    entries = without_namesakes((_entry(item, feed.base, rule, utc_offset) for item in feed.items), rule)
    links = one_each((entry.link for entry in entries), rule)
    by_key = {article_key(link.url, rule): link for link in links}
    chosen = (Entry("taken", by_key[article_key(entry.link.url, rule)]) if entry.link else entry for entry in entries)
    return FeedLinks(links, chosen, feed.total, feed.remark)


def _entry(item: FeedItem, base: str, rule: AddressRule, utc_offset: int) -> Entry:
    """What becomes of an item: its first address on the outlet's hosts is taken."""
    day = next((d for text in item.days if (d := news_day(text, utc_offset))), None)
    tried = [
        make_entry(rule, address, base, title=item.title, day=day, whole=item.is_whole, text=item.text)
        for address in item.addresses
    ]
    best = min(tried, key=lambda entry: BEST_FIRST.index(entry.outcome), default=None)
    return best or Entry("unreadable", shown=item.shown)
