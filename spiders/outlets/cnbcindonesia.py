"""CNBC Indonesia."""

from spiders.families.feed import FeedSpider
from spiders.families.sitemap import SitemapSpider


class CnbcindonesiaSpider(FeedSpider, SitemapSpider):
    name = "cnbcindonesia"
    outlet = "CNBC Indonesia"
    kind = "media"
    site = "cnbcindonesia.com"
    hosts = ("*.cnbcindonesia.com",)
    home = "https://www.cnbcindonesia.com"
    # pages of pictures and films have slugs that begin so
    article_url = r"/(?!tv/)(?:[a-z0-9-]+/)+(?P<ymd>\d{8})\d*-\d+-(?P<id>\d+)(?:[?#]|$|/(?!(?:foto|video)-))"
    rests_on = {"sitemap": "2024-07 A"}
    ways = ("feed", "sitemap")
    feeds = ("/rss?tag={tag}", "/news/rss", "/rss")
    sitemaps = ("/robots.txt", "/sitemap.xml")
    date = ("div.text-cm.text-gray",)
