"""Liputan BMI, a news site for migrant workers."""

from spiders.families.conventions import ConventionSpider


class LiputanbmiSpider(ConventionSpider):
    name = "liputanbmi"
    outlet = "Liputan BMI"
    kind = "media"
    site = "liputanbmi.com"
    hosts = ("liputanbmi.co.id",)
