"""KONTAN."""

from spiders.families.listing import ListingSpider


class KontanSpider(ListingSpider):
    """Its search counts articles, twenty a page, and ends at page 50 (public code)."""

    name = "kontan"
    outlet = "KONTAN"
    kind = "media"
    site = "kontan.co.id"
    hosts = ("*.kontan.co.id",)
    home = "https://www.kontan.co.id"
    article_url = ((r"/news/(?P<slug>[a-z0-9-]+)", "news/{slug}"),)
    address_basis = "addresses and search from public code"
    ways = ("search",)
    search_url = "/search?search={query}&per_page={offset}"
    per_page = 20
    date = ("div.fs14.ff-opensans.font-gray",)
