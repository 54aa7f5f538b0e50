"""BeritaSatu."""

from spiders.families.feed import FeedSpider
from spiders.families.listing import ListingSpider


class BeritasatuSpider(ListingSpider, FeedSpider):
    """It answers 403 to who is no browser (public code); where it does so, it is left alone."""

    name = "beritasatu"
    outlet = "BeritaSatu"
    kind = "media"
    site = "beritasatu.com"
    home = "https://www.beritasatu.com"
    article_url = r"/[a-z-]+/(?P<id>\d+)/[a-z0-9-]+"
    address_basis = "addresses and search from public code"
    ways = ("feed", "search")
    search_url = "/search/{query}?page={page}"
    body = ("div.col.b1-article.body-content",)
    junk = (r"Saksikan live streaming program-program BTV di sini", r"Simak berita dan artikel lainnya di Google News")
