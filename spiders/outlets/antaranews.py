"""ANTARA, the state news agency, with its regional bureaus."""

import datetime as dt

from pipelines.rules import Layout
from spiders.families.feed import FeedSpider
from spiders.families.listing import ListingSpider

TYPES = r"(?:berita|rilis-pers|video|foto|infografik)/(?P<id>\d+)(?:/|$)"
# The 33 bureaus of the header menu (a public copy of its front page, 2018; ambon is Maluku, kupang NTT, mataram NTB).
BUREAUS = (
    "aceh", "ambon", "babel", "bali", "banten", "bengkulu", "gorontalo", "jabar", "jambi", "jateng", "jatim", "jogja",
    "kalbar", "kalsel", "kaltara", "kalteng", "kaltim", "kepri", "kl", "kupang", "lampung", "makassar", "manado",
    "mataram", "megapolitan", "papua", "papuabarat", "riau", "sulteng", "sultra", "sumbar", "sumsel", "sumut",
)  # fmt: skip
CHANNELS = ("terkini", "top-news", "politik", "hukum", "ekonomi", "humaniora")


class AntaranewsSpider(ListingSpider, FeedSpider):
    """Numbers are given by each bureau; a bureau's /nasional/berita/ is the main site's article (seen)."""

    name = "antaranews"
    outlet = "ANTARA"
    kind = "media"
    site = "antaranews.com"
    hosts = ("*.antaranews.com",)
    home = "https://www.antaranews.com"
    article_url = (
        (rf"/(?:amp/)?nasional/{TYPES}", "{id}"),
        (
            rf"https?://(?:m\.)?otomotif\.antaranews\.com(?::\d+)?/(?:amp/)?{TYPES}",
            "{id}",
        ),  # no bureau: a channel, 2016
        (rf"/(?:amp/)?{TYPES}", "{sub}/{id}"),
    )
    ways = ("feed",)
    ladder = ("search", "index")
    search_url = "/search?q={query}&page={page}"
    index_url = "/terkini?page={page}"
    feeds = (
        *(f"/rss/{channel}.xml" for channel in CHANNELS),
        *(f"https://{bureau}.antaranews.com/rss/terkini.xml" for bureau in BUREAUS),
    )
    body = (".wrap__article-detail-content.post-content",)
    layouts = (
        Layout(
            valid_until=dt.date(2018, 12, 31), body=("#content_news",), noise=("#caption_news",),
            date=("div.bjbrt > div.date",), author=("div.bjbrt > div.byline",), editor=("#content_news > p.mt10",),
        ),
    )  # fmt: skip
    noise = (".baca-juga",)
    junk = (
        r"Copyright © ANTARA \d{4}",
        r"Dilarang keras mengambil konten, melakukan crawling atau pengindeksan otomatis .*",
    )
