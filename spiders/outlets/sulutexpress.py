"""Sulut Express, in Manado, where the former head of BP2MI is from."""

from spiders.families.wordpress import WordPressSpider


class SulutexpressSpider(WordPressSpider):
    """Its host is a guess by its name."""

    name = "sulutexpress"
    outlet = "Sulut Express"
    kind = "media"
    site = "sulutexpress.com"
    utc_offset = 8
