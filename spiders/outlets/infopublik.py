"""InfoPublik, the ministry of communication's news site."""

from spiders.families.conventions import NumberedSpider


class InfopublikSpider(NumberedSpider):
    name = "infopublik"
    outlet = "InfoPublik"
    kind = "government"
    affiliation = "the government"
    site = "infopublik.id"
