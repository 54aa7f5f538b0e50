"""Tirto.id."""

from spiders.families.feed import FeedSpider
from spiders.families.listing import ListingSpider

# Four signs, a letter first, a capital or a number among them: "/pemilu-2024" is a rubric.
CODE = r"(?-i:(?=[a-z]*[A-Z0-9])[A-Za-z][A-Za-z0-9]{3})"


class TirtoSpider(ListingSpider, FeedSpider):
    """Its search is another house's, in a browser (public code). An address ends in four signs; capitals count.

    Its index has one page: robots.txt forbids ?next= (2026).
    """

    name = "tirto"
    outlet = "Tirto"
    kind = "media"
    site = "tirto.id"
    article_url = (
        (rf"/[a-z0-9]+(?:-[a-z0-9]+)*-(?P<id>{CODE})(?:/\d)?/?(?:[?#]|$)", "{id}"),
        (r"/[a-z0-9]+(?:-[a-z0-9]+){3,}-(?P<id>[a-z]{4})(?:/\d)?/?(?:[?#]|$)", "{id}"),  # "/pikir-dua-kali" is a rubric
        (r"/\d{8}-\d+/[a-z0-9-]+-(?P<id>\d{5,})/?(?:[?#]|$)", "{id}"),  # older, not seen
    )
    rests_on = {"articles": "2026-07 A", "feed": "2026 A", "index": "2026-07 A"}
    ways = ("feed", "index")
    feeds = ("/sitemap/r/google-discover",)
    index_url = "/indeks"
    reach = (("index", "the newest page"),)
    body = ("div.content-text-editor",)
    noise = ("div.baca-holder",)
    author = ("a.reporter-name",)
    junk = (r"Artikel terkait .*",)
