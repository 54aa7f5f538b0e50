"""Pasific Pos, in Jayapura."""

from spiders.families.wordpress import WordPressSpider


class PasificposSpider(WordPressSpider):
    """Its articles answer at /?p=NUMBER (seen, the month is not known)."""

    name = "pasificpos"
    outlet = "Pasific Pos"
    kind = "media"
    site = "pasificpos.com"
    utc_offset = 9
