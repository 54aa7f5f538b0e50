"""Indonesia.go.id, the government's portal."""

from spiders.families.conventions import PortalSpider


class IndonesiagoidSpider(PortalSpider):
    name = "indonesiagoid"
    outlet = "Indonesia.go.id"
    kind = "government"
    affiliation = "the government"
    site = "indonesia.go.id"
    sections = ("editorial",)
