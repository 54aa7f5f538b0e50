"""Media Indonesia."""

from spiders.families.feed import FeedSpider
from spiders.families.listing import ListingSpider
from spiders.families.sitemap import SitemapSpider
from spiders.parsing.addresses import NO_LIST_FOLDER


class MediaindonesiaSpider(ListingSpider, FeedSpider, SitemapSpider):
    """Its pages always name their developer as author, and open without a dateline (seen 2026)."""

    name = "mediaindonesia"
    outlet = "Media Indonesia"
    kind = "media"
    site = "mediaindonesia.com"
    article_url = (
        # "/ekonomi/20/40" is a list
        (rf"/{NO_LIST_FOLDER}(?:amp/)?[a-z0-9-]+/(?P<id>\d+(?=/[a-z0-9-]*[a-z])|\d{{4,}}(?=/?(?:[?#]|$)))", "{id}"),
        (r"/(?:news/read/|read/detail/)(?P<id>\d+)[/-][a-z0-9-]*[a-z]", "{id}"),  # older, not seen
        (r"/(?P<folder>[a-z]+)/read/(?P<id>\d+)/[a-z0-9-]*[a-z]", "{folder}/{id}"),  # older, not seen
        (r"/podiums/detail_podiums/(?P<id>\d+)-[a-z0-9-]+", "podiums/{id}"),
    )
    rests_on = {"articles": "2026-07 B", "feed": "2026-08 B", "index": "2026-07 B", "sitemap": "2026-07 B"}
    ways = ("feed", "index")
    ladder = ("search", "sitemap")
    search_url = "/search?q={query}&next={page0}"
    index_url = "/indeks/20/{offset}"
    per_page = 20
    reach = (("index", "the newest max_pages pages of 20"),)
    feeds = ("/feed",)
    sitemaps = ("/sitemap.xml", "/sitemap-news.xml")
    body = ("div.post-header ~ div.article", "h1 ~ div.article")
    noise = ("div.ext-channel",)
    date = ("span.datetime", ".date-author .date")
    author = ("div.info > div.author-2", ".date-author .author")
    editor = (".info-author", ".editor-name")
    junk = (r"Headline", r"Kumpulan Berita DPR RI")
