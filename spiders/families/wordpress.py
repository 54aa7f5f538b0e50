"""Articles of a WordPress site: by its REST search, else the search's feed or page, sitemap, feed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, ClassVar
from urllib.parse import quote_plus, urlencode

from scrapy import Request
from scrapy.http import Response

from corpus.reasons import ReasonKind, reason_is
from pipelines.storing.items import Entry, Remark
from spiders.families.feed import FeedSpider, read_feed
from spiders.families.ladder import Listed
from spiders.families.listing import ListingSpider
from spiders.families.sitemap import SitemapSpider
from spiders.families.walk_state import may_be_full
from spiders.families.walks import Walk
from spiders.parsing.addresses import Patterns
from spiders.parsing.days import listed_utc_day
from spiders.parsing.json_answers import json_answer, listed_items, most_of, whole_number
from spiders.parsing.links import make_entry
from spiders.parsing.story_addresses import NO_POSTS, SITE_PAGES

REST_PER_PAGE = 100  # the most that WordPress gives
LEAST_STEP = 3  # posts on a first page, from which the next pages are asked for in that number
REST_FIELDS = "id,date_gmt,modified_gmt,link,title,excerpt"  # no whole texts: listings are archived too
TAG_MARK = "#"  # before a tag among the terms of the search feed

NO_POST = rf"(?!(?:{'|'.join(NO_POSTS)})(?:/|$))"
POST_SLUG = rf"(?P<slug>(?!(?:{'|'.join(SITE_PAGES)})(?:/|$))[a-z0-9%]+(?:-[a-z0-9%]+)+)"
DATE_FOLDERS = r"(?:(?P<y>\d{4})/(?P<m>\d\d)/(?P<d>\d\d)/)?"
# The two usual forms of a post's address: its number, and a slug of two words or more behind whatever folders.
# WordPress gives a slug once in a site, so folders (category, date) don't belong to the article's name. The number
# redirects to the slug; both names are kept as one article when it does.
POST_ADDRESSES = (
    (r"/(?:index\.php)?\?(?:[^#]*&)?p=(?P<id>\d+)", "?p={id}"),
    (rf"/{NO_POST}(?:[\w%-]+/){{0,4}}?{DATE_FOLDERS}{POST_SLUG}(?:/amp|/\d{{1,2}})?/?(?:[?#]|$)", "{slug}"),
)


class WordPressSpider(SitemapSpider, ListingSpider, FeedSpider):
    """A WordPress site. Where its listings stand is WordPress's own convention, so `site` is all it needs.

    Without an `article_url` of its own its articles are those that WordPress names by default (`POST_ADDRESSES`).
    The feed, which holds the newest posts only, is requested where all else is shut.
    """

    article_url: ClassVar[Patterns] = POST_ADDRESSES
    address_basis: ClassVar[str] = "articles seen; ways in by WordPress's convention"
    ladder: ClassVar[tuple[str, ...]] = ("rest", "search_feed", "search", "sitemap", "feed")
    ways: ClassVar[tuple[str, ...]] = ()
    dated: ClassVar[frozenset[str]] = frozenset({"rest"})
    search_url: ClassVar[str | None] = "/?s={query}&paged={page}"
    feeds: ClassVar[tuple[str, ...]] = ("/feed/",)
    sitemaps: ClassVar[tuple[str, ...]] = ("/wp-sitemap.xml", "/sitemap_index.xml", "/sitemap.xml")

    # --- the REST search -----------------------------------------------------------------------------

    def begin_rest(self) -> Iterator[Request]:
        """Yield the request for the first query's first page."""
        yield from self.begin_walk("rest", self.topic.ask.search)

    def ask_rest(self, walk: Walk) -> Request:
        """A request for a page of posts. `after` and `before` exclude the second they name, in the site's own time."""
        query: dict[str, str | int] = {"search": walk.term}
        until = date.fromisoformat(walk.upto) if walk.upto else self.until
        if self.since:
            query["after"] = f"{self.since - timedelta(days=1)}T23:59:59"
        if until:
            query["before"] = f"{until + timedelta(days=1)}T00:00:00"
        query |= {
            "per_page": _per_page(walk),
            "page": walk.page,
            "_fields": REST_FIELDS,
            "orderby": "date",
            "order": "desc",
        }
        address = f"{self.root()}/wp-json/wp/v2/posts?{urlencode(query)}"
        return self.listing(address, self.parse_rest, way="rest", cb_kwargs=walk.cb_kwargs)

    def parse_rest(self, response: Response, walk: Mapping[str, Any]) -> Iterator[Listed]:
        """Yield the posts of a page; shut REST where the answer is no list of posts."""
        posts, here = listed_items(json_answer(response.body, _is_posts)), Walk.of(walk)
        if posts is None:
            yield from self.shut("rest", "rest_shut", response)
            return
        pages = whole_number(response.headers.get("X-WP-TotalPages"))
        stated = whole_number(response.headers.get("X-WP-Total"))
        more = None if pages is None else here.page < pages
        if more is False and stated is None and may_be_full(len(posts)):
            more = None  # no total confirms that this page is the last one
        entries = [self._post(post) for post in posts]
        yield from self.walk_on("rest", here, entries, query=here.term, more=more, stated=stated)

    def _post(self, post: Any) -> Entry:
        if not isinstance(post, Mapping):
            return Entry("unreadable", shown=str(post)[:500])
        return make_entry(
            self.address(),
            str(post.get("link") or ""),
            self.root(),
            title=_rendered(post.get("title")),
            text=_rendered(post.get("excerpt")),
            day=listed_utc_day(str(post.get("date_gmt")), self.utc_offset),
        )

    # --- the search feed -----------------------------------------------------------------------------

    def begin_search_feed(self) -> Iterator[Request]:
        """Yield the first request for the feeds of searches, then of tags; used when the REST search is shut."""
        tags = (TAG_MARK + tag for tag in self.topic.ask.tags)
        yield from self.begin_walk("search_feed", (*self.topic.ask.search, *tags))

    def ask_search_feed(self, walk: Walk) -> Request:
        """A request for a page of the feed of a search or of a tag."""
        if walk.term.startswith(TAG_MARK):
            path = f"/tag/{quote_plus(walk.term[1:].lower().replace(' ', '-'))}/feed/?paged={walk.page}"
        else:
            path = f"/?s={quote_plus(walk.term)}&feed=rss2&paged={walk.page}"
        return self.listing(self.root() + path, self.parse_search_feed, way="search_feed", cb_kwargs=walk.cb_kwargs)

    def parse_search_feed(self, response: Response, walk: Mapping[str, Any]) -> Iterator[Listed]:
        """Yield the articles of a page of a feed."""
        here = Walk.of(walk)
        feed = read_feed(response.body, response.url, self.address(), self.utc_offset)
        if feed is None:
            yield from self.shut("search_feed", "not_a_feed", response)
            return
        query = None if here.term.startswith(TAG_MARK) else here.term
        yield from self.walk_on("search_feed", here, feed.entries, query=query, remark=feed.remark)

    def is_optional(self, way: str, term: str) -> bool:
        """True for a tag: that a site doesn't have it says nothing about its feeds."""
        return (way == "search_feed" and term.startswith(TAG_MARK)) or super().is_optional(way, term)

    # --- being shut out ------------------------------------------------------------------------------

    def listing_failed(self, way: str, reason: str, response: Response | None, **cb_kwargs: Any) -> Iterable[Listed]:
        """Take a 401 or 403 in WordPress's own words as "REST is shut", and any other one as the site's refusal.

        Where the site refuses that many posts a page, fewer are asked for: the most that its answer names.
        """
        if way == "rest" and response is not None and (fewer := _fewer(response, cb_kwargs)):
            return (Remark("fewer_a_page"), self.ask_rest(fewer))
        if (
            way == "rest"
            and response is not None
            and _is_rest_error(response)
            and reason_is(reason, ReasonKind.REFUSED)
        ):
            return self.next_rung("rest")
        return super().listing_failed(way, reason, response, **cb_kwargs)


