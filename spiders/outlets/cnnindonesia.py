"""CNN Indonesia."""

from spiders.families.feed import FeedSpider
from spiders.families.sitemap import SitemapSpider


class CnnindonesiaSpider(FeedSpider, SitemapSpider):
    name = "cnnindonesia"
    outlet = "CNN Indonesia"
    kind = "media"
    site = "cnnindonesia.com"
    home = "https://www.cnnindonesia.com"
    article_url = r"/[a-z-]+/(?P<ymd>\d{8})\d{6}-\d+-(?P<id>\d+)(?:/|$)"
    address_basis = "addresses and feeds from public code; sitemap guessed"
    ways = ("feed", "sitemap")
    feeds = ("/rss", "/nasional/rss", "/ekonomi/rss")
    sitemaps = ("/robots.txt", "/sitemap.xml")
    body = ("div.detail-text",)
    noise = ("a[href*=outboundlinks]", "div.paradetail")  # in one line with the initials; an advert (markup of 2026)
