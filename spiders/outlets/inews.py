"""iNews.id, with its regional editions."""

from spiders.families.feed import FeedSpider
from spiders.families.listing import ListingSpider

CHANNELS = "finance|news|regional|lifestyle|sport|otomotif"
SLUG = r"[a-z0-9]+(?:-[a-z0-9]+){2,}"


class InewsSpider(ListingSpider, FeedSpider):
    """Numbers are a regional edition's own; /all shows an article in one page (seen 2023-2024)."""

    name = "inews"
    outlet = "iNews"
    kind = "media"
    site = "inews.id"
    hosts = ("*.inews.id",)
    home = "https://www.inews.id"
    article_url = (
        (r"/(?:amp/read|amp|read)/(?P<id>\d+)(?:[/?#]|$)", "{sub}/read/{id}"),
        (
            rf"/(?:amp/)?(?P<path>(?:berita|{CHANNELS})/(?:[a-z-]+/)?{SLUG})(?:/(?:all|\d{{1,2}}))?/?(?:[?#]|$)",
            "{sub}/{path}",
        ),
    )
    ways = ("feed", "tag")
    feeds = ("/feed", "/feed/nasional")
    tag_url = "/tag/{tag}"
    date = (".createdAt",)
