"""BeritaSatu."""

from spiders.families.listing import ListingSpider
from spiders.families.sitemap import SitemapSpider
from spiders.parsing.addresses import NO_LIST_FOLDER


class BeritasatuSpider(ListingSpider, SitemapSpider):
    """It answers 403 to who is no browser; where it does so, it is left alone. Its robots.txt forbids search and tags.

    /sitemap.xml names a news.xml and a web.xml of each of some 15 sections.
    """

    name = "beritasatu"
    outlet = "BeritaSatu"
    kind = "media"
    site = "beritasatu.com"
    home = "https://www.beritasatu.com"
    article_url = (
        (rf"/{NO_LIST_FOLDER}(?:[a-z0-9-]+/){{1,3}}(?P<id>\d{{4,}})/[a-z0-9-]*[a-z]", "{id}"),
        (rf"/{NO_LIST_FOLDER}(?:[a-z0-9-]+/){{1,3}}(?P<id>\d{{4,}})-[a-z0-9-]+\.html", "{id}"),  # older, not seen
    )
    rests_on = {"articles": "2026-07 B", "sitemap": "2026-07 B", "index": "2026-07 B"}
    ways = ("sitemap", "index")
    sitemaps = ("/sitemap.xml",)
    index_url = "/terkini/indeks/{page}"
    max_pages = 7
    reach = (("index", "the newest max_pages pages"),)
    body = ("div.col.b1-article.body-content",)
    junk = (r"Saksikan live streaming program-program BTV di sini", r"Simak berita dan artikel lainnya di Google News")
