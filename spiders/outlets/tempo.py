"""Tempo.co; partly paywalled."""

from spiders.families.feed import FeedSpider
from spiders.families.sitemap import SitemapSpider


class TempoSpider(FeedSpider, SitemapSpider):
    """Its search belongs to another house and is left alone. Old articles are /read/ID, new ones end in -ID."""

    name = "tempo"
    outlet = "Tempo.co"
    kind = "media"
    site = "tempo.co"
    hosts = ("*.tempo.co",)
    home = "https://www.tempo.co"
    article_url = (
        (r"/(?:amp|read)/(?P<id>\d+)(?:/|$)", "read/{id}"),
        (r"/[a-z0-9-]+/[a-z0-9-]+-(?P<id>\d{5,})(?:[/?#]|$)", "{id}"),
    )
    address_basis = "articles seen; feeds from public code; sitemap guessed"
    ways = ("feed", "sitemap")
    feeds = ("https://rss.tempo.co/", "https://rss.tempo.co/nasional")
    sitemaps = ("/robots.txt", "/sitemap.xml")
    body = ("div#content-wrapper", ".detail-content")
    junk = (
        r"\(Baca: .*\)",
        r"Halo, pembaca nawala Cek Fakta Tempo!",
        r"Pilihan Editor: .*",
        r"Scroll ke bawah untuk membaca berita",
    )
