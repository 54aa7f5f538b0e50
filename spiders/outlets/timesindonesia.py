"""TIMES Indonesia."""

from spiders.families.conventions import ConventionSpider


class TimesindonesiaSpider(ConventionSpider):
    name = "timesindonesia"
    outlet = "TIMES Indonesia"
    kind = "media"
    site = "timesindonesia.co.id"
