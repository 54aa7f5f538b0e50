"""Tribunnews, with its regional papers."""

from spiders.families.feed import FeedSpider
from spiders.families.listing import ListingSpider
from spiders.families.sitemap import SitemapSpider
from spiders.parsing.addresses import WRITER_FOLDERS

# Those of its papers whose host was seen, or whose feed public code reads.
PAPERS = (
    "aceh", "ambon", "bali", "bangka", "banjarmasin", "banten", "banyumas", "batam", "bekasi", "belitung", "bogor",
    "cirebon", "depok", "flores", "jabar", "jakarta", "jambi", "jateng", "jatim", "jogja", "kalteng", "kaltara",
    "kaltim", "kupang", "lampung", "lombok", "madura", "makassar", "manado", "medan", "padang", "palembang", "palu",
    "pantura", "papua", "papuabarat", "pekanbaru", "pontianak", "solo", "sulbar", "sultra", "sumsel", "surabaya",
    "suryamalang", "tangerang", "wartakota",
)  # fmt: skip
NO_SECTIONS = f"{WRITER_FOLDERS}|ajax|amp|api|foto|images|index-news|json|photo|posts|search|tag|topic|videos?|view"


class TribunnewsSpider(FeedSpider, SitemapSpider, ListingSpider):
    """Its search is another house's. The feed of the main site names its front page for every story: papers' only.

    An index has ten pages, and shows the tenth again behind them. Browsers alone are let in, it is told (2026): 403.
    """

    name = "tribunnews"
    outlet = "Tribunnews"
    kind = "media"
    site = "tribunnews.com"
    hosts = ("*.tribunnews.com",)
    home = "https://www.tribunnews.com"
    article_url = (
        (
            r"/(?:amp/)?(?!(?:foto|photo|videos?)/)(?:[a-z0-9-]+/)?(?P<y>\d{4})/(?P<m>\d{2})/(?P<d>\d{2})/(?P<slug>[a-z0-9-]+)",
            "{sub}/{y}/{m}/{d}/{slug}",
        ),
        # since 2025; each paper counts its own (seen 2026)
        (
            rf"/(?:amp/)?(?!(?:{NO_SECTIONS})/)[a-z0-9-]+/(?P<id>\d{{5,8}})(?:[/?#]|$)",
            "{sub}/{id}",
        ),
    )
    rests_on = {"articles": "2026-09 A", "index": "2026-07 A", "sitemap": "2026-07 A"}
    ways = ("feed", "sitemap", "index")
    feeds = tuple(f"https://{paper}.tribunnews.com/rss" for paper in PAPERS)
    sitemaps = ("/robots.txt", "/sitemap.xml")
    index_url = "/index-news/{section}?page={page}"
    sections = ("nasional", "regional", "internasional", "bisnis")
    max_pages = 10
    body = ("div.side-article.txt-article",)
    noise = ("blockquote.summary-article", "div.ads-placeholder")  # the story in brief, an advert (markup of 2026)
    author = ("div#penulis a",)
    editor = ("div#editor a",)
    junk = (
        r"!!!Membaca Bagi Pikiran Seperti Olahraga Bagi Tubuh!!!", r"\(\*\)", r"Geser untuk melihat tabel lengkap",
        r"Ikuti kami di", r"Laporan (?:Wartawan|Reporter) .{3,80}", r"Update berita lainnya di PROHABA\.co .*",
    )  # fmt: skip
