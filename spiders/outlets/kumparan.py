"""kumparan, a platform of many writers."""

from spiders.families.feed import FeedSpider
from spiders.families.sitemap import SitemapSpider

CODE = r"(?P<id>\d{19}|(?-i:(?=[a-z]*[0-9A-Z])[0-9A-Za-z]{11}))"


class KumparanSpider(FeedSpider, SitemapSpider):
    name = "kumparan"
    outlet = "kumparan"
    kind = "media"
    site = "kumparan.com"
    hosts = ("lapi.kumparan.com",)
    article_url = (
        (rf"/(?!(?:channel|topic|search)/)@?[\w.-]+/[a-z0-9-]+-{CODE}(?:/(?:full|\d))?/?(?:[?#]|$)", "{id}"),
        (r"/(?P<path>@[\w.-]+/[a-z0-9]+(?:-[a-z0-9]+){2,})/?(?:[?#]|$)", "{path}"),  # without a code (2018)
    )
    rests_on = {"articles": "2026-07 A", "feed": "2026 A", "sitemap": "2026-07 A"}
    ways = ("feed", "sitemap")
    feeds = ("https://lapi.kumparan.com/v2.0/rss/",)
    sitemaps = ("/robots.txt", "/sitemap_channel_news.xml", "/sitemap.xml")
    title = ("h1[data-qa-id=story-title]",)
    date = ("time[data-qa-id=publish-date]",)
    junk = (r"Perbesar",)
