"""BP2MI, now KP2MI: the agency itself."""

from spiders.families.commoncrawl import CommonCrawlSpider
from spiders.families.datatable import DataTableSpider
from spiders.families.listing import ListingSpider
from spiders.families.sitemap import SitemapSpider


class Bp2miSpider(DataTableSpider, ListingSpider, SitemapSpider, CommonCrawlSpider):
    """Eight addresses an article: two domains, with and without www and index.php (five forms seen, 2021-2026).

    Its notices are listed as JSON (code, 2026); that news are listed likewise is a guess, as is every rung below
    but the archive's. /news on kp2mi.go.id is a list, with one article whole on top (seen, the month is not known);
    that its pages count as ?page=2 is a guess. The stamp "00.10 30 October 2021 2099" holds no hour, and the first date
    on a page is the day of the visit.
    """

    name = "bp2mi"
    outlet = "BP2MI"
    kind = "agency"
    affiliation = "BP2MI"
    site = "bp2mi.go.id"
    hosts = ("kp2mi.go.id",)
    home = "https://www.kp2mi.go.id"
    article_url = ((r"/(?:index\.php/)?berita-detail/(?P<slug>[a-z0-9-]+)", "berita-detail/{slug}"),)
    ladder = ("data", "index", "sitemap", "home", "cdx", "commoncrawl")
    ways = ()
    implied = ("bnp2tki", "bp2mi", "kemenp2mi", "kp2mi")
    data_url = "/berita-data?draw=1&start={start}&length={length}"
    data_article = "/berita-detail/{slug}"
    index_url = "/news?page={page}"
    sitemaps = ("/robots.txt", "/sitemap.xml")
    cdx_paths = (
        "bp2mi.go.id/berita-detail/*",
        "kp2mi.go.id/berita-detail/*",
        "bp2mi.go.id/index.php/berita-detail/*",
        "kp2mi.go.id/index.php/berita-detail/*",
    )
    rests_on = {"articles": "2026-02 page"}
