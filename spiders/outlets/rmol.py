"""Kantor Berita Politik RMOL."""

from spiders.families.feed import FeedSpider
from spiders.families.listing import ListingSpider


class RmolSpider(ListingSpider, FeedSpider):
    """The part behind the number is free text, even "whatsapp:/send" from a broken share link (seen 2023)."""

    name = "rmol"
    outlet = "RMOL"
    kind = "media"
    site = "rmol.id"
    article_url = r"/(?:amp|(?:[a-z0-9-]+/)?read)/(?P<y>\d{4})/(?P<m>\d{2})/(?P<d>\d{2})/(?P<id>\d+)(?:/|$)"
    ways = ("feed", "tag")
    feeds = ("/rss", "/rss/latest-posts")
    body = ("#fontResizableText",)
    junk = (r"Temukan berita-berita hangat terpercaya dari Kantor Berita Politik RMOL di Google News\.",)
