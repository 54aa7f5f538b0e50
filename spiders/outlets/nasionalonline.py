"""Nasional Online, a small news site."""

from spiders.families.wordpress import WordPressSpider


class NasionalonlineSpider(WordPressSpider):
    name = "nasionalonline"
    outlet = "Nasional Online"
    kind = "media"
    site = "nasionalonline.id"
