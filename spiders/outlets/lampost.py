"""Lampung Post."""

from spiders.families.conventions import ConventionSpider


class LampostSpider(ConventionSpider):
    """Undated code asks its WordPress interface; sites of schools stand in folders of it, so the path names an article."""

    name = "lampost"
    outlet = "Lampung Post"
    kind = "media"
    site = "lampost.co"
