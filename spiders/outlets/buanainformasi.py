"""Buana Informasi TV, in Lampung."""

from spiders.families.conventions import STORY_PATH, NumberedSpider


class BuanainformasiSpider(NumberedSpider):
    """The number names an article; its title stands behind it, with its spaces (seen, the month is not known)."""

    name = "buanainformasi"
    outlet = "Buana Informasi"
    kind = "media"
    site = "buanainformasi.tv"
    article_url = ((r"/post/(?P<id>\d+)(?:[/?#]|$)", "post/{id}"), (STORY_PATH, ""))
