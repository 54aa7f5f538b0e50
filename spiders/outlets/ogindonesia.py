"""OG Indonesia, a news site on Blogger."""

from spiders.families.blogger import BloggerSpider


class OgindonesiaSpider(BloggerSpider):
    name = "ogindonesia"
    outlet = "OG Indonesia"
    kind = "media"
    site = "ogindonesia.com"
    rests_on = {"articles": "2024 page"}
