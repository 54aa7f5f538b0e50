"""Inilah Koran, in Bandung."""

from spiders.families.conventions import ConventionSpider


class InilahkoranSpider(ConventionSpider):
    name = "inilahkoran"
    outlet = "Inilah Koran"
    kind = "media"
    site = "inilahkoran.id"
