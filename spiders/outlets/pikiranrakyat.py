"""Pikiran Rakyat, in Bandung, on a system that it shares with many papers (Promedia)."""

from spiders.families.listing import ListingSpider
from spiders.families.sitemap import SitemapSpider
from spiders.parsing.addresses import NO_LIST_FOLDER

DAY_FOLDERS = r"(?P<y>\d{4})/(?P<m>\d\d)/(?P<d>\d\d)/"
SLUG = r"(?:\d+/)?(?=[0-9._-]*[a-z])[^/?#]+"


class PikiranrakyatSpider(ListingSpider, SitemapSpider):
    """Its search is another house's, behind Cloudflare (public code); it asks for slowness, so it gets more."""

    name = "pikiranrakyat"
    outlet = "Pikiran Rakyat"
    kind = "media"
    site = "pikiran-rakyat.com"
    hosts = ("*.pikiran-rakyat.com",)
    home = "https://www.pikiran-rakyat.com"
    article_url = (
        (rf"/{NO_LIST_FOLDER}(?:[a-z0-9-]+/)+pr-(?P<id>\d+)(?:[/?#]|$)", "{id}"),
        (rf"/(?:amp/)?(?P<path>(?:(?=[0-9-]*[a-z])[a-z0-9-]+/)+{DAY_FOLDERS}{SLUG})", "{path}"),  # older, not seen
    )
    rests_on = {"articles": "2024-06 page", "sitemap": "2024-07 A"}
    ways = ("sitemap", "home")
    sitemaps = ("/sitemap.xml",)
    delay = 5
    date = ("span.mt-10",)
    junk = (r"\*{3}", r"Artikel Terkait")
