"""Merdeka.com."""

from spiders.families.listing import ListingSpider
from spiders.families.sitemap import SitemapSpider

NO_PICTURES = "(?!(?:amp|foto|photo|slideshow|tag|video)/)"


class MerdekaSpider(ListingSpider, SitemapSpider):
    """Its robots.txt forbids every address with a query, so that a channel's list has one page (2026)."""

    name = "merdeka"
    outlet = "Merdeka.com"
    kind = "media"
    site = "merdeka.com"
    hosts = ("*.merdeka.com",)
    home = "https://www.merdeka.com"
    article_url = (
        (rf"/(?:amp/)?{NO_PICTURES}[a-z0-9-]+/[a-z0-9-]+-(?P<id>\d+)-mvk\.html", "{id}"),
        (rf"/(?:amp/)?{NO_PICTURES}[a-z0-9-]+/read/(?P<id>\d+)(?:[/?#]|$)", "read/{id}"),  # since 2026
        (rf"/(?:amp/)?{NO_PICTURES}(?P<cat>[a-z0-9-]+)/(?P<slug>(?!index\.)[a-z0-9-]+)\.html", "{cat}/{slug}"),
    )
    rests_on = {"articles": "2026-07 B", "index": "2026-07 B", "sitemap": "2026-07 B"}
    ways = ("sitemap", "index")
    sitemaps = ("/robots.txt", "/sitemap.xml")
    index_url = "/peristiwa"
