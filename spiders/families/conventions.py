"""Articles of a site that nobody has examined: by the usual conventions, one after the other."""

from __future__ import annotations

from typing import ClassVar

from spiders.families.wordpress import NO_POST, POST_SLUG, WordPressSpider
from spiders.parsing.addresses import Patterns


class ConventionSpider(WordPressSpider):
    """A site that nobody has examined: WordPress's ways, sitemaps, the usual feeds, the front page.

    The sitemaps are those that its robots.txt names, else the usual ones.

    Each rung that is shut stands in the report and in the ledger: nothing is taken for granted. An article is what
    has a slug of three words or more, perhaps behind folders and numbers; its name is path and query.
    """

    article_url: ClassVar[Patterns] = (
        (r"/(?:index\.php)?\?(?:[^#]*&)?p=(?P<id>\d+)", "?p={id}"),
        (rf"/{NO_POST}(?:[\w%-]+/){{0,6}}{POST_SLUG.replace('+)+)', '+){2,})')}(?:\.html?|/amp)?/?(?:[?#]|$)", ""),
    )
    address_basis: ClassVar[str] = "guess: nothing seen"
    ladder: ClassVar[tuple[str, ...]] = ("rest", "search_feed", "search", "sitemap", "feed", "home")
    feeds: ClassVar[tuple[str, ...]] = ("/feed", "/rss", "/rss.xml")
    sitemaps: ClassVar[tuple[str, ...]] = (
        "/robots.txt",
        *WordPressSpider.sitemaps,
        "/sitemap-news.xml",
        "/news-sitemap.xml",
    )


class NumberedSpider(ConventionSpider):
    """A site whose addresses have the article's number behind its rubric (public code): the number is its name."""

    article_url: ClassVar[Patterns] = (
        (r"/(?:kategori/|read/)?[a-z0-9-]+/(?P<id>\d{4,})/(?:[a-z0-9-]+|index\.html)", "{id}"),
        *ConventionSpider.article_url,
    )
    address_basis: ClassVar[str] = "addresses from public code; ways in are a guess"
