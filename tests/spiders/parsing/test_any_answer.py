"""Whatever a site answers: a listing gives links, remarks or requests, and never breaks."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from scrapy.http import HtmlResponse, Response

from corpus.topics import topic_of_words
from pipelines.storing.items import Entry, Link, Remark, Stated
from spiders.families.commoncrawl import CommonCrawlSpider
from spiders.families.datatable import DataTableSpider
from spiders.families.walks import Walk
from spiders.families.wordpress import WordPressSpider


class SegalaSpider(WordPressSpider, DataTableSpider, CommonCrawlSpider):
    name = "segala"
    outlet = "Segala"
    kind = "media"
    site = "contoh.example"
    ways = ("rest", "search_feed", "sitemap", "feed", "search", "tag", "index", "home", "data", "cdx", "commoncrawl")
    ladder = ()
    feeds = ("https://contoh.example/rss",)
    search_url = "/cari?q={query}&page={page}"
    tag_url = "/tag/{tag}?page={page}"
    index_url = "/indeks/{day:%Y/%m/%d}?page={page}"
    data_url = "/data?start={start}&length={length}"
    data_article = "/berita/{slug}"
    cdx_paths = ("contoh.example/*",)


TOPIC = topic_of_words("BP2MI pegawai")
SPIDER = SegalaSpider(topic=replace(TOPIC, ask=replace(TOPIC.ask, tags=("bp2mi",))))
TERM = Walk(("CC-MAIN-2024-10 contoh.example/*",))
REQUESTS = [(way, request) for way in SegalaSpider.ways for request in SPIDER.begin_way(way)] + [
    ("commoncrawl", SPIDER.ask_commoncrawl(walk)) for walk in (TERM, replace(TERM, mark="2"))
]
KEYS = ["data", "slug", "link", "title", "rendered", "excerpt", "date_gmt", "id", "from", "to", "pages", "offset"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(KEYS), inner),
)
TAGS = st.sampled_from(
    ["<rss>", "<item>", "<link>", "</link>", "<title>", "<urlset>", "<url>", "<loc>", "<a href='", "'>", "<lastmod>",
     "https://contoh.example/kabar-pegawai-bp2mi", "javascript:x", "http://[", "2023-11-20", "&#0;", "<![CDATA["]
)  # fmt: skip
BODIES = st.one_of(
    st.binary(max_size=300),
    st.lists(TAGS | st.text(max_size=5)).map(lambda parts: "".join(parts).encode("utf-8", "replace")),
    JSON.map(lambda value: json.dumps(value).encode()),
)


def test_every_way_is_tried_here():
    assert {way for way, _ in REQUESTS} == set(SegalaSpider.ways)


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(requested=st.sampled_from(REQUESTS), body=BODIES)
def test_no_answer_breaks_a_listing(requested, body):
    _, request = requested
    for response in (HtmlResponse(request.url, body=body), Response(request.url, body=body)):
        arguments = json.loads(json.dumps(request.cb_kwargs))
        for item in getattr(SPIDER, request.callback.__name__)(response, **arguments):
            link = item.link if isinstance(item, Entry) else item
            if isinstance(link, Link):
                assert link.url.startswith("https://contoh.example/")
                link.url.encode()
            else:
                assert isinstance(item, Entry | Remark | Stated) or item.meta["kind"] == "listing"
