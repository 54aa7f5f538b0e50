"""Radar Banyumas, of the Disway network."""

from spiders.families.networks import DiswaySpider


class RadarbanyumasSpider(DiswaySpider):
    name = "radarbanyumas"
    outlet = "Radar Banyumas"
    kind = "media"
    site = "radarbanyumas.disway.id"
    rests_on = {"feed": "2026 B"}
