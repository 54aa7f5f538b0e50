"""Prokalteng, a paper of the radar network in Palangka Raya."""

from spiders.families.networks import RadarSpider


class ProkaltengSpider(RadarSpider):
    name = "prokalteng"
    outlet = "Prokalteng"
    kind = "media"
    site = "prokalteng.jawapos.com"
    rests_on = {"articles": "2025-09 page"}
