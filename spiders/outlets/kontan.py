"""KONTAN."""

from spiders.families.listing import ListingSpider
from spiders.families.sitemap import SitemapSpider


class KontanSpider(ListingSpider, SitemapSpider):
    """Its robots.txt forbids the search, and with it the index by day, which stands below it (2024)."""

    name = "kontan"
    outlet = "KONTAN"
    kind = "media"
    site = "kontan.co.id"
    hosts = ("*.kontan.co.id",)
    home = "https://www.kontan.co.id"
    article_url = ((r"/news/(?P<slug>(?=[0-9-]*[a-z])[a-z0-9-]+)", "news/{slug}"),)
    rests_on = {"articles": "2011-06 page", "sitemap": "2024-07 B"}
    ways = ("sitemap", "home")
    sitemaps = ("/sitemap.xml",)
    date = ("div.fs14.ff-opensans.font-gray",)
