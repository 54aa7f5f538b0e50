"""Indonesia.go.id, the government's portal."""

from spiders.families.conventions import ConventionSpider


class IndonesiagoidSpider(ConventionSpider):
    name = "indonesiagoid"
    outlet = "Indonesia.go.id"
    kind = "government"
    affiliation = "the government"
    site = "indonesia.go.id"
