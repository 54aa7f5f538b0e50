"""A made-up news site that only its sitemaps lead into."""

from spiders.families.sitemap import SitemapSpider


class KabarselaSpider(SitemapSpider):
    """Prints WITA, claims UTC in its JSON-LD."""

    name = "kabarsela"
    outlet = "Kabar Sela"
    kind = "media"
    site = "kabarsela.example"
    article_url = r"https?://kabarsela\.example/baca/(?P<y>\d{4})/(?P<m>\d\d)/(?P<d>\d\d)/(?P<id>\d+)(?:/|$)"
    sitemaps = ("/sitemap.xml",)
    utc_offset = 8
