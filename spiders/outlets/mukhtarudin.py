"""The site of Mukhtarudin, minister for the protection of migrant workers."""

from spiders.families.conventions import ConventionSpider


class MukhtarudinSpider(ConventionSpider):
    name = "mukhtarudin"
    outlet = "Mukhtarudin"
    kind = "other"
    affiliation = "the minister of KemenP2MI, Mukhtarudin"
    site = "mukhtarudin.com"
