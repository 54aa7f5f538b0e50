"""Warta Nusantara, in NTT."""

from spiders.families.wordpress import WordPressSpider


class WartanusantaraSpider(WordPressSpider):
    name = "wartanusantara"
    outlet = "Warta Nusantara"
    kind = "media"
    site = "warta-nusantara.com"
    utc_offset = 8
    rests_on = {"articles": "2025 page"}
