"""Radar Selatan, in South Sulawesi, of the Fajar network."""

from spiders.families.networks import FajarSpider


class RadarselatanSpider(FajarSpider):
    name = "radarselatan"
    outlet = "Radar Selatan"
    kind = "media"
    site = "radarselatan.fajar.co.id"
    utc_offset = 8
    rests_on = {"articles": "2022-01 page"}
