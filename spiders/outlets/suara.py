"""Suara.com, with its regional desks."""

from spiders.families.listing import ListingSpider
from spiders.families.sitemap import SitemapSpider


class SuaraSpider(SitemapSpider, ListingSpider):
    """Its search needs a browser and stands behind a wall (public code), its feeds answer 404 (2026).

    The six digits of an address are the time of day, so the slug belongs to the name.
    """

    name = "suara"
    outlet = "Suara.com"
    kind = "media"
    site = "suara.com"
    hosts = ("*.suara.com",)
    home = "https://www.suara.com"
    article_url = (
        (
            r"/(?!(?:foto|infografis|photo|video)/)(?:[a-z0-9-]+/){1,3}(?P<y>\d{4})/(?P<m>\d{2})/(?P<d>\d{2})/(?P<id>\d{6})/(?P<slug>[a-z0-9-]+)",
            "{y}/{m}/{d}/{id}/{slug}",
        ),
    )
    rests_on = {"articles": "2026-07 A", "index": "2026-07 A", "sitemap": "2024-07 A"}
    ways = ("sitemap", "index")
    sitemaps = ("/robots.txt", "/sitemap.xml")
    index_url = "/indeks?page={page}"
    body = ("div.article-content",)
    noise = (".baca-juga", "div.article-read", "div.ten-second")  # teasers, and a summary (markup of 2026)
    author = ("h3.author-trigger a",)
