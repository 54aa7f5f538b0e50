"""Articles of a WordPress site: by its REST search, else the search's feed or page, sitemap, feed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any, ClassVar
from urllib.parse import quote_plus, urlencode

from scrapy import Request
from scrapy.http import Response

from corpus.reasons import ReasonKind, reason_is
from pipelines.storing.items import Link
from spiders.families.feed import FeedSpider, read_feed
from spiders.families.ladder import Listed
from spiders.families.listing import ListingSpider
from spiders.families.sitemap import SitemapSpider
from spiders.families.walks import Walk
from spiders.parsing.addresses import Patterns
from spiders.parsing.days import listed_utc_day
from spiders.parsing.links import make_link, one_each

REST_PER_PAGE = 100  # the most that WordPress gives
REST_FIELDS = "id,date_gmt,modified_gmt,link,title,excerpt"  # no whole texts: listings are archived too
TAG_MARK = "#"  # before a tag among the terms of the search feed


# Addresses that WordPress itself gives to what is no post, and pages that Indonesian sites have beside their posts.
NO_POSTS = ("author", "category", "feed", "page", "search", "tag", "wp-[a-z]+")
SITE_PAGES = (
    "about-us",
    "contact-us",
    "hubungi-kami",
    "info-iklan",
    "kebijakan-privasi",
    "kode-etik[a-z-]*",
    "kontak-kami",
    "pasang-iklan",
    "pedoman-(?:media|pemberitaan)[a-z-]*",
    "privacy-policy",
    "susunan-redaksi",
    "syarat-dan-ketentuan",
    "tentang-kami",
    "terms-(?:of|and)-[a-z-]+",
)


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
        if self.since:
            query["after"] = f"{self.since - timedelta(days=1)}T23:59:59"
        if self.until:
            query["before"] = f"{self.until + timedelta(days=1)}T00:00:00"
        query |= {
            "per_page": REST_PER_PAGE,
            "page": walk.page,
            "_fields": REST_FIELDS,
            "orderby": "date",
            "order": "desc",
        }
        address = f"{self.root()}/wp-json/wp/v2/posts?{urlencode(query)}"
        return self.listing(address, self.parse_rest, way="rest", cb_kwargs=walk.cb_kwargs)

    def parse_rest(self, response: Response, walk: Mapping[str, Any]) -> Iterator[Listed]:
        """Yield the posts of a page; shut REST where the answer is no list of posts."""
        answer, here = _json(response), Walk.of(walk)
        if not isinstance(answer, list):
            yield from self.shut("rest", "rest_shut", response)
            return
        pages = response.headers.get("X-WP-TotalPages") or b""
        last = here.page >= int(pages[:9]) if pages.isdigit() else len(answer) < REST_PER_PAGE
        links = one_each((self._post(post) for post in answer if isinstance(post, dict)), self.address())
        yield from self.walk_on("rest", here, links, query=here.term, last=last)

    def _post(self, post: Mapping[str, Any]) -> Link | None:
        return make_link(
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
        links = read_feed(response.body, response.url, self.address(), self.utc_offset)
        if links is None:
            yield from self.shut("search_feed", "not_a_feed", response)
            return
        query = None if here.term.startswith(TAG_MARK) else here.term
        yield from self.walk_on("search_feed", here, links, query=query)

    def is_optional(self, way: str, term: str) -> bool:
        """True for a tag: that a site doesn't have it says nothing about its feeds."""
        return (way == "search_feed" and term.startswith(TAG_MARK)) or super().is_optional(way, term)

    # --- being shut out ------------------------------------------------------------------------------

    def listing_failed(self, way: str, reason: str, response: Response | None, **cb_kwargs: Any) -> Iterable[Listed]:
        """Take a 401 or 403 in WordPress's own words as "REST is shut", and any other one as the site's refusal."""
        if (
            way == "rest"
            and response is not None
            and _is_rest_error(response)
            and reason_is(reason, ReasonKind.REFUSED)
        ):
            return self.next_rung("rest")
        return super().listing_failed(way, reason, response, **cb_kwargs)


def _json(response: Response) -> Any:
    try:
        return json.loads(response.body)
    except (ValueError, RecursionError):
        return None


def _is_rest_error(response: Response) -> bool:
    answer = _json(response)
    return isinstance(answer, dict) and str(answer.get("code", "")).startswith("rest_")


def _rendered(field: object) -> str | None:
    """The text of a REST field, which is {"rendered": "..."} or, from some plug-ins, a bare text."""
    value = field.get("rendered") if isinstance(field, Mapping) else field
    return value if isinstance(value, str) else None
