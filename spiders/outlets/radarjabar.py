"""Radar Jabar, of the Disway network."""

from spiders.families.networks import DiswaySpider


class RadarjabarSpider(DiswaySpider):
    name = "radarjabar"
    outlet = "Radar Jabar"
    kind = "media"
    site = "radarjabar.disway.id"
    rests_on = {"articles": "2022 page"}
