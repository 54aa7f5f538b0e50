"""Suara.com, with its regional desks."""

from spiders.families.feed import FeedSpider
from spiders.families.sitemap import SitemapSpider


class SuaraSpider(FeedSpider, SitemapSpider):
    """Its search needs a browser and stands behind a wall (public code): feeds and sitemaps only.

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
            r"/[a-z-]+/(?P<y>\d{4})/(?P<m>\d{2})/(?P<d>\d{2})/(?P<id>\d{6})/(?P<slug>[a-z0-9-]+)",
            "{y}/{m}/{d}/{id}/{slug}",
        ),
    )
    address_basis = "articles seen; feeds from public code; sitemap guessed"
    ways = ("feed", "sitemap")
    feeds = ("/rss/", "/rss/news")
    sitemaps = ("/robots.txt", "/sitemap.xml")
    body = ("div.article-content",)
    noise = (".baca-juga", "div.article-read", "div.ten-second")  # teasers, and a summary (markup of 2026)
    author = ("h3.author-trigger a",)
