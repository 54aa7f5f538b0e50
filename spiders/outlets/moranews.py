"""Mora News, a small news site."""

from spiders.families.wordpress import WordPressSpider


class MoranewsSpider(WordPressSpider):
    name = "moranews"
    outlet = "Mora News"
    kind = "media"
    site = "moranews.com"
