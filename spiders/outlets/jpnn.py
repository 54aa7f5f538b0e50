"""JPNN.com, with its regional editions."""

from spiders.families.feed import FeedSpider
from spiders.families.listing import ListingSpider
from spiders.families.sitemap import SitemapSpider
from spiders.parsing.addresses import NO_LIST_FOLDER


class JpnnSpider(ListingSpider, FeedSpider, SitemapSpider):
    """The description stands behind the body again, and a list of related headlines begins with "- " (seen)."""

    name = "jpnn"
    outlet = "JPNN.com"
    kind = "media"
    site = "jpnn.com"
    hosts = ("*.jpnn.com",)
    home = "https://www.jpnn.com"
    article_url = (
        (r"/(?:news/)?read/(?P<y>\d{4})/(?P<m>\d\d)/(?P<d>\d\d)/(?P<id>\d+)", "{sub}/read/{id}"),  # older, not seen
        (r"/news/(?P<slug>(?=[0-9-]*[a-z])[a-z0-9-]+)", "{sub}/news/{slug}"),
        (rf"/{NO_LIST_FOLDER}(?=[0-9-]*[a-z])[a-z0-9-]+/(?P<id>\d+)/[a-z0-9-]*[a-z]", "{sub}/{id}"),
    )
    rests_on = {"articles": "2025 page", "feed": "2026-08 A", "sitemap": "2024-07 A"}
    ways = ("feed", "sitemap", "tag")
    feeds = ("/rss",)
    sitemaps = ("/sitemap.xml",)
    body = ("div[itemprop=articleBody]",)
    junk = (
        r"Silakan baca konten menarik lainnya dari JPNN\.com .*",
        r"Simak! Video Pilihan Redaksi:",
    )
