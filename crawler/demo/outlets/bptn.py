"""The made-up agency: its own system, a list of news with their days."""

from spiders.families.listing import ListingSpider


class BptnSpider(ListingSpider):
    """Its stamp holds no hour; its name goes without saying in its own titles."""

    name = "bptn"
    outlet = "BPTN"
    kind = "agency"
    site = "bptn.go.example"
    article_url = r"https?://bptn\.go\.example/berita-detail/(?P<slug>[a-z0-9-]+)"
    ways = ("index",)
    index_url = "/berita?page={page}"
    implied = ("bptn",)
