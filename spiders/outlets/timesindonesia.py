"""TIMES Indonesia."""

from spiders.families.conventions import NumberedSpider


class TimesindonesiaSpider(NumberedSpider):
    name = "timesindonesia"
    outlet = "TIMES Indonesia"
    kind = "media"
    site = "timesindonesia.co.id"
