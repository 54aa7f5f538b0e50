"""Rakyat Merdeka, on rm.id."""

from spiders.families.conventions import STORY_PATH, NumberedSpider


class RmidSpider(NumberedSpider):
    """A number behind the rubric names an article, a digit behind its slug a page of it (undated code)."""

    name = "rmid"
    outlet = "Rakyat Merdeka"
    kind = "media"
    site = "rm.id"
    article_url = (
        (r"/baca-berita/(?:[a-z0-9-]+/)+?(?P<id>\d{3,})/[a-z0-9-]+", "{id}"),
        (STORY_PATH, ""),
    )
