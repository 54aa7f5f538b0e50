"""Sekretariat Kabinet, the cabinet secretariat."""

from spiders.families.conventions import ConventionSpider


class SetkabSpider(ConventionSpider):
    name = "setkab"
    outlet = "Sekretariat Kabinet"
    kind = "government"
    affiliation = "the government"
    site = "setkab.go.id"
