"""Pusat Sumber Daya Buruh Migran, a portal for migrant workers."""

from spiders.families.conventions import ConventionSpider


class BuruhmigranSpider(ConventionSpider):
    name = "buruhmigran"
    outlet = "Buruh Migran"
    kind = "organisation"
    site = "buruhmigran.or.id"
