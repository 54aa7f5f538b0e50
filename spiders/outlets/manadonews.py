"""Manado News, in Manado, where the former head of BP2MI is from."""

from spiders.families.conventions import ConventionSpider


class ManadonewsSpider(ConventionSpider):
    name = "manadonews"
    outlet = "Manado News"
    kind = "media"
    site = "manadonews.co.id"
    utc_offset = 8
