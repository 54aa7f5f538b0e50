"""Okezone."""

import datetime as dt

from pipelines.rules import Layout
from spiders.families.feed import FeedSpider
from spiders.families.listing import ListingSpider


class OkezoneSpider(ListingSpider, FeedSpider):
    """A quarter of its stamps write "Jum'at", a quarter of its stories glue a capitalised first word (2025)."""

    name = "okezone"
    outlet = "Okezone"
    kind = "media"
    site = "okezone.com"
    hosts = ("*.okezone.com",)
    home = "https://www.okezone.com"
    article_url = r"/(?:read|amp)/(?P<y>\d{4})/(?P<m>\d{2})/(?P<d>\d{2})/\d+/(?P<id>\d+)(?:[/?#]|$)"
    ways = ("feed",)
    ladder = ("tag", "index")
    tag_url = "/tag/{tag}/{page}"
    index_url = "https://index.okezone.com/bydate/index/{day:%Y/%m/%d}"
    feeds = tuple(f"https://sindikasi.okezone.com/index.php/rss/{number}/RSS2.0" for number in (0, 1, 11))
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
