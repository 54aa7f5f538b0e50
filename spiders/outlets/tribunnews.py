"""Tribunnews, with its regional papers."""

from spiders.families.feed import FeedSpider
from spiders.families.listing import ListingSpider
from spiders.families.sitemap import SitemapSpider

# Those of its papers whose host was seen, or whose feed public code reads (2026).
PAPERS = (
    "aceh", "ambon", "bali", "bangka", "banjarmasin", "banten", "banyumas", "batam", "bekasi", "belitung", "bogor",
    "cirebon", "depok", "flores", "jabar", "jakarta", "jambi", "jateng", "jatim", "jogja", "kalteng", "kaltara",
    "kaltim", "kupang", "lampung", "lombok", "madura", "makassar", "manado", "medan", "padang", "palembang", "palu",
    "pantura", "papua", "papuabarat", "pekanbaru", "pontianak", "solo", "sulbar", "sultra", "sumsel", "surabaya",
    "suryamalang", "tangerang", "wartakota",
)  # fmt: skip
CHANNELS = ("nasional", "regional", "bisnis")


class TribunnewsSpider(FeedSpider, SitemapSpider, ListingSpider):
    """Its search is another house's and answers 403: feeds, sitemaps, and an index that is only known from 2017."""

    name = "tribunnews"
    outlet = "Tribunnews"
    kind = "media"
    site = "tribunnews.com"
    hosts = ("*.tribunnews.com",)
    home = "https://www.tribunnews.com"
    article_url = (
        (
            r"/(?:amp/)?(?:[a-z0-9-]+/)?(?P<y>\d{4})/(?P<m>\d{2})/(?P<d>\d{2})/(?P<slug>[a-z0-9-]+)",
            "{sub}/{y}/{m}/{d}/{slug}",
        ),
        # since 2025; each paper counts its own (seen 2026)
        (
            r"/(?:amp/)?(?!(?:ajax|amp|api|editor|index-news|json|penulis|posts|search|tag|topic)/)[a-z0-9-]+/(?P<id>\d{5,8})(?:[/?#]|$)",
            "{sub}/{id}",
        ),
    )
    ways = ("feed", "sitemap")
    ladder = ("index",)
    feeds = ("/rss", *(f"https://{paper}.tribunnews.com/rss" for paper in PAPERS))
    sitemaps = tuple(f"/{channel}/sitemap-{kind}.xml" for channel in CHANNELS for kind in ("news", "web"))
    every_sitemap = True
    index_url = "/index-news?date={day.year}-{day.month}-{day.day}&page={page}"
    body = ("div.side-article.txt-article",)
    noise = ("blockquote.summary-article", "div.ads-placeholder")  # the story in brief, an advert (markup of 2026)
    author = ("div#penulis a",)
    editor = ("div#editor a",)
    junk = (
        r"!!!Membaca Bagi Pikiran Seperti Olahraga Bagi Tubuh!!!", r"\(\*\)", r"Geser untuk melihat tabel lengkap",
        r"Ikuti kami di", r"Laporan (?:Wartawan|Reporter) .{3,80}", r"Update berita lainnya di PROHABA\.co .*",
    )  # fmt: skip
