"""Jawa Pos; the papers of its radar network have files of their own."""

from spiders.families.feed import FeedSpider
from spiders.families.listing import ListingSpider


class JawaposSpider(ListingSpider, FeedSpider):
    name = "jawapos"
    outlet = "Jawa Pos"
    kind = "media"
    site = "jawapos.com"
    home = "https://www.jawapos.com"
    article_url = (
        (r"/(?:[a-z-]+/)+(?P<id>\d{10})(?:[/?#]|$)", "{id}"),  # the rubric may change
        (r"/(?!(?:tag|search|author)/)(?:[a-z-]+/)+(?:\d{5,}/)?[a-z0-9]+(?:-[a-z0-9]+){2,}/?(?:[?#]|$)", ""),
    )
    address_basis = "search from public code; addresses are a guess"
    ways = ("feed", "search")
    search_url = "/search?q={query}&sort=latest&page={page}"
