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
from spiders.parsing.addresses import WRITER_FOLDERS, Patterns
from spiders.parsing.days import listed_utc_day, news_day
from spiders.parsing.json_answers import json_answer, most_of, whole_number
from spiders.parsing.json_listing import ARTICLE_ADDRESS, NO_ADDRESS, SOME_ADDRESS, JsonRows
from spiders.parsing.links import cut_off, make_entry
from spiders.parsing.rest_answers import (
    PLAIN_ROOT,
    POST_ADDRESS_FIELDS,
    POST_DAY_FIELDS,
    POST_TEXT_FIELDS,
    POST_TITLE_FIELDS,
    POST_UTC_FIELDS,
    error_in,
    first_text,
    is_error,
    named_root,
    posts_address,
    posts_in,
)
from spiders.parsing.story_addresses import NO_POSTS, SITE_PAGES
from spiders.parsing.walls import is_wall

REST_ROOT = "/wp-json/"
REST_PER_PAGE = 100  # the most that WordPress gives
LEAST_STEP = 3  # posts on a first page, from which the next pages are asked for in that number
REST_FIELDS = "id,date_gmt,modified_gmt,link,title,excerpt"  # no whole texts: listings are archived too
PAST_THE_LAST = "rest_post_invalid_page_number"  # WordPress's own error for the page after the last
TAG_MARK = "#"  # before a tag among the terms of the search feed

NO_POST = (
    rf"(?!(?:{'|'.join(NO_POSTS)})(?:[/?#]|$)|(?:{WRITER_FOLDERS}|cdn-cgi|pencarian|tags|topi[ck]s?(?:-pilihan)?)/)"
)
POST_SLUG = rf"(?P<slug>(?!(?:{'|'.join(SITE_PAGES)})(?:[/?#]|$))[a-z0-9%]+(?:-[a-z0-9%]+)+)"
DATE_FOLDERS = r"(?:(?P<y>\d{4})/(?P<m>\d\d)/(?P<d>\d\d)/)?"
NUMBER_BEFORE = r"(?P<id>(?!(?:19|20)\d\d/)\d{4,})"
NUMBER_AND_TIME = (
    r"/\d{4,}(?:/\d\d){0,3}"  # "/2025/06/18/slug/177716/15/02/07/": the post's number, hour, minute, second
)
# The usual forms of a post's address: its number, and a slug of two words or more behind whatever folders.
# WordPress gives a slug once in a site, so folders (category, date) don't belong to the article's name. The number
# redirects to the slug; both names are kept as one article when it does. A number in a folder before the slug
# (/%post_id%/%postname%/) stays in the name: a site that is none of WordPress after all may have a slug twice.
POST_ADDRESSES = (
    (r"/(?:index\.php)?\?(?:[^#]*&)?p=(?P<id>\d+)", "?p={id}"),
    (
        rf"/{NO_POST}(?:[\w%-]+/){{0,3}}?{DATE_FOLDERS}{NUMBER_BEFORE}/{POST_SLUG}(?:/amp|/\d{{1,2}})?/?(?:[?#]|$)",
        "{id}/{slug}",
    ),
    (
        rf"/{NO_POST}(?:[\w%-]+/){{0,4}}?{DATE_FOLDERS}{POST_SLUG}(?:/amp|/\d{{1,2}}|{NUMBER_AND_TIME})?/?(?:[?#]|$)",
        "{slug}",
    ),
    (rf"/{DATE_FOLDERS}(?P<slug>\d{{5,}})(?:/amp)?/?(?:[?#]|$)", "{slug}"),  # a slug may be a number: "/25105/"
)


