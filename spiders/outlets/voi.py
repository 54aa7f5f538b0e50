"""VOI, with regional editions and machine translations of the same numbers."""

from spiders.families.listing import ListingSpider
from spiders.families.sitemap import SitemapSpider
from spiders.parsing.addresses import NO_LIST_FOLDER

RUBRIC = r"(?:(?=[0-9-]*[a-z])[a-z0-9-]+/|(?!(?:19|20)\d\d(?:[/?#]|$)))"  # or none; "/2023/" is a year
NUMBER = r"(?P<id>\d+(?=/[a-z0-9-]*[a-z])|\d{3,}(?=/?(?:[?#]|$)))"  # "/nasional/2" is a list


class VoiSpider(ListingSpider, SitemapSpider):
    """A translation (/en/, /ja/ ...) is a text of its own; what isn't Indonesian shows by its language."""

    name = "voi"
    outlet = "VOI"
    kind = "media"
    site = "voi.id"
    hosts = ("*.voi.id",)
    article_url = (
        (
            rf"/(?P<lang>en|ja|fr|ar|zh|ko|es)/{NO_LIST_FOLDER}(?:amp/)?{RUBRIC}{NUMBER}",
            "{sub}/{lang}/{id}",
        ),
        (
            rf"/{NO_LIST_FOLDER}(?!artikel/)(?:amp/)?{RUBRIC}{NUMBER}",
            "{sub}/{id}",
        ),
    )
    rests_on = {"articles": "2024-02 page"}
    ways = ()
    ladder = ("search", "sitemap", "home")
    search_url = "/artikel/cari?q={query}&page={page}"
    sitemaps = ("/robots.txt", "/sitemap.xml")
