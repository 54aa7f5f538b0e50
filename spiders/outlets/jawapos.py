"""Jawa Pos; the papers of its radar network have files of their own."""

from spiders.families.feed import FeedSpider
from spiders.parsing.addresses import NO_LIST_FOLDER


class JawaposSpider(FeedSpider):
    """Its robots.txt forbids the search, and /rss is no more (2026). A rubric may change, the number stays."""

    name = "jawapos"
    outlet = "Jawa Pos"
    kind = "media"
    site = "jawapos.com"
    home = "https://www.jawapos.com"
    article_url = (
        (rf"/{NO_LIST_FOLDER}(?:[a-z0-9-]+/)+(?P<id>\d{{8,12}})(?:[/?#]|$)", "{id}"),
        (
            rf"/{NO_LIST_FOLDER}(?:[a-z0-9-]+/)+\d{{4,}}/(?:[\w-]+/)*[a-z0-9]+(?:-[a-z0-9]+)+/?(?:[?#]|$)",
            "",
        ),  # until 2022
        (rf"/{NO_LIST_FOLDER}(?:[a-z0-9-]+/)+[a-z0-9]+(?:-[a-z0-9]+){{3,}}/?(?:[?#]|$)", ""),
    )
    rests_on = {"articles": "2026-07 B", "feed": "2026-08 B"}
    reach = (("feed", "the newest 50 articles"),)
    feeds = ("/rss.xml",)
