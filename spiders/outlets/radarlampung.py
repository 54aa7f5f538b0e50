"""Radar Lampung, of the Disway network."""

from spiders.families.networks import DiswaySpider


class RadarlampungSpider(DiswaySpider):
    name = "radarlampung"
    outlet = "Radar Lampung"
    kind = "media"
    site = "radarlampung.disway.id"
