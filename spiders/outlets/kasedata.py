"""Kasedata, a regional news site."""

from spiders.families.wordpress import WordPressSpider


class KasedataSpider(WordPressSpider):
    name = "kasedata"
    outlet = "Kasedata"
    kind = "media"
    site = "kasedata.id"
    rests_on = {"articles": "2025-08 page"}
