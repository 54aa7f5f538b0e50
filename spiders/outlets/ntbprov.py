"""Pemerintah Provinsi Nusa Tenggara Barat."""

from spiders.families.conventions import ConventionSpider


class NtbprovSpider(ConventionSpider):
    name = "ntbprov"
    outlet = "Pemprov NTB"
    kind = "government"
    affiliation = "the province of Nusa Tenggara Barat"
    site = "ntbprov.go.id"
    utc_offset = 8
