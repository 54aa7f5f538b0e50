"""Inilah Koran, in Bandung."""

from spiders.families.conventions import NumberedSpider


class InilahkoranSpider(NumberedSpider):
    """Its tags are from undated code. It seems to have the system of rmol.id, whose feed is tried: a guess."""

    name = "inilahkoran"
    outlet = "Inilah Koran"
    kind = "media"
    site = "inilahkoran.id"
    home = "https://www.inilahkoran.id"
    ways = ("tag", "feed")
    ladder = ("sitemap", "home")
    feeds = ("/rss/latest-posts", "/rss", "/feed")
