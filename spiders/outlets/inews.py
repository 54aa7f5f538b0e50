"""iNews.id, with its regional editions."""

from spiders.families.feed import FeedSpider
from spiders.families.listing import ListingSpider
from spiders.families.sitemap import SitemapSpider
from spiders.parsing.addresses import NO_LIST_FOLDER

NO_STORIES = rf"{NO_LIST_FOLDER}(?!(?:amp/)?(?:about|info|page)/)"
SLUG = r"[a-z0-9]+(?:-[a-z0-9]+){2,}"


class InewsSpider(ListingSpider, FeedSpider, SitemapSpider):
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
            rf"/{NO_STORIES}(?:amp/)?(?P<path>[a-z0-9-]+/(?:[a-z0-9-]+/)?{SLUG})(?:/(?:all|\d{{1,2}}))?/?(?:[?#]|$)",
            "{sub}/{path}",
        ),
    )
    rests_on = {"articles": "2025 page", "feed": "2026-08 A", "sitemap": "2026-09 B"}
    ways = ("feed", "sitemap", "tag")
    feeds = ("/feed/nasional", "/feed/ekonomi")
    sitemaps = ("/sitemap.xml",)
    tag_url = "/tag/{tag}"
    date = (".createdAt",)
