"""Suara Surabaya, a radio station's news site."""

from spiders.families.conventions import ConventionSpider
from spiders.families.wordpress import NO_POST


class SuarasurabayaSpider(ConventionSpider):
    """Only the year of publication stands in an address (seen 2024). The feed is one of public code."""

    name = "suarasurabaya"
    outlet = "Suara Surabaya"
    kind = "media"
    site = "suarasurabaya.net"
    hosts = ("*.suarasurabaya.net",)
    home = "https://www.suarasurabaya.net"
    article_url = (
        (rf"/{NO_POST}[a-z0-9-]+/(?P<y>\d{{4}})/(?P<slug>[a-z0-9%]+(?:-[a-z0-9%]+)+)/?(?:[?#]|$)", "{y}/{slug}"),
    )
    ways = ("feed",)
    ladder = ("rest", "search_feed", "search", "sitemap", "home")
    feeds = ("/feed/",)
    rests_on = {"articles": "2024-02 page", "feed": "2026 B"}
    junk = (r"\([a-z]{2,4}(?:/[a-z]{2,4}){1,4}\)",)
