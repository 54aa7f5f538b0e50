"""A made-up daily with an index page for each day."""

from spiders.families.listing import ListingSpider


class PenakatulistiwaSpider(ListingSpider):
    """Its index is walked back for six weeks."""

    name = "penakatulistiwa"
    outlet = "Pena Katulistiwa"
    kind = "media"
    site = "penakatulistiwa.example"
    article_url = r"https?://penakatulistiwa\.example/\d{4}/\d\d/\d\d/(?P<slug>[a-z0-9-]+)\.html"
    ways = ("index",)
    index_url = "/indeks/{day:%Y/%m/%d}"
    max_days = 42
