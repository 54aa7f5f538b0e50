"""Serikat Buruh Migran Indonesia, a union of migrant workers."""

from spiders.families.wordpress import WordPressSpider


class SbmiSpider(WordPressSpider):
    name = "sbmi"
    outlet = "SBMI"
    kind = "organisation"
    affiliation = "Serikat Buruh Migran Indonesia"
    site = "sbmi.or.id"
