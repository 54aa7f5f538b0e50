"""Pasific Pos, in Jayapura."""

from spiders.families.wordpress import WordPressSpider


class PasificposSpider(WordPressSpider):
    """Its articles answer at /?p=NUMBER (seen, the month is not known); its host is a guess by its name."""

    name = "pasificpos"
    outlet = "Pasific Pos"
    kind = "media"
    site = "pasificpos.com"
    utc_offset = 9
