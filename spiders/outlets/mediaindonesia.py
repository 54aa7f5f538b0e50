"""Media Indonesia."""

from spiders.families.feed import FeedSpider
from spiders.families.listing import ListingSpider
from spiders.families.sitemap import SitemapSpider


class MediaindonesiaSpider(ListingSpider, FeedSpider, SitemapSpider):
    """Its pages always name their developer as author, and open without a dateline (seen 2026)."""

    name = "mediaindonesia"
    outlet = "Media Indonesia"
    kind = "media"
    site = "mediaindonesia.com"
    article_url = (
        # "/ekonomi/20/40" is a list
        (r"/(?!indeks/)[a-z-]+/(?P<id>\d+(?=/[a-z0-9-]*[a-z])|\d{4,}(?=/?(?:[?#]|$)))", "{id}"),
        (r"/podiums/detail_podiums/(?P<id>\d+)-[a-z0-9-]+", "podiums/{id}"),
    )
    ways = ("feed",)
    ladder = ("search", "sitemap")
    search_url = "/search?q={query}&next={offset}"
    feeds = ("/feed",)
    sitemaps = ("/sitemap.xml",)
    body = ("div.post-header ~ div.article", "h1 ~ div.article")
    noise = ("div.ext-channel",)
    date = ("span.datetime", ".date-author .date")
    author = ("div.info > div.author-2", ".date-author .author")
    editor = (".info-author", ".editor-name")
    junk = (r"Headline", r"Kumpulan Berita DPR RI")
