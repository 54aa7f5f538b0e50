"""Base classes for publishers with many regional papers on one system: alike in listings and article addresses."""

from __future__ import annotations

from typing import ClassVar

from spiders.families.conventions import USUAL_SITEMAPS
from spiders.families.feed import FeedSpider
from spiders.families.listing import ListingSpider
from spiders.families.sitemap import SitemapSpider
from spiders.families.wordpress import POST_ADDRESSES, WordPressSpider
from spiders.parsing.addresses import Patterns


class RadarSpider(WordPressSpider):
    """A paper of the Jawa Pos radar network: WordPress, by its theme; the day in the path (seen 2020-2025).

    A radar page may hold the whole text twice, below a weather line with the day of the visit (2 of 2 seen). The form
    with a number of ten digits behind the rubric is the main paper's of 2026, and so is the feed /rss.xml; that
    regional papers have them is a guess.
    """

    article_url: ClassVar[Patterns] = (
        (r"/[a-z0-9-]+/(?P<d>\d{2})/(?P<m>\d{2})/(?P<y>\d{4})/(?P<slug>[a-z0-9-]+)", "{slug}"),
        (r"/(?:amp/)?[a-z0-9-]+/(?P<id>\d{7,})/[a-z0-9-]+", "{id}"),
        *POST_ADDRESSES,
    )
    ladder: ClassVar[tuple[str, ...]] = ("rest", "search_feed", "search", "sitemap", "feed", "home")
    feeds: ClassVar[tuple[str, ...]] = ("/rss.xml", "/feed/")
    sitemaps: ClassVar[tuple[str, ...]] = USUAL_SITEMAPS


class DiswaySpider(SitemapSpider, ListingSpider, FeedSpider):
    """A paper of the Disway network: /read/ID/slug with an AMP twin (seen 2022-2025).

    Two of its papers have feeds at /rss (code, 2026), for the others that is a guess by likeness. Sitemap and front
    page are guesses, and nothing is known of a search.
    """

    article_url: ClassVar[Patterns] = (
        (r"/(?:(?:amp|read)/)+(?P<id>\d+)(?:[/?#]|$)", "{id}"),
        (r"/(?P<id>\d{5,})/[a-z0-9]+(?:-[a-z0-9]+)+", "{id}"),  # what is left of "//amp/NUMBER/slug"
    )
    ways: ClassVar[tuple[str, ...]] = ("feed",)
    ladder: ClassVar[tuple[str, ...]] = ("sitemap", "home")
    sitemaps: ClassVar[tuple[str, ...]] = USUAL_SITEMAPS


class FajarSpider(WordPressSpider):
    """A paper of the Fajar network: WordPress (public code), the day in the path (seen 2022-2025)."""

    article_url: ClassVar[Patterns] = (
        (r"/(?P<y>\d{4})/(?P<m>\d{2})/(?P<d>\d{2})/(?P<slug>[a-z0-9-]+)", "{slug}"),
        *POST_ADDRESSES,
    )
