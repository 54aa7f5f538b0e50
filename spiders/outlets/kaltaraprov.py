"""Pemerintah Provinsi Kalimantan Utara."""

from spiders.families.conventions import ConventionSpider


class KaltaraprovSpider(ConventionSpider):
    name = "kaltaraprov"
    outlet = "Pemprov Kalimantan Utara"
    kind = "government"
    affiliation = "the province of Kalimantan Utara"
    site = "kaltaraprov.go.id"
    utc_offset = 8
