"""detikcom, with its regional editions."""

import datetime as dt

from pipelines.rules import Layout
from spiders.families.feed import FeedSpider
from spiders.families.listing import ListingSpider
from spiders.families.sitemap import SitemapSpider

# Regional editions that were seen; the feed of one is in public code, the others are by analogy.
REGIONS = ("sulsel", "bali", "jabar", "jateng", "jatim", "sumut", "sumbagsel")

SITE = r"https?://(?!(?:20|foto|video)\.)(?:[a-z0-9]+\.)*detik\.com(?::\d+)?/"


class DetikSpider(ListingSpider, FeedSpider, SitemapSpider):
    """The dated index wants the month first; 20.detik.com and photo pages are no articles (public code)."""

    name = "detik"
    outlet = "detikcom"
    kind = "media"
    site = "detik.com"
    hosts = ("*.detik.com",)
    home = "https://www.detik.com"
    article_url = (
        (rf"{SITE}(?:(?!(?:galeri-?)?(?:foto|photo)[a-z0-9-]*/)[a-z0-9-]+/)*d-(?P<id>\d+)(?:[/?#]|$)", "d-{id}"),
        # about 2015 and 2016, not seen
        (
            rf"{SITE}(?:(?!(?:foto|photo|read)[a-z0-9-]*/)[a-z-]+/){{1,2}}(?P<id>\d{{7}})/[a-z0-9-]+(?:/\d{{1,2}})?/?(?:[?#]|$)",
            "d-{id}",
        ),
        # until about 2020, with the same numbers: the day, the time, the number, the channel's
        (
            r"/(?:[a-z]+/)?read/(?P<y>\d{4})/(?P<m>\d\d)/(?P<d>\d\d)/\d{6}/(?P<id>\d+)(?:[/?#]|$)",
            "d-{id}",
        ),
        # long reads with pages of their own (detikX), not seen
        (r"/x/detail/[a-z-]+/(?P<ymd>\d{8})/(?P<slug>[a-z0-9-]+)", "x/{ymd}/{slug}"),
    )
    rests_on = {
        "articles": "2025-07 page", "feed": "2026-08 A", "sitemap": "2024-07 A", "tag": "2025-07 page",
        "index": "2026-07 A",
    }  # fmt: skip
    ways = ("feed", "sitemap", "tag")
    ladder = ("search", "index")
    tag_url = "/tag/{tag}/?sortby=time&page={page}"
    search_url = "/search/searchnews?query={query}&page={page}&result_type=latest"
    index_url = "https://news.detik.com/indeks?page={page}&date={day:%m/%d/%Y}"
    feeds = (
        *(f"https://{channel}.detik.com/rss" for channel in ("news", "finance", "inet", "sport", "hot", "travel")),
        *(f"/{region}/rss" for region in REGIONS),
    )
    sitemaps = ("/robots.txt", "/sitemap.xml", "https://news.detik.com/berita/sitemap_news.xml")
    body = ("div.detail__body-text.itp_bodycontent", "div.itp_bodycontent")
    date = ("div.detail__date", "div.read__head > div.date")
    author = ("div.detail__author", "div.ugc__block__name a")
    layouts = (
        Layout(  # 2015 and 2016; the second is a page of photos
            valid_until=dt.date(2017, 12, 31), body=("div.text_detail", "div.detail_profil"),
            noise=("div.detail_profil > h2", "div.vote_galeri"), author=("div.content_detail > div.author",),
            date=("div.content_detail > div.date", "div.detail_profil > div.date"),
        ),
    )  # fmt: skip
    junk = (
        r"Artikel ini telah naik di detik\w+\.",
        r"Daftar Isi",
        r"Hoegeng Awards \d{4}",
        r"Baca kisah inspiratif kandidat polisi teladan di sini",
    )
