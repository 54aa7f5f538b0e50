"""InfoPublik, the ministry of communication's news site."""

from spiders.families.conventions import ConventionSpider


class InfopublikSpider(ConventionSpider):
    name = "infopublik"
    outlet = "InfoPublik"
    kind = "government"
    affiliation = "the government"
    site = "infopublik.id"
