"""Suara BMI, a news site for migrant workers; seen in 2017 with a theme like Blogger's."""

from spiders.families.blogger import BloggerSpider


class SuarabmiSpider(BloggerSpider):
    name = "suarabmi"
    outlet = "Suara BMI"
    kind = "media"
    site = "suarabmi.com"
    home = "http://www.suarabmi.com"
    address_basis = "front page seen; ways in are a guess"
    junk = (r"SUARABMI\.COM -",)
