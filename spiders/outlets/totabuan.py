"""Totabuan, in North Sulawesi, where the former head of BP2MI is from."""

from spiders.families.conventions import ConventionSpider


class TotabuanSpider(ConventionSpider):
    name = "totabuan"
    outlet = "Totabuan"
    kind = "media"
    site = "totabuan.co"
    utc_offset = 8
