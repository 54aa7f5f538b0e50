"""ANTARA, the state news agency, with its regional bureaus."""

from spiders.families.feed import FeedSpider
from spiders.families.listing import ListingSpider

TYPES = r"(?:berita|rilis-pers|video|foto|infografik)/(?P<id>\d+)(?:/|$)"
# Those of the 33 bureaus whose host is known (from the header menu and public code).
BUREAUS = (
    "jabar", "jateng", "jatim", "kalbar", "kalsel", "kalteng", "kaltara", "kaltim", "kepri", "kl", "kupang",
    "mataram", "ntb", "sumsel", "sumut",
)  # fmt: skip


class AntaranewsSpider(ListingSpider, FeedSpider):
    """Numbers are given by each bureau; a bureau's /nasional/berita/ is the main site's article (seen)."""

    name = "antaranews"
    outlet = "ANTARA"
    kind = "media"
    site = "antaranews.com"
    hosts = ("*.antaranews.com",)
    home = "https://www.antaranews.com"
    article_url = ((rf"/(?:amp/)?nasional/{TYPES}", "{id}"), (rf"/(?:amp/)?{TYPES}", "{sub}/{id}"))
    ways = ("feed",)
    ladder = ("search", "index")
    search_url = "/search?q={query}&page={page}"
    index_url = "/terkini?page={page}"
    feeds = ("/rss/terkini.xml", *(f"https://{bureau}.antaranews.com/rss/terkini.xml" for bureau in BUREAUS))
    body = (".wrap__article-detail-content.post-content",)
    noise = (".baca-juga",)
    junk = (
        r"Copyright © ANTARA \d{4}",
        r"Dilarang keras mengambil konten, melakukan crawling atau pengindeksan otomatis .*",
    )
