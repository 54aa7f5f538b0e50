"""Liputan6.com."""

import datetime as dt

from pipelines.rules import Layout
from spiders.families.feed import FeedSpider
from spiders.families.listing import ListingSpider
from spiders.families.sitemap import SitemapSpider


class Liputan6Spider(FeedSpider, ListingSpider, SitemapSpider):
    """Its index by day is a script's; a channel's front page is a list (2026). Tag pages need a browser (public code).

    "Diperbarui 18 Jun 2025, 14:05 WIB" is all that pages print of a day.
    """

    name = "liputan6"
    outlet = "Liputan6.com"
    kind = "media"
    site = "liputan6.com"
    hosts = ("*.liputan6.com",)
    home = "https://www.liputan6.com"
    article_url = r"/(?!(?:amp/)?(?:foto|photo|video)/)(?:amp/)?(?:amp|(?:[a-z0-9-]+/)?read)/(?P<id>\d+)(?:[/?#]|$)"
    rests_on = {"articles": "2026-07 A", "feed": "2026-08 A", "index": "2026-07 A"}
    ways = ("feed", "index", "sitemap")
    feeds = ("/feed/rss/global", "/feed/rss/tekno", "/feed/rss/news", "https://feed.liputan6.com/rss/news")
    index_url = "/{section}"
    sections = ("news", "bisnis", "global", "tekno")
    sitemaps = ("/robots.txt", "/sitemap.xml")
    # all pages stand in one document, each a part; the element around them first (public code, 2026)
    body = ("div.article-content-body", "div.article-content-body__item-page", "div.article-content-body__item-content")
    layouts = (Layout(valid_until=dt.date(2018, 12, 31), body=("div.read-page__content-body",)),)
    junk = (
        r"Berikan Rating Untuk Resep Ini",
        r"Disclaimer: Setiap keputusan investasi ada di tangan pembaca.*",
        r"Segera unduh aplikasi Vidio.*",
        r"Thanks For Rating!",
    )
