"""Sulut Today, a news site in Manado."""

from spiders.families.wordpress import WordPressSpider


class SuluttodaySpider(WordPressSpider):
    name = "suluttoday"
    outlet = "Sulut Today"
    kind = "media"
    site = "suluttoday.com"
    utc_offset = 8
    junk = (r"\(Foto Suluttoday\.com\)",)
    rests_on = {"articles": "2020-08 page"}
