"""Kantor Berita Politik RMOL."""

from spiders.families.feed import FeedSpider
from spiders.families.listing import ListingSpider

FOLDER = r"(?!(?:foto|photo|video)/)[a-z0-9-]+/"
DAY_FOLDERS = r"(?P<y>\d{4})/(?P<m>\d{2})/(?P<d>\d{2})/"


class RmolSpider(ListingSpider, FeedSpider):
    """The part behind the number is free text, even "whatsapp:/send" from a broken share link (seen 2023)."""

    name = "rmol"
    outlet = "RMOL"
    kind = "media"
    site = "rmol.id"
    hosts = ("*.rmol.id",)
    article_url = rf"/(?:amp/(?:{FOLDER})?(?:read/)?|(?:{FOLDER})?read/){DAY_FOLDERS}(?P<id>\d+)(?:[/?#]|$)"
    rests_on = {"articles": "2025-07 page", "feed": "2026 B"}
    ways = ("feed", "tag")
    feeds = ("/rss/latest-posts", "/rss/kategori/politik")
    body = ("#fontResizableText",)
    junk = (r"Temukan berita-berita hangat terpercaya dari Kantor Berita Politik RMOL di Google News\.",)
