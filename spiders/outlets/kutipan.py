"""Kutipan, a news site in the Riau islands."""

from spiders.families.wordpress import WordPressSpider


class KutipanSpider(WordPressSpider):
    name = "kutipan"
    outlet = "Kutipan"
    kind = "media"
    site = "kutipan.co.id"
