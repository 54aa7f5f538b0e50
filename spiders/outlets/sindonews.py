"""SINDOnews, with its regional desks."""

from spiders.families.feed import FeedSpider
from spiders.families.listing import ListingSpider

SITE = r"https?://(?!(?:foto|infografis|photo|video)\.)(?:[a-z0-9-]+\.)*sindonews\.com(?::\d+)?/"
READ = r"(?:read|newsread|view)/(?P<id>\d+)"


class SindonewsSpider(ListingSpider, FeedSpider):
    """A slug ends in the second of publication; /newsread/.../10 is a page of the article (both seen 2023)."""

    name = "sindonews"
    outlet = "SINDOnews"
    kind = "media"
    site = "sindonews.com"
    hosts = ("*.sindonews.com",)
    home = "https://www.sindonews.com"
    article_url = (
        (rf"{SITE}{READ}(?:/\d+)?/[a-z0-9-]+-(?P<ts>\d{{10}})(?:/\d+)?/?(?:[?#]|$)", "{id}-{ts}"),
        (rf"{SITE}{READ}(?:[/?#]|$)", "{id}"),
        (r"/berita/(?P<id>\d+)/\d+/(?P<slug>[a-z0-9-]+)", "berita/{id}/{slug}"),  # 2014
    )
    rests_on = {"articles": "2026-07 B", "index": "2026-07 B"}
    ways = ("feed",)
    ladder = ("search", "index")
    search_url = "/search/go?q={query}&type=artikel&p={page}"
    feeds = ("/feed", "/rss")
    index_url = "/indeks/0/{offset}?t={day:%Y-%m-%d}"  # 0: all channels
    per_page = 20
    body = (".detail-desc",)
    date = (".detail-date-artikel",)
    author = (".detail-nama-redaksi a[rel=author]",)
