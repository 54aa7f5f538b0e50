"""VIVA.co.id, with its regional and other editions."""

import datetime as dt

from pipelines.rules import Layout
from spiders.families.feed import FeedSpider
from spiders.families.listing import ListingSpider
from spiders.families.sitemap import SitemapSpider
from spiders.parsing.addresses import NO_LIST_FOLDER

OLD_HOSTS = r"https?://(?!(?:foto|forum|siapa|video)\.)(?:[a-z0-9-]+\.)*viva\.co\.id(?::\d+)?"
NO_STORIES = rf"(?<!//foto\.viva\.co\.id/)(?<!//video\.viva\.co\.id/)(?!siapa/){NO_LIST_FOLDER}"


class VivaSpider(ListingSpider, FeedSpider, SitemapSpider):
    """Its search wants a form by POST (public code). Related headlines stand unmarked between paragraphs (seen).

    Until 2016 its hosts (life., dunia.news. ...) shared their numbers; those of today (jatim., lifestyle. ...) count
    for themselves (seen 2025-07). Its index shows one page, and names no next (2026).
    """

    name = "viva"
    outlet = "VIVA"
    kind = "media"
    site = "viva.co.id"
    hosts = ("*.viva.co.id",)
    home = "https://www.viva.co.id"
    article_url = (
        (rf"{OLD_HOSTS}/(?!siapa/){NO_LIST_FOLDER}(?:[\w-]+/)*read/(?P<id>\d+)-[a-z0-9-]+", "{id}"),  # until 2016
        (r"https?://beta\.viva\.co\.id(?::\d+)?/(?:amp/)?(?:[\w-]+/)+(?P<id>\d+)-[a-z0-9-]+", "{id}"),
        (rf"/{NO_STORIES}(?:[\w-]+/)+(?P<id>\d+)-[a-z0-9-]+", "{sub}/{id}"),
    )
    rests_on = {"articles": "2026-07 B", "sitemap": "2024-07 B", "index": "2026-07 B"}
    ways = ("feed", "sitemap", "index")
    ladder = ("search",)
    search_url = "/request/load-more-search"
    search_form = "keyword={query}&ctype=art&page={page}&record_count=12"
    index_url = "/indeks"
    reach = (("index", "the newest 34 articles"),)
    feeds = ("/get/all",)
    sitemaps = ("/sitemap.xml",)
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
