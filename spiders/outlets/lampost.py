"""Lampung Post."""

from spiders.families.conventions import ConventionSpider


class LampostSpider(ConventionSpider):
    """WordPress by undated code, with other sites in folders of it: so the path names an article, not its slug."""

    name = "lampost"
    outlet = "Lampung Post"
    kind = "media"
    site = "lampost.co"
