"""Republika Online, with its regional desks."""

import datetime as dt

from pipelines.rules import Layout
from spiders.families.feed import FeedSpider
from spiders.families.sitemap import SitemapSpider

CODE = r"(?P<id>(?=[a-z]*\d)[a-z0-9]{6,14})"  # "tio9zt472"; a rubric's name has no digit


class RepublikaSpider(FeedSpider, SitemapSpider):
    """Its tag pages need a browser and hold other stories too (public code, 2026): feeds and sitemaps only."""

    name = "republika"
    outlet = "Republika"
    kind = "media"
    site = "republika.co.id"
    hosts = ("*.republika.co.id",)
    home = "https://www.republika.co.id"
    article_url = (
        (rf"/(?:amp/)?berita/(?:[a-z-]+/){{1,3}}\d\d/\d\d/\d\d/{CODE}-[a-z0-9-]+", "{id}"),  # until 2017
        (rf"/(?:amp/)?berita/+(?:[a-z-]+/){{0,3}}{CODE}/[a-z0-9-]+", "{id}"),
        (rf"/(?:amp|share)/{CODE}/?(?:[?#]|$)", "{id}"),
    )
    address_basis = "articles seen; feeds from public code; sitemap guessed"
    ways = ("feed", "sitemap")
    feeds = ("/rss", "/rss/nasional")
    sitemaps = ("/robots.txt", "/sitemap.xml", "/sitemap-news.xml")
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
