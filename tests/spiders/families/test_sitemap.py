"""Sitemaps: indexes, news, gzip, and what is passed over."""

from __future__ import annotations

import gzip
from collections import Counter
from datetime import date

import pytest

from pipelines.storing.items import Stated
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


def outcomes(given) -> dict[str, int]:
    return dict(Counter(entry.outcome for entry in given.entries))


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
    assert given.requested == [f"{SITE}/post-1.xml", f"{SITE}/post-0.xml", f"{SITE}/post-2.xml.gz"]
    assert outcomes(given) == {
        "taken": 3, "off_topic": 2, "other_host": 1, "unreadable": 1,
    }  # fmt: skip
    child = answer(spider, given.requests[0], urlset(loc(WANTED)), "xml")
    assert (child.urls, child.requests) == ([WANTED], [])


def test_an_index_that_names_itself_is_no_loop(spider, first, answer):
    child = answer(spider, first, index(loc(f"{SITE}/sitemap.xml"), loc(f"{SITE}/b.xml")), "xml").requests
    assert [request.url for request in child] == [f"{SITE}/b.xml"]
    assert answer(spider, child[0], index(loc(f"{SITE}/sitemap.xml"), loc(f"{SITE}/b.xml")), "xml").requests == []


def test_indexes_that_name_only_each_other_are_no_answer(spider, first, answer):
    alone = answer(spider, first, index(loc(first.url)), "xml")
    assert (alone.remarks, alone.requested) == (["unread_entries"], [f"{SITE}/peta.xml"])
    child = answer(spider, first, index(loc(f"{SITE}/b.xml")), "xml").requests[0]
    back = answer(spider, child, index(loc(first.url), loc(f"{SITE}/b.xml")), "xml")
    assert (back.remarks, back.requests) == (["unread_entries"], [])


def test_indexes_within_indexes_end(spider, first, answer):
    request, depth = first, 0
    while (given := answer(spider, request, index(loc(f"{SITE}/tingkat-{depth}.xml")), "xml")).requests:
        request, depth = given.requests[0], depth + 1
    assert depth == sitemap.MAX_INDEX_DEPTH
    assert given.remarks == ["capped"]
    assert [entry.outcome for entry in given.entries] == ["unreadable"]  # nothing of it was seen


def test_indexes_that_name_new_ones_without_end_cost_a_bounded_number_of_requests(spider, first, answer, monkeypatch):
    monkeypatch.setattr(sitemap, "MOST_SITEMAPS", 12)
    waiting, asked = [first], 1
    while waiting:
        request = waiting.pop(0)
        given = answer(spider, request, index(*(loc(f"{request.url}-{n}.xml") for n in range(5))), "xml")
        waiting, asked = waiting + given.requests, asked + len(given.requests)
    assert asked == 12
    assert given.remarks == ["capped"]


def test_addresses_by_number_alone_can_not_be_judged(spider, first, answer):
    own = type("ByNumberSpider", (type(spider),), {"name": "nomor", "article_url": r"/berita/(?P<id>\d+)"})
    spider = own(topic=spider.topic)
    (request,) = spider.begin()
    numbers = "".join(f"<url><loc>{SITE}/berita/{n}</loc></url>" for n in range(1001, 1005))
    given = answer(spider, request, f"<urlset>{numbers}</urlset>", "xml")
    assert {entry.outcome for entry in given.entries} == {"unreadable"}
    assert given.remarks == ["unread_entries"]


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
    assert (given.remarks, given.requested) == (["unread_entries"], [f"{SITE}/peta.xml"])
    assert outcomes(given) == {"unknown_form": 1}


def test_a_sitemap_of_other_articles_is_the_right_one(spider, first, answer):
    given = answer(spider, first, urlset(loc(f"{SITE}/berita/2/resep-soto")), "xml")
    assert (given.remarks, given.requests, outcomes(given)) == ([], [], {"off_topic": 1})


def test_more_links_than_are_handed_on_are_told(spider, first, answer, monkeypatch):
    monkeypatch.setattr(sitemap, "MAX_SITEMAP_LINKS", 2)
    given = answer(spider, first, urlset(*(loc(f"{SITE}/berita/{n}/bp2mi") for n in range(3))), "xml")
    assert (len(given.links), given.remarks, given.stated) == (2, ["capped"], [Stated(3)])


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


def test_each_entry_has_its_outcome(spider, first, answer):
    body = urlset(
        loc(WANTED), loc(f"{SITE}/berita/2/resep-soto"), loc(f"{SITE}/baca/3/bp2mi"), loc("https://lain.example/b"),
        "<lastmod>2024-01-01</lastmod>", loc(f"{SITE}/berita/4/bp2mi-lama", "2022-01-01"),
        loc(f"{SITE}/berita/5/bp2mi", "2024-01-01"), loc("http://[::1/bp2mi"),
    )  # fmt: skip
    given = answer(spider, first, body, "xml")
    assert outcomes(given) == {
        "taken": 2, "off_topic": 1, "unknown_form": 1, "other_host": 1, "unreadable": 2, "outside": 1,
    }  # fmt: skip
    assert (given.remarks, given.urls) == ([], [WANTED, f"{SITE}/berita/5/bp2mi"])


