"""Zona Pers, a small news site."""

from spiders.families.wordpress import WordPressSpider


class ZonapersSpider(WordPressSpider):
    name = "zonapers"
    outlet = "Zona Pers"
    kind = "media"
    site = "zonapers.com"
    rests_on = {"articles": "2022 page"}