def _per_page(walk: Walk) -> int:
    """How many posts a page to ask for: all, what the site allows, or as many as its first page had.

    A site that gives 10 where 100 were asked may count its pages in tens or in hundreds: asked for tens, it has to
    count in tens. Where it left posts out of its first page, the pages overlap.
    """
    most = walk.size or REST_PER_PAGE
    return min(walk.step, most) if walk.page > 1 and walk.step >= LEAST_STEP else most


def _fewer(response: Response, cb_kwargs: Mapping[str, Any]) -> Walk | None:
    """The same walk with fewer posts a page, where the answer refuses its first page for their number; else None."""
    walk, answer = Walk.of(cb_kwargs["walk"]), _error_of(response)
    code, data = str(answer.get("code", "")), answer.get("data")
    if walk.page > 1 or code == "rest_post_invalid_page_number" or not (response.status == 400 or "param" in code):
        return None
    named = data.get("params") if isinstance(data, Mapping) else None
    if isinstance(named, Mapping) and named and "per_page" not in named:
        return None
    words = named["per_page"] if isinstance(named, Mapping) and named else answer.get("message", "")
    most = most_of(str(words), walk.size or REST_PER_PAGE) if answer else None
    return replace(walk, size=most) if most else None


def _error_of(response: Response) -> Mapping[str, Any]:
    """The error that WordPress answers with, {"code": ..., "message": ..., "data": ...}; empty where it is none."""
    answer = json_answer(response.body, lambda value: isinstance(value, dict) and "code" in value)
    return answer if isinstance(answer, dict) else {}


def _is_posts(value: Any) -> bool:
    """True for posts behind junk; an empty list there may be a piece of the junk."""
    items = listed_items(value)
    return bool(items) and all(isinstance(item, dict) for item in items or ())


def _is_rest_error(response: Response) -> bool:
    return str(_error_of(response).get("code", "")).startswith("rest_")


def _rendered(field: object) -> str | None:
    """The text of a REST field, which is {"rendered": "..."} or, from some plug-ins, a bare text."""
    value = field.get("rendered") if isinstance(field, Mapping) else field
    return value if isinstance(value, str) else None