def test_stories_in_an_unknown_form_are_no_empty_answer(spider, first, answer):
    body = urlset(*(loc(f"{SITE}/artikel/{n}-bp2mi-pegawai") for n in range(60)))
    given = answer(spider, first, body, "xml")
    assert (given.remarks, given.requested) == (["unread_entries"], [f"{SITE}/peta.xml"])
    assert outcomes(given) == {"unknown_form": 60}
    child = answer(spider, first, index(loc(f"{SITE}/a.xml")), "xml").requests[0]
    assert (answer(spider, child, body, "xml").remarks, outcomes(given)) == ([], {"unknown_form": 60})


def test_entries_off_topic_carry_the_day_of_publication_alone(spider, first, answer):
    news = "<news:news><news:publication_date>2023-05-05</news:publication_date></news:news>"
    given = answer(
        spider, first, urlset(loc(f"{SITE}/berita/1/soto") + news, loc(f"{SITE}/berita/2/rawon", "2023-06-06")), "xml"
    )
    assert [entry.link.day for entry in given.entries] == [date(2023, 5, 5), None]


@pytest.mark.parametrize(
    "lastmods",
    [
        ("2020-01-01", "2020-01-01T10:00:00Z", "2020-01-01"),  # of a template
        ("2020-01-01", "2030-01-01", "2019-01-01"),  # in the future
        ("2020-01-01", "0001-01-01", "tidak tahu"),  # the only one
    ],
)
def test_a_lastmod_that_is_invented_hides_no_article(spider, first, answer, lastmods):
    body = urlset(*(loc(f"{SITE}/berita/{n}/bp2mi", day) for n, day in enumerate(lastmods)))
    given = answer(spider, first, body, "xml")
    expected = 2 if "tidak tahu" in lastmods else 3
    assert outcomes(given)["taken"] == expected
    assert {link.day for link in given.links} == {None}


def test_a_lastmod_before_an_articles_own_day_is_not_believed(spider, first, answer):
    news = "<news:news><news:publication_date>2024-02-02</news:publication_date></news:news>"
    body = urlset(
        loc(f"{SITE}/berita/1/bp2mi", "2020-01-01") + news,
        loc(f"{SITE}/berita/2/bp2mi", "2020-02-02"),
        loc(f"{SITE}/berita/3/bp2mi", "2024-01-01"),
    )
    assert outcomes(answer(spider, first, body, "xml")) == {"taken": 3}


def test_of_an_indexs_old_sitemaps_some_are_read_and_the_rest_is_counted(spider, first, answer):
    old = [loc(f"{SITE}/post-{n}.xml", f"20{n:02d}-05-05") for n in range(10, 20)]
    given = answer(spider, first, index(loc(f"{SITE}/baru.xml", "2024-03-01"), *old), "xml")
    assert given.requested == [f"{SITE}/baru.xml", f"{SITE}/post-10.xml", f"{SITE}/post-19.xml"]
    assert (outcomes(given), given.remarks) == ({"taken": 3, "outside": 8}, [])
    honest = answer(spider, given.requests[2], urlset(loc(f"{SITE}/berita/1/bp2mi", "2019-05-05")), "xml")
    assert honest.requests == []
    lying = answer(spider, given.requests[2], urlset(loc(f"{SITE}/berita/1/bp2mi", "2024-02-05")), "xml")
    assert lying.requested == [f"{SITE}/post-{n}.xml" for n in range(11, 19)]
    assert lying.urls == [f"{SITE}/berita/1/bp2mi"]


def test_a_sitemap_whose_name_bears_out_its_lastmod_is_not_read(spider, first, answer):
    days = {"post-2021-05.xml": "2021-05-30", "post-2024-03.xml": "2020-01-01", "2022.xml": "2022-12-31"}
    given = answer(spider, first, index(*(loc(f"{SITE}/{name}", day) for name, day in days.items())), "xml")
    assert (given.requested, outcomes(given)) == ([f"{SITE}/post-2024-03.xml"], {"taken": 1, "outside": 2})


@pytest.mark.parametrize("day", ["2020-01-01", "2031-01-01"])
def test_all_sitemaps_of_an_index_are_read_where_its_lastmods_are_invented(spider, first, answer, day):
    days = [day, *(["2020-02-02"] * 5 if day > "2030" else [day] * 5)]
    given = answer(spider, first, index(*(loc(f"{SITE}/post-{n}.xml", d) for n, d in enumerate(days))), "xml")
    assert (len(given.requests), outcomes(given)) == (6, {"taken": 6})


