"""Kompas.com, with its regional desks."""

import datetime as dt

from pipelines.rules import Layout
from spiders.families.feed import FeedSpider
from spiders.families.listing import ListingSpider
from spiders.families.sitemap import SitemapSpider

NO_PICTURES = r"(?<!//foto\.kompas\.com/)(?<!//images\.kompas\.com/)(?<!//tv\.kompas\.com/)(?<!//video\.kompas\.com/)"


class KompasSpider(ListingSpider, FeedSpider, SitemapSpider):
    """Its search ends near page 38, some 700 hits, so it is asked in windows of seven days (public code).

    /copy/ and /amp/ are twins of /read/; /copy/ has no dateline and no byline (seen 2021). Of its index, the pages and
    `site` were seen (2024-03), the days are a guess.
    """

    name = "kompas"
    outlet = "Kompas.com"
    kind = "media"
    site = "kompas.com"
    hosts = ("*.kompas.com",)
    home = "https://www.kompas.com"
    article_url = (
        (
            rf"/{NO_PICTURES}(?:[a-z0-9-]+/)?(?:read/xml|read|copy|amp)/(?P<y>\d{{4}})/(?P<m>\d{{2}})/(?P<d>\d{{2}})/(?P<id>\d+)",
            "{y}/{m}/{d}/{id}",
        ),
        # year, month as a letter, day and number: /read/24C25210000268/... (seen 2024-03-26)
        (r"/(?:[a-z0-9-]+/)?(?:read|copy|amp)/(?P<id>\d{2}[a-l]\d{2}\d{5,})(?:[/?#]|$)", "{id}"),
        # a number alone, each site its own: ohayojepang.kompas.com/read/2150/... (seen 2024-03-26)
        (rf"/{NO_PICTURES}(?P<folder>[a-z0-9-]+/)?(?:read|copy)/(?P<id>\d+)/[a-z0-9]*[a-z]", "{sub}/{folder}read/{id}"),
    )
    rests_on = {"articles": "2025-10 page", "feed": "2026 B", "sitemap": "2024-07 A"}
    ways = ("feed", "sitemap")
    ladder = ("search", "index")
    search_url = "https://search.kompas.com/search?q={query}&sort=latest&start_date={first}&end_date={last}&page={page}"
    max_pages = 38
    reach = (("search", "the first day asked for"),)
    index_url = "https://indeks.kompas.com/?site=all&date={day}&page={page}"
    feeds = ("https://rss.kompas.com/nasional", "https://rss.kompas.com/news", "https://rss.kompas.com/")
    sitemaps = ("/sitemap.xml", *(f"https://{desk}.kompas.com/sitemap.xml" for desk in ("bola", "megapolitan", "news")))
    every_sitemap = True
    body = (".read__content",)
    date = ("div.read__time",)
    author = (".credit-title-name",)
    layouts = (
        Layout(  # 2015 and 2016, each desk its own
            valid_until=dt.date(2017, 12, 31),
            body=("div.kcm-read-text-wrap", "div.kcm-read-content-text", "div.baca-content div.div-read"),
            date=("div.kcm-date", "div.kcm-read-top > div.grey"),
            noise=("div.kcm-read-terkait",),
        ),
    )
    junk = (
        r"A post shared by .*",
        r"Baca berita tanpa iklan\. Gabung Kompas\.com\+",
        r"Lihat Foto",
        r"Salin Artikel",
        r"Tim Redaksi",
    )
