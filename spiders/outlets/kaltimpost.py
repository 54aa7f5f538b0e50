"""Kaltim Post, a paper of the radar network in Balikpapan."""

from spiders.families.networks import RadarSpider


class KaltimpostSpider(RadarSpider):
    name = "kaltimpost"
    outlet = "Kaltim Post"
    kind = "media"
    site = "kaltimpost.jawapos.com"
    utc_offset = 8
