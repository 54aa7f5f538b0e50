"""JPNN.com, with its regional editions."""

from spiders.families.feed import FeedSpider
from spiders.families.listing import ListingSpider


class JpnnSpider(ListingSpider, FeedSpider):
    """The description stands behind the body again, and a list of related headlines begins with "- " (seen)."""

    name = "jpnn"
    outlet = "JPNN.com"
    kind = "media"
    site = "jpnn.com"
    hosts = ("*.jpnn.com",)
    home = "https://www.jpnn.com"
    article_url = ((r"/news/(?P<slug>[a-z0-9-]+)", "{sub}/news/{slug}"), (r"/[a-z-]+/(?P<id>\d+)(?:/|$)", "{sub}/{id}"))
    ways = ("feed", "tag")
    feeds = ("/rss", "/index.php?mib=rss")
    body = ("div[itemprop=articleBody]",)
    junk = (
        r"Silakan baca konten menarik lainnya dari JPNN\.com .*",
        r"Simak! Video Pilihan Redaksi:",
    )
