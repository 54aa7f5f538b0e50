"""VIVA.co.id."""

import datetime as dt

from pipelines.rules import Layout
from spiders.families.feed import FeedSpider
from spiders.families.listing import ListingSpider


class VivaSpider(ListingSpider, FeedSpider):
    """Its search wants a form by POST (public code). Related headlines stand unmarked between paragraphs (seen)."""

    name = "viva"
    outlet = "VIVA"
    kind = "media"
    site = "viva.co.id"
    hosts = ("*.viva.co.id",)
    home = "https://www.viva.co.id"
    article_url = (
        (r"https?://(?:[a-z]+\.)*viva\.co\.id(?::\d+)?/(?:[\w-]+/)*read/(?P<id>\d+)-[a-z0-9-]+", "{id}"),  # until 2016
        (r"https?://beta\.viva\.co\.id(?::\d+)?/(?:amp/)?(?:[\w-]+/)+(?P<id>\d+)-[a-z0-9-]+", "{id}"),
        (r"/(?:amp/)?(?:[\w-]+/)+(?P<id>\d+)-[a-z0-9-]+", "{sub}/{id}"),  # each regional site counts its own (2025)
    )
    ways = ("feed",)
    ladder = ("search", "index")
    search_url = "/request/load-more-search"
    search_form = "keyword={query}&ctype=art&page={page}&record_count=12"
    index_url = "/indeks?page={page}"
    feeds = ("/get/all",)
    body = ("div.main-content-detail",)
    noise = ("div.recommended-article", "div.widget-other-article")
    date = ("div.main-content-date",)
    layouts = (
        Layout(  # 2016
            valid_until=dt.date(2017, 12, 31),
            body=("#article-content",), noise=("blockquote.twitter-tweet", ".portlet"),
            date=("div.date[itemprop=datePublished]",), author=("div.author[itemprop=author]",),
        ),
    )  # fmt: skip
