"""Ekpos, a news site for migrant workers."""

from spiders.families.conventions import ConventionSpider


class EkposSpider(ConventionSpider):
    name = "ekpos"
    outlet = "Ekpos"
    kind = "media"
    site = "ekpos.com"
