"""RRI, the state radio."""

from spiders.families.feed import FeedSpider
from spiders.families.listing import ListingSpider


class RriSpider(ListingSpider, FeedSpider):
    name = "rri"
    outlet = "RRI"
    kind = "media"
    site = "rri.co.id"
    article_url = r"/(?:[a-z-]+/)?[a-z-]+/(?P<id>\d+)/[a-z0-9-]+"
    address_basis = "addresses and search from public code"
    ways = ("feed", "search")
    search_url = "/search?q={query}&page={page}"
    body = (".post_details_inner",)
    date = (".date",)
