"""Sitemaps: indexes, news, gzip, and what is passed over."""

from __future__ import annotations

import gzip
from datetime import date

import pytest

from spiders.families import sitemap
from spiders.families.sitemap import SitemapSpider
from spiders.parsing import sitemap_file

SITE = "https://contoh.example"
WANTED = f"{SITE}/berita/1/bp2mi-lantik-pegawai-baru"


class ContohSpider(SitemapSpider):
    name = "contoh"
    outlet = "Contoh"
    kind = "media"
    site = "contoh.example"
    article_url = r"https?://contoh\.example/berita/(?P<id>\d+)/"
    sitemaps = ("/sitemap.xml", "/peta.xml")


def urlset(*entries: str) -> str:
    return (
        '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
        'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">'
        + "".join(f"<url>{entry}</url>" for entry in entries) + "</urlset>"
    )  # fmt: skip


def index(*entries: str) -> str:
    return "<sitemapindex>" + "".join(f"<sitemap>{entry}</sitemap>" for entry in entries) + "</sitemapindex>"


def loc(url: str, lastmod: str | None = None) -> str:
    return f"<loc>{url}</loc>" + (f"<lastmod>{lastmod}</lastmod>" if lastmod else "")


@pytest.fixture
def spider(make):
    return make(ContohSpider, since="2023-01-01")


@pytest.fixture
def first(spider):
    (request,) = spider.begin()
    return request


def test_only_wanted_articles_are_handed_on(spider, first, answer):
    others = (
        f"{SITE}/berita/2/bp2mi-resmikan-gedung-di-kupang",  # a tag: enough
        f"{SITE}/berita/3/pegawai-pajak-ditangkap",  # half a query
        f"{SITE}/berita/4/bp3mi-gelar-pembinaan",
        f"{SITE}/tentang/bp2mi-pegawai",  # no article's form
        "https://lain.example/berita/5/bp2mi-pegawai",
        "javascript:bp2mi",
    )
    given = answer(spider, first, urlset(*map(loc, (WANTED, *others))), "xml")
    assert given.urls == [WANTED, others[0], others[2]]
    assert given.remarks == []


def test_a_news_sitemap_gives_title_and_day(spider, first, answer):
    news = (
        f"<image:image><image:loc>{SITE}/foto.jpg</image:loc><image:title>Foto</image:title></image:image>"
        f"<loc>{SITE}/berita/9/x</loc><news:news><news:publication_date>2023-11-20T18:30:00Z</news:publication_date>"
        "<news:title>Pegawai BP2MI dibina</news:title></news:news>"
    )
    (link,) = answer(spider, first, urlset(news), "xml").links
    assert (link.url, link.title, link.day) == (f"{SITE}/berita/9/x", "Pegawai BP2MI dibina", date(2023, 11, 21))


def test_what_was_last_changed_before_the_window_is_passed_over(spider, first, answer):
    old, new = f"{SITE}/berita/2/bp2mi-lama", f"{SITE}/berita/3/bp2mi-baru"
    given = answer(spider, first, urlset(loc(old, "2022-12-31"), loc(new, "2023-01-01T00:00:00+07:00")), "xml")
    assert [link.url for link in given.links] == [new]
    assert given.links[0].day is None


def test_an_index_leads_to_its_sitemaps(spider, first, answer):
    given = answer(
        spider, first,
        index(loc(f"{SITE}/post-1.xml"), loc(f"{SITE}/post-0.xml", "2020-01-01"), loc("/post-2.xml.gz"),
              loc(f"{SITE}/wp-sitemap-users-1.xml"), loc(f"{SITE}/post_tag-sitemap.xml"), loc(f"{SITE}/post-1.xml"),
              loc("https://lain.example/a.xml"), loc("file:///etc/passwd")), "xml",
    )  # fmt: skip
    assert given.requested == [f"{SITE}/post-1.xml", f"{SITE}/post-2.xml.gz"]
    child = answer(spider, given.requests[0], urlset(loc(WANTED)), "xml")
    assert (child.urls, child.requests) == ([WANTED], [])


def test_an_index_that_names_itself_is_no_loop(spider, first, answer):
    child = answer(spider, first, index(loc(f"{SITE}/sitemap.xml"), loc(f"{SITE}/b.xml")), "xml").requests
    assert [request.url for request in child] == [f"{SITE}/b.xml"]
    assert answer(spider, child[0], index(loc(f"{SITE}/sitemap.xml"), loc(f"{SITE}/b.xml")), "xml").requests == []


def test_indexes_within_indexes_end(spider, first, answer):
    request, depth = first, 0
    while (given := answer(spider, request, index(loc(f"{SITE}/tingkat-{depth}.xml")), "xml")).requests:
        request, depth = given.requests[0], depth + 1
    assert depth == sitemap.MAX_INDEX_DEPTH
    assert given.remarks == ["capped"]


