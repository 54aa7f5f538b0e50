"""Okezone."""

import datetime as dt

from pipelines.rules import Layout
from spiders.families.feed import FeedSpider
from spiders.families.listing import ListingSpider
from spiders.families.sitemap import SitemapSpider

SITE = r"https?://(?!(?:m\.|www\.)?mpi\.)(?:[a-z0-9-]+\.)*okezone\.com(?::\d+)?/"
YEAR_MONTH_DAY = r"(?P<y>\d{4})/(?P<m>\d{2})/(?P<d>\d{2})"


class OkezoneSpider(ListingSpider, FeedSpider, SitemapSpider):
    """A quarter of its stamps write "Jum'at", a quarter of its stories glue a capitalised first word (2025).

    mpi.okezone.com has the stories of SINDOnews (public code, 2026), which is an outlet of its own.
    """

    name = "okezone"
    outlet = "Okezone"
    kind = "media"
    site = "okezone.com"
    hosts = ("*.okezone.com",)
    home = "https://www.okezone.com"
    article_url = ((rf"{SITE}(?:[a-z0-9-]+/)?(?:read|amp)/{YEAR_MONTH_DAY}/\d+/(?P<id>\d+)(?:[/?#]|$)", "{id}"),)
    rests_on = {"articles": "2026-07 A", "sitemap": "2024-07 A", "index": "2026-07 A"}
    ways = ("feed", "sitemap", "index")
    ladder = ("tag",)
    tag_url = "/tag/{tag}/{page}"
    index_url = "https://{section}.okezone.com/indeks/{day:%Y/%m/%d}/{offset}"
    sections = ("news", "economy")
    per_page = 10
    max_days = 92
    feeds = tuple(f"https://sindikasi.okezone.com/index.php/rss/{number}/RSS2.0" for number in (1, 0, 11))
    sitemaps = ("/robots.txt", "/sitemap.xml")
    body = (".c-detail.read",)
    noise = ("#baca-juga",)
    date = (".journalist span",)
    author = (".journalist a[title]",)
    junk = (r"Follow WhatsApp Channel Okezone .*", r"Telusuri berita .* lainnya")
    layouts = (
        Layout(
            valid_until=dt.date(2017, 12, 31), body=("#contentx",), date=("time.tgl",), author=(".nmreporter > div",)
        ),
    )
