"""Republika Online, with its regional desks."""

import datetime as dt

from pipelines.rules import Layout
from spiders.families.feed import FeedSpider
from spiders.families.listing import ListingSpider
from spiders.families.sitemap import SitemapSpider

SITE = r"https?://(?!visual\.)(?:[a-z0-9-]+\.)*republika\.co\.id(?::\d+)?/"  # visual.: pictures and films
NO_PICTURES = "(?!(?:in-?picture|videos?)/)"
CODE = r"(?P<id>(?=[a-z]*\d)[a-z0-9]{6,14})"  # "tio9zt472"; a rubric's name has no digit


class RepublikaSpider(FeedSpider, SitemapSpider, ListingSpider):
    """Its tag pages need a browser and hold other stories too (public code, 2026)."""

    name = "republika"
    outlet = "Republika"
    kind = "media"
    site = "republika.co.id"
    hosts = ("*.republika.co.id",)
    home = "https://www.republika.co.id"
    article_url = (
        # until 2017: what stands behind the day is the code, with a digit or without
        (
            rf"{SITE}(?:amp/)?berita/{NO_PICTURES}(?:[a-z0-9-]+/){{1,3}}\d\d/\d\d/\d\d/(?P<id>[a-z0-9]{{6,14}})-[a-z0-9-]+",
            "{id}",
        ),
        (rf"{SITE}(?:amp/)?berita/+{NO_PICTURES}(?:[a-z0-9-]+/){{0,3}}{CODE}/[a-z0-9-]+", "{id}"),
        (rf"{SITE}(?:amp|share)/{CODE}/?(?:[?#]|$)", "{id}"),
    )
    rests_on = {"articles": "2026-07 A", "feed": "2026-08 A", "sitemap": "2026-07 A", "index": "2026-07 B"}
    ways = ("feed", "sitemap", "index")
    feeds = ("/rss", "/rss/ekonomi", "/rss/nasional")
    sitemaps = ("/robots.txt", "https://republika.co.id/files/xml/sitemap.xml", "/sitemap.xml")
    index_url = "https://republika.co.id/index/{offset}/{day:%Y/%m/%d}"
    per_page = 50
    body = ("div.article-content article",)
    noise = ("div.picked-article", "div.footnote-wrap")
    date = ("div.date.date-item__headline",)
    junk = (r"BACA JUGA: Ikuti News Analysis .*", r"Berita Lainnya", r"Ikuti Whatsapp Channel Republika", r"Terpopuler")
    layouts = (
        Layout(  # 2016 and 2017, with ihram.co.id
            valid_until=dt.date(2018, 12, 31), body=("div.content-detail", "div.teaser.global-detail"),
            date=("div.date-detail",), noise=("div.set-cp", "div.wp-cap"),
        ),
    )  # fmt: skip
