"""Disway, the main site of its network."""

from spiders.families.networks import DiswaySpider as PaperSpider


class DiswaySpider(PaperSpider):
    name = "disway"
    outlet = "Disway"
    kind = "media"
    site = "disway.id"
