"""BNP2TKI, the agency's name until 2019. Its site is gone: only web archives still hold it."""

from spiders.families.commoncrawl import CommonCrawlSpider


class Bnp2tkiSpider(CommonCrawlSpider):
    """No page of it was seen. What an archive knows is listed, and the archive's own copies are fetched."""

    name = "bnp2tki"
    outlet = "BNP2TKI"
    kind = "agency"
    affiliation = "BP2MI"
    site = "bnp2tki.go.id"
    article_url = r"/(?:[\w%-]+/)*[\w%]+(?:[-_][\w%]+){2,}(?:\.html?)?/?(?:[?#]|$)"
    ways = ()
    ladder = ("cdx", "commoncrawl")
    implied = ("bnp2tki", "bp2mi", "kemenp2mi", "kp2mi")
    cdx_paths = ("bnp2tki.go.id/*",)
    cdx_copies = True
