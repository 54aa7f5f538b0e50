"""Madinaline, a small news site."""

from spiders.families.wordpress import WordPressSpider


class MadinalineSpider(WordPressSpider):
    name = "madinaline"
    outlet = "Madinaline"
    kind = "media"
    site = "madinaline.com"
