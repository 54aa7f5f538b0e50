"""Metro TV News."""

from spiders.families.listing import ListingSpider


class MetrotvnewsSpider(ListingSpider):
    name = "metrotvnews"
    outlet = "Metro TV"
    kind = "media"
    site = "metrotvnews.com"
    home = "https://www.metrotvnews.com"
    hosts = ("*.metrotvnews.com",)
    article_url = (
        (r"/(?:read|play)/(?P<id>[A-Za-z0-9]+)-[a-z0-9-]+", "{id}"),
        # about 2014 and 2015, not seen
        (r"/read/(?P<y>\d{4})/(?P<m>\d\d)/(?P<d>\d\d)/(?P<id>\d+)/[a-z0-9-]+", "read/{id}"),
        # the regional sites until about 2019; a code has a digit or a capital letter
        (r"/(?:[a-z-]+/)+(?P<id>(?-i:(?=[a-z]*[A-Z0-9])[A-Za-z0-9]{8}))-[a-z0-9]+(?:-[a-z0-9]+)+", "{id}"),
    )
    ways = ("search",)
    search_url = "/search?query={query}&page={page}"
    body = (".news-text",)
    date = ("p.pt-20.date",)
