"""A made-up regional daily with a search of its own and pages of tags."""

from spiders.families.listing import ListingSpider


class HariantelukSpider(ListingSpider):
    """Its robots.txt keeps /khusus/ to itself."""

    name = "harianteluk"
    outlet = "Harian Teluk"
    kind = "media"
    site = "harianteluk.example"
    article_url = r"https?://harianteluk\.example/[a-z]+/read/(?P<id>\d+)(?:/|$)"
    ways = ("search", "tag")
    search_url = "/cari?q={query}&halaman={page}"
    tag_url = "/topik/{tag}?halaman={page}"
