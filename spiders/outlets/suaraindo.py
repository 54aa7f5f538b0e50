"""Suara Indo."""

from spiders.families.wordpress import WordPressSpider


class SuaraindoSpider(WordPressSpider):
    """Its host is a guess by its name."""

    name = "suaraindo"
    outlet = "Suara Indo"
    kind = "media"
    site = "suaraindo.id"
    rests_on = {"articles": "2026-01 page"}
