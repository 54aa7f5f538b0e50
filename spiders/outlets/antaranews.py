"""ANTARA, the state news agency, with its regional bureaus."""

import datetime as dt

from pipelines.rules import Layout
from spiders.families.feed import FeedSpider
from spiders.families.listing import ListingSpider

TYPES = r"(?:berita|print|rilis-pers)/(?P<id>\d+)(?:[/?#]|$)"  # /print/, a twin for printers, was not seen
# The 33 bureaus of the menu (seen 2025-07; ambon is Maluku, kupang NTT, mataram NTB; papuabarat left it after 2018).
BUREAUS = (
    "aceh", "ambon", "babel", "bali", "banten", "bengkulu", "gorontalo", "jabar", "jambi", "jateng", "jatim", "jogja",
    "kalbar", "kalsel", "kaltara", "kalteng", "kaltim", "kepri", "kl", "kupang", "lampung", "makassar", "manado",
    "mataram", "megapolitan", "papua", "papuatengah", "riau", "sulteng", "sultra", "sumbar", "sumsel", "sumut",
)  # fmt: skip
CHANNELS = ("terkini", "top-news", "politik", "hukum", "ekonomi", "humaniora")


class AntaranewsSpider(ListingSpider, FeedSpider):
    """Numbers are given by each bureau; a bureau's /nasional/berita/ is the main site's article (seen).

    Each section of a bureau has pages by a number in the path (seen 2025-07 at lampung.antaranews.com/lampung-update,
    whose list of pages ends with 10; its menu names /terkini, too). Films and pictures (/video/, /foto/) are none.
    """

    name = "antaranews"
    outlet = "ANTARA"
    kind = "media"
    site = "antaranews.com"
    hosts = ("*.antaranews.com",)
    home = "https://www.antaranews.com"
    article_url = (
        (rf"/(?:amp/)?nasional/{TYPES}", "{id}"),
        (
            rf"https?://(?:(?:www|m|amp)\.)?otomotif\.antaranews\.com(?::\d+)?/(?:amp/)?{TYPES}",
            "{id}",
        ),  # no bureau: a channel, 2016
        (rf"/(?:amp/)?{TYPES}", "{sub}/{id}"),
    )
    rests_on = {"articles": "2025-07 page", "feed": "2026-08 A", "index": "2025-07 page"}
    terms = (
        "its article pages print that crawling and automatic indexing without its written permission are forbidden"
        " (month not known; its pages of 2015 to 2017 do not print it)"
    )
    by_name_only = True
    ways = ("feed", "index")
    ladder = ("search",)
    search_url = "/search?q={query}&page={page}"
    index_url = "https://{section}/{page}"
    sections = (
        "www.antaranews.com/terkini",
        "lampung.antaranews.com/lampung-update",
        *(f"{bureau}.antaranews.com/terkini" for bureau in BUREAUS),
    )
    reach = (("index", "the newest 10 pages of each bureau"),)
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
