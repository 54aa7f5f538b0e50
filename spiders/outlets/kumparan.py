"""kumparan, a platform of many writers."""

from spiders.families.feed import FeedSpider
from spiders.families.sitemap import SitemapSpider


class KumparanSpider(FeedSpider, SitemapSpider):
    name = "kumparan"
    outlet = "kumparan"
    kind = "media"
    site = "kumparan.com"
    hosts = ("lapi.kumparan.com",)
    article_url = (
        (
            r"/@?[a-z0-9-]+/[a-z0-9-]+-(?P<id>\d{19}|(?-i:(?=[a-z]*[0-9A-Z])[0-9A-Za-z]{11}))(?:/full)?/?(?:[?#]|$)",
            "{id}",
        ),
        (r"/(?P<path>@[a-z0-9-]+/[a-z0-9]+(?:-[a-z0-9]+){2,})/?(?:[?#]|$)", "{path}"),  # without a code (2018)
    )
    address_basis = "addresses, feed and sitemap from public code"
    ways = ("feed", "sitemap")
    feeds = ("https://lapi.kumparan.com/v2.0/rss/",)
    sitemaps = ("/sitemap.xml",)
    title = ("h1[data-qa-id=story-title]",)
    date = ("time[data-qa-id=publish-date]",)
    junk = (r"Perbesar",)
