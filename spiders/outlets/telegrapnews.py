"""Telegrap News."""

from spiders.families.conventions import ConventionSpider


class TelegrapnewsSpider(ConventionSpider):
    name = "telegrapnews"
    outlet = "Telegrap News"
    kind = "media"
    site = "telegrapnews.com"
