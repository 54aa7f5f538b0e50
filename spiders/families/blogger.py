"""Articles of a Blogger site: by the JSON of its own feed, which searches, else by its sitemap."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar
from urllib.parse import urlencode

from scrapy import Request
from scrapy.http import Response

from pipelines.storing.items import Entry
from pipelines.strings.json_paths import listed_items
from spiders.families.ladder import Listed
from spiders.families.sitemap import SitemapSpider
from spiders.families.walks import Walk, WalkingSpider
from spiders.parsing.addresses import Patterns
from spiders.parsing.days import listed_day
from spiders.parsing.json_answers import json_answer, whole_number
from spiders.parsing.links import cut_off, make_entry

FEED_PER_PAGE = 150  # the most that Blogger gives at once


class BloggerSpider(SitemapSpider, WalkingSpider):
    """A Blogger site, under blogspot.com or a domain of its own; everything but its name is Blogger's convention.

    `?m=1` is the same page for telephones. Slugs are unique within a month.
    """

    article_url: ClassVar[Patterns] = (
        (r"/(?P<y>\d{4})/(?P<m>\d{2})/(?P<slug>[a-z0-9_-]+)\.html", "{y}/{m}/{slug}.html"),
    )
    ladder: ClassVar[tuple[str, ...]] = ("posts", "sitemap")
    ways: ClassVar[tuple[str, ...]] = ()
    dated: ClassVar[frozenset[str]] = frozenset({"posts"})
    sitemaps: ClassVar[tuple[str, ...]] = ("/sitemap.xml",)

    def begin_posts(self) -> Iterator[Request]:
        """Yield the request for the first query's first page."""
        yield from self.begin_walk("posts", self.topic.ask.search)

    def ask_posts(self, walk: Walk) -> Request:
        """A request for a page of posts in the window, the newest first. Blogger counts posts from 1."""
        query: dict[str, str | int] = {
            "alt": "json",
            "q": walk.term,
            "orderby": "published",
            "start-index": walk.mark or (walk.page - 1) * FEED_PER_PAGE + 1,
            "max-results": FEED_PER_PAGE,
        }
        if self.since:
            query["published-min"] = f"{self.since}T00:00:00+{self.utc_offset:02d}:00"
        until = date.fromisoformat(walk.upto) if walk.upto else self.until
        if until:
            query["published-max"] = f"{until + timedelta(days=1)}T00:00:00+{self.utc_offset:02d}:00"
        address = f"{self.root()}/feeds/posts/default?{urlencode(query)}"
        return self.listing(address, self.parse_posts, way="posts", cb_kwargs=walk.cb_kwargs)

    def parse_posts(self, response: Response, walk: Mapping[str, Any]) -> Iterator[Listed]:
        """Yield the posts of a page, mostly with their whole text."""
        here, feed = Walk.of(walk), _feed(response.body)
        if feed is None:
            yield from self.shut("posts", "not_a_feed", response)
            return
        entries = [*map(self._post, feed.entries), *cut_off(feed.rest)]
        begins = int(here.mark or (here.page - 1) * FEED_PER_PAGE + 1)
        yield from self.walk_on(
            "posts",
            here,
            entries,
            query=here.term,
            more=feed.more,
            stated=feed.stated,
            mark=str(begins + max(len(feed.entries), 1)),
            remark="cut_short" if feed.rest is not None else None,
        )

    def _post(self, entry: Any) -> Entry:
        if not isinstance(entry, Mapping):
            return Entry("unreadable", shown=str(entry)[:500])
        hrefs = [link.get("href") for link in _list(entry.get("link")) if link.get("rel") == "alternate"]
        whole = _text(entry.get("content"))
        return make_entry(
            self.address(),
            next((str(href) for href in hrefs if href), ""),
            self.root(),
            title=_text(entry.get("title")),
            text=whole or _text(entry.get("summary")),
            whole=bool(whole),
            day=listed_day(_text(entry.get("published")), self.utc_offset),
        )


@dataclass(frozen=True, slots=True)
class _Feed:
    """A page of the feed: its entries, the number of all, and whether it names a next page (None: it has no links).

    `rest` is the beginning of what was cut off.
    """

    entries: list[Any]
    stated: int | None
    more: bool | None
    rest: str | None = None


def _feed(body: bytes) -> _Feed | None:
    """The page in Blogger's JSON; None where it is none."""
    read = json_answer(body, lambda value: isinstance(value, dict) and isinstance(value.get("feed"), dict))
    feed = read.value.get("feed") if isinstance(read.value, dict) else None
    if not isinstance(feed, dict):
        return None
    entry = feed.get("entry", [])
    entries = listed_items([entry] if isinstance(entry, dict) and "title" in entry else entry)
    links = _list(feed.get("link"))
    if entries is None:
        return None
    stated = whole_number((_text(feed.get("openSearch$totalResults")) or "").encode())
    names_next = any(link.get("rel") == "next" for link in links) if links else None
    return _Feed(entries, stated, None if read.rest is not None else names_next, read.rest)


def _list(value: object) -> list[Mapping[str, Any]]:
    """The objects of a list; a single one may stand without its list, as XML that was turned into JSON has it."""
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, dict)]


def _text(field: object) -> str | None:
    """A text of Google's JSON, which is {"$t": "..."}."""
    value = field.get("$t") if isinstance(field, Mapping) else field
    value = str(value) if isinstance(value, int) else value
    return value if isinstance(value, str) else None
