"""InfoPublik, the ministry of communication's news site."""

from spiders.families.conventions import PortalSpider


class InfopublikSpider(PortalSpider):
    name = "infopublik"
    outlet = "InfoPublik"
    kind = "government"
    affiliation = "the government"
    site = "infopublik.id"
    sections = ("nusantara", "nasional-sosial-budaya")
