"""Timur Pos, a small news site on Blogger."""

from spiders.families.blogger import BloggerSpider


class TimurposSpider(BloggerSpider):
    name = "timurpos"
    outlet = "Timur Pos"
    kind = "media"
    site = "timurpos.com"
    home = "https://www.timurpos.com"
