"""Manado Post, a paper of the radar network."""

from spiders.families.networks import RadarSpider


class ManadopostSpider(RadarSpider):
    name = "manadopost"
    outlet = "Manado Post"
    kind = "media"
    site = "manadopost.jawapos.com"
    utc_offset = 8
    rests_on = {"articles": "2020-06 page"}
