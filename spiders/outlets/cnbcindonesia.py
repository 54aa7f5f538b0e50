"""CNBC Indonesia."""

from spiders.families.feed import FeedSpider
from spiders.families.sitemap import SitemapSpider


class CnbcindonesiaSpider(FeedSpider, SitemapSpider):
    name = "cnbcindonesia"
    outlet = "CNBC Indonesia"
    kind = "media"
    site = "cnbcindonesia.com"
    home = "https://www.cnbcindonesia.com"
    article_url = r"/.+?/(?P<ymd>\d{8})\d*-\d+-(?P<id>\d+)(?:/|$)"
    address_basis = "addresses and feeds from public code; sitemap guessed"
    ways = ("feed", "sitemap")
    feeds = ("/rss?tag={tag}", "/news/rss", "/rss")
    sitemaps = ("/robots.txt", "/sitemap.xml")
    date = ("div.text-cm.text-gray",)