def test_a_gzipped_sitemap_is_read(spider, first, answer):
    packed = gzip.compress(urlset(loc(WANTED)).encode())
    assert answer(spider, first, packed, "bytes").urls == [WANTED]
    filled = gzip.compress(urlset(loc(WANTED), *(loc(f"{SITE}/x/{n * 7919}") for n in range(2_000))).encode())
    cut = answer(spider, first, filled[: len(filled) * 2 // 3], "bytes")
    assert (cut.urls, cut.remarks) == ([WANTED], ["cut_short"])


@pytest.mark.parametrize("body", [b"\x1f\x8brusak", b"<html><body>Halo</body></html>", b"", b"\x00\x01"])
def test_what_is_no_sitemap_leads_to_the_next(spider, first, answer, body):
    given = answer(spider, first, body, "bytes")
    assert given.remarks == ["not_a_sitemap"]
    assert given.requested == [f"{SITE}/peta.xml"]
    assert answer(spider, given.requests[0], body, "bytes").requests == []


def test_a_gzip_bomb_is_unpacked_up_to_the_limit(spider, first, answer, monkeypatch):
    monkeypatch.setattr(sitemap_file, "LARGEST_SITEMAP", 10_000)
    bomb = gzip.compress(urlset(loc(WANTED)).encode() + b" " * 1_000_000)
    given = answer(spider, first, bomb, "bytes")
    assert (given.urls, given.remarks) == ([WANTED], ["too_large"])


def test_entities_are_told_and_an_address_with_one_is_not_known(spider, first, answer):
    head = b'<!DOCTYPE u [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    body = head + urlset(loc(f"{WANTED}?x=&f;"), loc(WANTED)).split("?>", 1)[1].encode()
    given = answer(spider, first, body, "bytes")
    assert (given.urls, given.remarks) == ([WANTED], ["entities"])


def test_a_sitemap_that_was_cut_gives_its_whole_entries_and_says_so(spider, first, answer):
    body = urlset(loc(WANTED), loc(f"{SITE}/berita/2/bp2mi-pegawai")).encode()
    given = answer(spider, first, body[: body.index(b"/berita/2") + 5], "bytes")
    assert (given.urls, given.remarks) == ([WANTED], ["cut_short"])


def test_a_sitemap_without_articles_leads_to_the_next(spider, first, answer):
    given = answer(spider, first, urlset(loc(f"{SITE}/tentang-kami")), "xml")
    assert (given.remarks, given.requested) == (["no_links"], [f"{SITE}/peta.xml"])


def test_a_sitemap_of_other_articles_is_the_right_one(spider, first, answer):
    given = answer(spider, first, urlset(loc(f"{SITE}/berita/2/resep-soto")), "xml")
    assert (given.remarks, given.requests) == (["nothing_found"], [])


def test_more_links_than_are_handed_on_are_told(spider, first, answer, monkeypatch):
    monkeypatch.setattr(sitemap, "MAX_SITEMAP_LINKS", 2)
    given = answer(spider, first, urlset(*(loc(f"{SITE}/berita/{n}/bp2mi") for n in range(3))), "xml")
    assert (len(given.links), given.remarks) == (2, ["capped"])


def test_a_sitemap_that_fails_leads_to_the_next_one_its_children_do_not(spider, first, answer, fail):
    assert fail(spider, first, "http_404").requested == [f"{SITE}/peta.xml"]
    assert fail(spider, first, "http_403").requested == []
    child = answer(spider, first, index(loc(f"{SITE}/post-1.xml")), "xml").requests[0]
    assert fail(spider, child, "http_404").requested == []
    assert answer(spider, child, "<html>", "html").remarks == ["not_a_sitemap"]


def test_without_words_to_sift_by_no_sitemap_is_asked(make, topic):
    from dataclasses import replace

    assert list(make(ContohSpider, topic=replace(topic, ask=replace(topic.ask, search=(), tags=()))).begin()) == []


BROKEN = ("http://[::1/berita/pegawai-bp2mi", "http://[", "//[x/berita/bp2mi-pegawai", "http://x:99999/bp2mi-pegawai")


@pytest.mark.parametrize("broken", BROKEN)
def test_an_address_that_is_none_costs_only_itself(spider, first, answer, broken):
    assert answer(spider, first, urlset(loc(broken), loc(WANTED)), "xml").urls == [WANTED]
    given = answer(spider, first, index(loc(broken), loc(f"{SITE}/post-1.xml")), "xml")
    assert (given.requested, given.remarks) == ([f"{SITE}/post-1.xml"], [])


def test_a_sitemap_in_utf_16_is_not_taken_for_a_cut_one(spider, first, answer):
    given = answer(spider, first, urlset(loc(WANTED)).replace("?>", ' encoding="utf-16"?>').encode("utf-16"), "bytes")
    assert (given.urls, given.remarks) == ([WANTED], [])
