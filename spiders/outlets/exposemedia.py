"""Expose Media, a regional news site."""

from spiders.families.wordpress import WordPressSpider


class ExposemediaSpider(WordPressSpider):
    """An article answers at its number (/?p=9022) and at its slug (both seen)."""

    name = "exposemedia"
    outlet = "Expose Media"
    kind = "media"
    affiliation = "close to the former head of BP2MI"
    site = "exposemedia.id"
