"""Akurat.co."""

from spiders.families.conventions import ConventionSpider


class AkuratSpider(ConventionSpider):
    name = "akurat"
    outlet = "Akurat.co"
    kind = "media"
    site = "akurat.co"
