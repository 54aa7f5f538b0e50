"""Disway, the main site of its network."""

from spiders.families.networks import DiswaySpider


class DiswaySpider(DiswaySpider):
    name = "disway"
    outlet = "Disway"
    kind = "media"
    site = "disway.id"
