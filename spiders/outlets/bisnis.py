"""Bisnis.com."""

from spiders.families.listing import ListingSpider


class BisnisSpider(ListingSpider):
    """Part of it is paywalled, which is left alone."""

    name = "bisnis"
    outlet = "Bisnis.com"
    kind = "media"
    site = "bisnis.com"
    hosts = ("*.bisnis.com",)
    article_url = r"/(?:amp/)?(?:[a-z0-9-]+/)?read/(?P<ymd>\d{8})/\d+/(?P<id>\d+)(?:[/?#]|$)"
    ways = ("search",)
    search_url = "https://search.bisnis.com/?q={query}&page={page}"
    body = ("article.detailsContent",)
    date = (".detailsAttributeDates",)
    junk = (r"Simak Video Pilihan di Bawah Ini :",)
