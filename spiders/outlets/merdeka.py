"""Merdeka.com."""

from spiders.families.feed import FeedSpider
from spiders.families.sitemap import SitemapSpider


class MerdekaSpider(FeedSpider, SitemapSpider):
    name = "merdeka"
    outlet = "Merdeka.com"
    kind = "media"
    site = "merdeka.com"
    home = "https://www.merdeka.com"
    article_url = (
        (r"/(?:amp/)?[a-z-]+/[a-z0-9-]+-(?P<id>\d+)-mvk\.html", "{id}"),
        (r"/(?:amp/)?(?!(?:amp|foto|slideshow|video)/)[a-z-]+/read/(?P<id>\d+)(?:[/?#]|$)", "read/{id}"),  # since 2026
        (r"/(?:amp/)?(?P<cat>[a-z-]+)/(?P<slug>[a-z0-9-]+)\.html", "{cat}/{slug}"),
    )
    address_basis = "articles seen; feeds from public code; sitemap guessed"
    ways = ("feed", "sitemap")
    feeds = ("/rss/", "/feed")
    sitemaps = ("/robots.txt", "/sitemap.xml")
