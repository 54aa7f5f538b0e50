"""Warta Pembaruan, a small news site on Blogger."""

from spiders.families.blogger import BloggerSpider


class WartapembaruanSpider(BloggerSpider):
    name = "wartapembaruan"
    outlet = "Warta Pembaruan"
    kind = "media"
    site = "wartapembaruan.co.id"
