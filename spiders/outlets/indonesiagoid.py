"""Indonesia.go.id, the government's portal."""

from spiders.families.conventions import NumberedSpider


class IndonesiagoidSpider(NumberedSpider):
    name = "indonesiagoid"
    outlet = "Indonesia.go.id"
    kind = "government"
    affiliation = "the government"
    site = "indonesia.go.id"
