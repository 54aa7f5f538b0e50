"""Sekretariat Kabinet, the cabinet secretariat."""

from spiders.families.conventions import ConventionSpider


class SetkabSpider(ConventionSpider):
    """WordPress, whose feed has the whole texts (seen 2026-07-05). Cloudflare may stand before it."""

    name = "setkab"
    outlet = "Sekretariat Kabinet"
    kind = "government"
    affiliation = "the government"
    site = "setkab.go.id"
    ways = ("feed",)
    ladder = ("rest", "search_feed", "search", "sitemap", "home")
    feeds = ("/feed/",)
    rests_on = {"articles": "2026-07 A", "feed": "2026-07 A"}
