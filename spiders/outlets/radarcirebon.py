"""Radar Cirebon, of the Disway network."""

from spiders.families.networks import DiswaySpider


class RadarcirebonSpider(DiswaySpider):
    name = "radarcirebon"
    outlet = "Radar Cirebon"
    kind = "media"
    site = "radarcirebon.disway.id"
    rests_on = {"feed": "2026 B"}
