"""Pemerintah Provinsi Nusa Tenggara Timur."""

from spiders.families.conventions import ConventionSpider


class NttprovSpider(ConventionSpider):
    name = "nttprov"
    outlet = "Pemprov NTT"
    kind = "government"
    affiliation = "the province of Nusa Tenggara Timur"
    site = "nttprov.go.id"
    utc_offset = 8