def test_an_index_without_a_sitemap_of_use_is_told(spider, first, answer):
    body = index(loc(f"{SITE}/wp-sitemap-users-1.xml"), loc("https://lain.example/a.xml"), "<lastmod>x</lastmod>")
    given = answer(spider, first, body, "xml")
    assert (given.remarks, given.requested) == (["unread_entries"], [f"{SITE}/peta.xml"])
    assert outcomes(given) == {"off_topic": 1, "other_host": 1, "unreadable": 1}


def test_an_index_longer_than_is_asked_says_how_long(spider, first, answer, monkeypatch):
    monkeypatch.setattr(sitemap, "MAX_CHILD_SITEMAPS", 2)
    body = index(*(loc(f"{SITE}/post-{n}.xml", f"2024-01-{n + 1:02d}") for n in range(5)))
    given = answer(spider, first, body, "xml")
    assert given.requested == [f"{SITE}/post-4.xml", f"{SITE}/post-3.xml"]  # the newest
    assert (given.remarks, given.stated, outcomes(given)) == (["capped"], [Stated(5)], {"taken": 2})


def test_entries_beyond_the_limit_are_stated(spider, first, answer, monkeypatch):
    monkeypatch.setattr(sitemap, "MAX_SITEMAP_ENTRIES", 2)
    given = answer(spider, first, urlset(*(loc(f"{SITE}/berita/{n}/soto") for n in range(5)), loc(WANTED)), "xml")
    assert (given.urls, given.remarks, given.stated) == ([WANTED], ["capped"], [Stated(6)])
    assert outcomes(given) == {"off_topic": 2, "taken": 1}


def test_sitemaps_that_stand_among_articles_are_asked(spider, first, answer):
    given = answer(spider, first, f"{SITE}/berita-2024.xml\n{SITE}/halaman.xml.gz\n", "bytes")
    assert given.requested == [f"{SITE}/berita-2024.xml", f"{SITE}/halaman.xml.gz"]
    assert (outcomes(given), given.remarks) == ({"taken": 2}, [])
    assert answer(spider, given.requests[0], f"{SITE}/berita-2024.xml\n{WANTED}", "bytes").urls == [WANTED]


def test_robots_names_sitemaps_by_path_and_elsewhere(make, answer):
    class Robots(ContohSpider):
        sitemaps = ("/robots.txt",)

    spider = make(Robots)
    body = "\ufeffSitemap: /a.xml\rsitemap : <https://lain.example/b.xml>\n#Sitemap: /c.xml\n"
    given = answer(spider, next(spider.begin()), body, "bytes")
    assert (given.requested, outcomes(given)) == ([f"{SITE}/a.xml"], {"taken": 1, "other_host": 1})


CHILDREN = ("/sitemap.php?page=2", "/?sitemap=posts", "/sitemaps/berita", "/peta-1.php", "/peta/2")


def test_the_sitemaps_of_an_index_need_no_ending(spider, first, answer):
    given = answer(spider, first, index(*(loc(f"{SITE}{path}") for path in CHILDREN)), "xml")
    assert given.requested == [f"{SITE}{path}" for path in CHILDREN]
    assert answer(spider, given.requests[0], index(loc(f"{SITE}/dalam.php")), "xml").requested == [f"{SITE}/dalam.php"]


def test_sitemaps_among_articles_need_no_ending(spider, first, answer):
    tagged = "".join(f"<sitemap>{loc(SITE + path)}</sitemap>" for path in CHILDREN)
    body = urlset(loc(WANTED), loc(f"{SITE}/sitemap.php?page=3")).replace("</urlset>", f"{tagged}</urlset>")
    given = answer(spider, first, body, "xml")
    assert given.urls == [WANTED]
    assert given.requested == [f"{SITE}/sitemap.php?page=3", *(f"{SITE}{path}" for path in CHILDREN)]


def test_articles_within_an_index_are_articles(spider, first, answer):
    unknown = f"<url>{loc(f'{SITE}/kabar/apel-pagi-pegawai-balai')}</url>"
    body = index(loc(f"{SITE}/b.xml")).replace("</sitemapindex>", f"<urlset><url>{loc(WANTED)}</url>{unknown}</urlset>")
    given = answer(spider, first, body + "</sitemapindex>", "xml")
    assert (given.urls, given.requested) == ([WANTED], [f"{SITE}/b.xml"])
    assert outcomes(given) == {"taken": 2, "unknown_form": 1}
    alone = answer(spider, first, f"<sitemapindex><url>{loc(WANTED)}</url></sitemapindex>", "xml")
    assert (alone.urls, alone.requested, alone.remarks) == ([WANTED], [], [])
