"""Timur Pos, a small news site on Blogger."""

from spiders.families.blogger import BloggerSpider


class TimurposSpider(BloggerSpider):
    name = "timurpos"
    outlet = "Timur Pos"
    kind = "media"
    site = "timurpos.com"
    home = "https://www.timurpos.com"
    rests_on = {"articles": "2022-09 page"}
