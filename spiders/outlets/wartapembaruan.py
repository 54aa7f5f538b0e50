"""Warta Pembaruan, a small news site on Blogger."""

from spiders.families.blogger import BloggerSpider


class WartapembaruanSpider(BloggerSpider):
    name = "wartapembaruan"
    outlet = "Warta Pembaruan"
    kind = "media"
    site = "wartapembaruan.co.id"
    rests_on = {"articles": "2023-08 page"}
