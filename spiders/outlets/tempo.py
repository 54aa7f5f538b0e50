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
        (r"/(?:amp|read)/(?P<id>\d+)(?:[/?#]|$)", "read/{id}"),
        # numbers of their own: the site of about 2010 to 2015, and the paper
        (r"/read/(?:[a-z]+/)?(?P<y>\d{4})/(?P<m>\d\d)/(?P<d>\d\d)/(?P<id>\d+)(?:[/?#]|$)", "read/news/{id}"),
        (r"https?://koran\.tempo\.co(?::\d+)?/(?:amp|read)/[a-z0-9-]+/(?P<id>\d+)(?:[/?#]|$)", "koran/{id}"),
        (r"/(?!(?:penulis|tag|topik|search)/)[a-z0-9-]+/[a-z0-9-]+-(?P<id>\d{5,})(?:[/?#]|$)", "{id}"),
    )
    address_basis = "articles seen; feeds from public code; sitemap guessed"
    ways = ("feed", "sitemap")
    feeds = ("https://rss.tempo.co/", "https://rss.tempo.co/nasional")
    sitemaps = ("/robots.txt", "/sitemap.xml")
    body = ("div#content-wrapper", ".detail-content")  # each paragraph in one of its own (public code, 2026)
    junk = (
        r"\(Baca: .*\)",
        r"Halo, pembaca nawala Cek Fakta Tempo!",
        r"Pilihan Editor: .*",
        r"Scroll ke bawah untuk membaca berita",
    )
