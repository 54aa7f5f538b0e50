"""Tempo.co; partly paywalled."""

from spiders.families.feed import FeedSpider
from spiders.families.jsonlist import JsonList, JsonListSpider
from spiders.families.sitemap import SitemapSpider
from spiders.parsing.addresses import WRITER_FOLDERS

SITE = r"https?://(?!(?:foto|grafis|tv|video)\.)(?:[a-z0-9-]+\.)*tempo\.co(?::\d+)?/"

PAPER = r"https?://(?P<paper>koran|majalah)\.tempo\.co(?::\d+)?"
KIND = "(?!beritafoto|flashgrafis|video)(?P<kind>[a-z]+)"
YEAR_MONTH_DAY = r"(?P<y>\d{4})/(?P<m>\d\d)/(?P<d>\d\d)"
NO_SECTIONS = f"(?:{WRITER_FOLDERS}|foto|infografi[ks]|podcast|search|tag|topi[ck]|videos?)"
TAGGED = "status=published&tags[]={tag}&page={page}&page_size=20&order_published_at=DESC"


class TempoSpider(JsonListSpider, FeedSpider, SitemapSpider):
    """Its search belongs to another house and is left alone. Old articles are /read/ID, new ones end in -ID."""

    name = "tempo"
    outlet = "Tempo.co"
    kind = "media"
    site = "tempo.co"
    hosts = ("*.tempo.co",)
    home = "https://www.tempo.co"
    article_url = (
        (rf"{SITE}(?:amp|read)/(?P<id>\d+)(?:[/?#]|$)", "read/{id}"),
        # numbers of their own: each kind of the site of about 2010 to 2016 (news, abc, caping), the paper, the magazine
        (rf"{SITE}(?:inforial/)?read/{KIND}/(?:[a-z]+/)?{YEAR_MONTH_DAY}/(?P<id>\d+)(?:[/?#]|$)", "read/{kind}/{id}"),
        (rf"{SITE}read/{YEAR_MONTH_DAY}/(?P<id>\d+)(?:[/?#]|$)", "read/news/{id}"),
        (rf"{PAPER}/(?:amp|read)/[a-z0-9-]+/(?P<id>\d+)(?:[/?#]|$)", "{paper}/{id}"),
        (rf"{SITE}(?!{NO_SECTIONS}/)[a-z0-9-]+/[a-z0-9-]+-(?P<id>\d{{5,}})(?:[/?#]|$)", "{id}"),
    )
    rests_on = {"articles": "2026-07 A", "feed": "2026-08 A", "json_rubrics": "2026-07 B"}
    reach = (("json_rubrics", "the newest of two rubrics"),)
    ways = ("json_tag", "json_rubrics", "feed", "sitemap")
    json_lists = {
        "json_tag": JsonList(
            f"/api/gateway/articles?{TAGGED}", address="canonical_url", title="title_digital", day="published_at"
        ),
        "json_rubrics": JsonList(  # a rubric's page has no links, its data have
            "/{term}/_payload.json",
            items="data.*.latest.data",
            address="canonical_url",
            title="title_digital",
            day="published_at",
            terms=("ekonomi", "hukum"),
        ),
    }
    feeds = (
        "https://rss.tempo.co/nasional",
        *(f"/api/gateway/rss/free/{rubric}" for rubric in ("cekfakta", "ekonomi", "hukum")),
    )
    sitemaps = ("/robots.txt", "/sitemap.xml")
    body = ("div#content-wrapper", ".detail-content")  # each paragraph in one of its own (public code, 2026)
    junk = (
        r"\(Baca: .*\)",
        r"Halo, pembaca nawala Cek Fakta Tempo!",
        r"Pilihan Editor: .*",
        r"Scroll ke bawah untuk membaca berita",
    )
