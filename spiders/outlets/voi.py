"""VOI, with regional editions and machine translations of the same numbers."""

from spiders.families.listing import ListingSpider
from spiders.families.sitemap import SitemapSpider


class VoiSpider(ListingSpider, SitemapSpider):
    """A translation (/en/, /ja/ ...) is a text of its own; what isn't Indonesian shows by its language."""

    name = "voi"
    outlet = "VOI"
    kind = "media"
    site = "voi.id"
    hosts = ("*.voi.id",)
    article_url = (
        (r"/(?P<lang>en|ja|fr|ar|zh|ko|es)/(?:amp/)?(?:[a-z-]+/)?(?P<id>\d+)(?:/|$)", "{sub}/{lang}/{id}"),
        (r"/(?:amp/)?(?:[a-z-]+/)?(?P<id>\d+)(?:/|$)", "{sub}/{id}"),
    )
    address_basis = "articles seen; search guessed from that of its English edition (code)"
    ways = ()
    ladder = ("search", "sitemap", "home")
    search_url = "/artikel/cari?q={query}&page={page}"
    sitemaps = ("/robots.txt", "/sitemap.xml")
