"""Benuanta, in North Kalimantan."""

from spiders.families.wordpress import WordPressSpider


class BenuantaSpider(WordPressSpider):
    name = "benuanta"
    outlet = "Benuanta"
    kind = "media"
    site = "benuanta.co.id"
    utc_offset = 8
    rests_on = {"articles": "2025-06 page"}
