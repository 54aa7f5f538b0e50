"""BP3MI Nusa Tenggara Barat, BP2MI's office in Mataram."""

from spiders.families.listing import ListingSpider
from spiders.families.sitemap import SitemapSpider


class Bp2mintbSpider(ListingSpider, SitemapSpider):
    """No stamp on its pages: the day stands in the dateline, as "Mataram, 19/06." (seen 2025). Lists are a guess."""

    name = "bp2mintb"
    outlet = "BP3MI NTB"
    kind = "agency"
    affiliation = "BP2MI"
    site = "bp2mintb.id"
    article_url = ((r"/berita/baca/(?P<slug>[a-z0-9-]+)", "berita/baca/{slug}"),)
    ways = ()
    ladder = ("index", "sitemap", "home")
    implied = ("bnp2tki", "bp2mi", "bp3mi", "kemenp2mi", "kp2mi", "ntb")
    index_url = "/berita?page={page}"
    sitemaps = ("/robots.txt", "/sitemap.xml")
    utc_offset = 8
    junk = (r"Ada Pertanyaan\?", r"Tunggu\.\.\.")
    rests_on = {"articles": "2025-07 page"}
