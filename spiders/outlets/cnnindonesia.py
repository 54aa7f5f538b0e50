"""CNN Indonesia."""

from spiders.families.feed import FeedSpider
from spiders.families.listing import ListingSpider
from spiders.families.sitemap import SitemapSpider


class CnnindonesiaSpider(FeedSpider, SitemapSpider, ListingSpider):
    name = "cnnindonesia"
    outlet = "CNN Indonesia"
    kind = "media"
    site = "cnnindonesia.com"
    hosts = ("*.cnnindonesia.com",)
    home = "https://www.cnnindonesia.com"
    # pages of pictures and films have slugs that begin so
    article_url = r"/(?!tv/)[a-z0-9-]+/(?P<ymd>\d{8})\d{6}-\d+-(?P<id>\d+)(?:[?#]|$|/(?!(?:foto|video)-))"
    rests_on = {"articles": "2026-07 A", "feed": "2026-08 A", "sitemap": "2024-07 A", "index": "2026-07 A"}
    ways = ("feed", "sitemap", "index")
    feeds = ("/nasional/rss", "/ekonomi/rss", "/rss")
    sitemaps = ("/robots.txt", "/sitemap.xml")
    index_url = "https://www.cnnindonesia.com/indeks?page={page}"
    body = ("div.detail-text",)
    noise = ("a[href*=outboundlinks]", "div.paradetail")  # in one line with the initials; an advert (markup of 2026)
