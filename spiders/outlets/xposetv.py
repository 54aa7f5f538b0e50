"""Xpose TV, a small news site."""

from spiders.families.wordpress import WordPressSpider


class XposetvSpider(WordPressSpider):
    name = "xposetv"
    outlet = "Xpose TV"
    kind = "media"
    site = "xposetv.live"
