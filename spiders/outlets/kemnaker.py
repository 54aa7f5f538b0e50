"""Kementerian Ketenagakerjaan, the ministry of manpower."""

from spiders.families.conventions import ConventionSpider


class KemnakerSpider(ConventionSpider):
    name = "kemnaker"
    outlet = "Kementerian Ketenagakerjaan"
    kind = "government"
    affiliation = "Kementerian Ketenagakerjaan"
    site = "kemnaker.go.id"
