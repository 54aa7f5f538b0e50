"""Articles of a site that nobody has examined: by the usual conventions, one after the other."""

from __future__ import annotations

from typing import ClassVar

from spiders.families.feed import FeedSpider
from spiders.families.listing import ListingSpider
from spiders.families.sitemap import SitemapSpider
from spiders.families.wordpress import NO_POST, POST_SLUG, WordPressSpider
from spiders.parsing.addresses import NO_LIST_FOLDER, WRITER_FOLDERS, Patterns

USUAL_FEEDS = ("/feed", "/rss", "/rss.xml")
USUAL_SITEMAPS = ("/robots.txt", *WordPressSpider.sitemaps, "/sitemap-news.xml", "/news-sitemap.xml")
# The last part behind such a folder names a rubric, a tag or a writer: /kategori/pekerja-migran-indonesia
NO_RUBRIC = (
    rf"(?!(?:[\w%-]+/){{0,5}}(?:{WRITER_FOLDERS}|arsip|archives?|inde(?:ks|x)|kanal|kategori|label|pencarian|profile|rubrik"
    r"|tags?|topi[ck]s?(?:-pilihan)?)/[^/?#]*/?(?:[?#]|$))"
)

SLUG_OF_WORDS = POST_SLUG.replace("+)+)", "+){2,})")  # of three words or more
LONG_PATH = rf"/{NO_POST}{NO_RUBRIC}(?:[\w%-]+/){{0,6}}{SLUG_OF_WORDS}(?:\.html?|/amp)?/?(?:[?#]|$)"

STORY_PATH = f"/{NO_LIST_FOLDER}{LONG_PATH[1:]}"
# An article's number in a folder; a year, or a day as 20170421, is none.
NUMBER_FOLDER = r"(?!(?:19|20)\d\d(?:[01]\d[0-3]\d)?/)(?P<id>\d{4,})"


class ConventionSpider(WordPressSpider):
    """A site that nobody has examined: WordPress's ways, sitemaps, the usual feeds, the front page.

    The sitemaps are those that its robots.txt names, else the usual ones.

    Each rung that is shut stands in the report and in the ledger: nothing is taken for granted. An article is what
    has a slug of three words or more, perhaps behind folders and numbers; its name is path and query.
    """

    article_url: ClassVar[Patterns] = (
        (r"/(?:index\.php)?\?(?:[^#]*&)?p=(?P<id>\d+)", "?p={id}"),
        (LONG_PATH, ""),
    )
    ladder: ClassVar[tuple[str, ...]] = ("rest", "search_feed", "search", "sitemap", "feed", "home")
    feeds: ClassVar[tuple[str, ...]] = USUAL_FEEDS
    sitemaps: ClassVar[tuple[str, ...]] = USUAL_SITEMAPS


class NumberedSpider(SitemapSpider, ListingSpider, FeedSpider):
    """A site on a system of its own, with the article's number behind its rubric (public code): the number names it.

    The ways are the sitemaps that robots.txt names or the usual ones, the usual feeds and the front page, all by
    convention: such a site is not WordPress, and where it searches is not known.
    """

    article_url: ClassVar[Patterns] = (
        (rf"/{NO_LIST_FOLDER}(?:read/)?[a-z][a-z0-9-]*/{NUMBER_FOLDER}/[a-z0-9-]+", "{id}"),
        (STORY_PATH, ""),
    )
    ways: ClassVar[tuple[str, ...]] = ()
    ladder: ClassVar[tuple[str, ...]] = ("sitemap", "feed", "home")
    feeds: ClassVar[tuple[str, ...]] = USUAL_FEEDS
    sitemaps: ClassVar[tuple[str, ...]] = USUAL_SITEMAPS


class PortalSpider(NumberedSpider):
    """A portal of the government whose articles are /kategori/KANAL/NUMBER/slug (public code): the number names it.

    The slug may change, be in another language (?lang=1) or missing (index.html). Older forms, and parts of the portal
    with a folder of their own in front, which may count their own articles, are named by their path: a slug of four
    words or more, which is in no gallery. That /kategori/KANAL lists a channel (`sections`) is a guess by that form.
    """

    article_url: ClassVar[Patterns] = (
        (r"/kategori/[a-z0-9-]+/(?P<id>\d+)/(?:[a-z0-9]+(?:-[a-z0-9]+)+|index\.html)", "{id}"),
        (r"/[a-z0-9-]+/kategori/[a-z0-9-]+/\d+/[a-z0-9]+(?:-[a-z0-9]+)+", ""),
        (STORY_PATH.replace("{2,}", "{3,}"), ""),
    )
    ladder: ClassVar[tuple[str, ...]] = ("sitemap", "feed", "home", "index")
    index_url: ClassVar[str | None] = "/kategori/{section}?page={page}"