class WordPressSpider(SitemapSpider, ListingSpider, FeedSpider):
    """A WordPress site. Where its listings stand is WordPress's own convention, so `site` is all it needs.

    Without an `article_url` of its own its articles are those that WordPress names by default (`POST_ADDRESSES`).
    The feed, which holds the newest posts only, is requested where all else is shut.
    """

    article_url: ClassVar[Patterns] = POST_ADDRESSES
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
        address = posts_address(walk.interface or f"{self.root()}{REST_ROOT}", urlencode(query))
        return self.listing(address, self.parse_rest, way="rest", cb_kwargs=walk.cb_kwargs)

    def parse_rest(self, response: Response, walk: Mapping[str, Any]) -> Iterator[Listed]:
        """Yield the posts of a page; shut REST where the answer is no list of posts."""
        here = Walk.of(walk)
        read = json_answer(response.body, lambda value: _are_posts(self._posts(value)))
        posts = self._posts(read.value, is_later=here.page > 1)
        if posts is None and here.page > 1 and error_in(response).get("code") == PAST_THE_LAST:
            posts = JsonRows(())  # a site that sends this error with 200
        if posts is None:
            if elsewhere := self._other_interface(response, here):
                yield from (Remark("rest_shut"), self.ask_rest(elsewhere))
            else:
                yield from self.shut("rest", "rest_shut", response)
            return
        pages = whole_number(response.headers.get("X-WP-TotalPages"))
        stated = whole_number(response.headers.get("X-WP-Total"))
        stated = posts.total if stated is None else stated
        more = None if pages is None else here.page < pages
        if more is False and stated is None and may_be_full(len(posts.rows)):
            more = None  # no total confirms that this page is the last one
        entries = [*map(self._post, (*posts.rows, *posts.beside)), *cut_off(read.rest)]
        remark = None if read.rest is None else "cut_short"
        yield from self.walk_on("rest", here, entries, query=here.term, more=more, stated=stated, remark=remark)

    def _posts(self, answer: Any, *, is_later: bool = False) -> JsonRows | None:
        return posts_in(answer, self._address_in, is_later=is_later)

    def _address_in(self, post: Any) -> int:
        link = self._post(post).link
        return NO_ADDRESS if link is None else ARTICLE_ADDRESS if self.address().is_article(link.url) else SOME_ADDRESS

    def _post(self, post: Any) -> Entry:
        if not isinstance(post, Mapping):
            return Entry("unreadable", shown=str(post)[:500])
        own_day = listed_utc_day(first_text(post, POST_UTC_FIELDS), self.utc_offset)
        return make_entry(
            self.address(),
            first_text(post, POST_ADDRESS_FIELDS) or "",
            self.root(),
            title=first_text(post, POST_TITLE_FIELDS),
            text=first_text(post, POST_TEXT_FIELDS),
            day=own_day or news_day(first_text(post, POST_DAY_FIELDS), self.utc_offset),
        )

    def _other_interface(self, response: Response, walk: Walk) -> Walk | None:
        """The same walk by the address that the site names for its REST interface, where that was not asked yet.

        A 404 that names none is asked once by the form of plain permalinks; a refusal never is.
        """
        named = named_root(response)
        if named is None and response.status == 404 and not is_error(error_in(response)):
            named = f"{self.root()}{PLAIN_ROOT}"
        usual = f"{self.root()}{REST_ROOT}"
        is_new = named is not None and named.rstrip("/") != usual.rstrip("/") and self.address().owns(named)
        return replace(walk, interface=named) if is_new and not (walk.interface or walk.open) else None

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
        if way == "rest" and response is not None:
            if fewer := _fewer(response, cb_kwargs):
                return (Remark("fewer_a_page"), self.ask_rest(fewer))
            if not is_wall(response) and (walk := self._other_interface(response, Walk.of(cb_kwargs["walk"]))):
                return (self.ask_rest(walk),)
            if is_error(error_in(response)) and reason_is(reason, ReasonKind.REFUSED):
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
    walk, answer = Walk.of(cb_kwargs["walk"]), error_in(response)
    code, data = str(answer.get("code", "")), answer.get("data")
    if walk.page > 1 or code == PAST_THE_LAST or not (response.status == 400 or "param" in code):
        return None
    named = data.get("params") if isinstance(data, Mapping) else None
    if isinstance(named, Mapping) and named and "per_page" not in named:
        return None
    words = named["per_page"] if isinstance(named, Mapping) and named else answer.get("message", "")
    most = most_of(str(words), walk.size or REST_PER_PAGE) if answer else None
    return replace(walk, size=most) if most else None


def _are_posts(posts: JsonRows | None) -> bool:
    """True for posts behind junk; an empty list there may be a piece of the junk."""
    return posts is not None and bool(posts.rows) and all(isinstance(post, Mapping) for post in posts.rows)
