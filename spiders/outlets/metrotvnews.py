"""Metro TV News."""

from spiders.families.listing import ListingSpider


class MetrotvnewsSpider(ListingSpider):
    name = "metrotvnews"
    outlet = "Metro TV"
    kind = "media"
    site = "metrotvnews.com"
    home = "https://www.metrotvnews.com"
    article_url = r"/(?:read|play)/(?P<id>[A-Za-z0-9]+)-[a-z0-9-]+"
    address_basis = "addresses and search from public code"
    ways = ("search",)
    search_url = "/search?query={query}&page={page}"
    body = (".news-text",)
    date = ("p.pt-20.date",)
