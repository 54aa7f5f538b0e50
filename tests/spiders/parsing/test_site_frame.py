"""A further page of a walk that is none of the site's is told; the empty page behind the last one ends the walk."""

from __future__ import annotations

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse, Response, TextResponse

from corpus.topics import parse_topic
from pipelines.storing.items import Entry, Remark
from spiders.families.listing import ListingSpider
from spiders.parsing.anchors import read_anchors

TOPIC = parse_topic('name = "uji"\n[ask]\nsearch = ["pegawai"]\n[grade]\nphrases = ["pembinaan pegawai"]\n')
MENU = '<html><head><title>Uji</title></head><body><nav><a href="/">Beranda</a></nav>{}</body></html>'
LIST = "".join(f'<h3><a href="/berita/pegawai-{n}">Pegawai dibina {n}</a></h3>' for n in range(10))


class UjiSpider(ListingSpider):
    name, outlet, kind, site = "uji", "Uji", "media", "uji.example"
    search_url = "/cari?q={query}&page={page}"
    index_url = "/indeks/{day:%Y-%m-%d}"
    article_url = r"/berita/(?P<slug>[a-z0-9-]+)"


def test_a_repeated_page_that_offers_the_requested_one_is_told_as_capped() -> None:
    pager = '<b>1</b> <a href="/cari?q=pegawai&amp;halaman=2">2</a>'
    assert answered(MENU.format(LIST + pager), html(MENU.format(LIST + pager))) == ["capped"]
    words = '<a href="/cari?q=pegawai&amp;after=b">Selanjutnya &raquo;</a>'
    assert answered(MENU.format(LIST + words), html(MENU.format(LIST + words))) == ["capped"]
    assert answered(MENU.format(LIST), html(MENU.format(LIST))) == []


def test_a_nonsense_word_that_gets_an_empty_answer_has_no_hit() -> None:
    spider = UjiSpider(topic=TOPIC)
    (request,) = spider.begin_search()
    other = MENU.format(LIST.replace("Pegawai", "Staf").replace("/pegawai", "/staf"))
    (nonsense,) = [
        item for item in spider.parse_search(page_at(request, other), **request.cb_kwargs) if isinstance(item, Request)
    ]
    nonsense.cb_kwargs["walk"] |= {"open": True, "framed": True}
    given = list(spider.parse_search(page_at(nonsense, ""), **nonsense.cb_kwargs))
    assert sum(isinstance(item, Entry) and item.outcome == "taken" for item in given) == 10


@pytest.mark.parametrize(
    ("body", "remark"),
    [
        ('{"total": 0, "data": []}', "nothing_found"),
        ('{"status": "success", "data": []}', "nothing_found"),
        ('{"total": 24, "data": []}', "no_links"),
        ('{"total": 0, "menu": [{"a": 1}]}', "no_links"),
    ],
)
def test_an_empty_list_as_json_is_empty_by_its_own_answer(body: str, remark: str) -> None:
    spider = UjiSpider(topic=TOPIC)
    (request,) = spider.begin_search()
    given = spider.parse_search(page_at(request, body), **request.cb_kwargs)
    assert [item.reason for item in given if isinstance(item, Remark)] == [remark]


def answered(first: str, second: Response) -> list[str]:
    """The remarks on the second page of a search whose first page is `first`."""
    spider = UjiSpider(topic=TOPIC)
    (request,) = spider.begin_search()
    given = list(spider.parse_search(page_at(request, first), **request.cb_kwargs))
    (onward,) = [item for item in given if isinstance(item, Request)]
    second = second.replace(url=onward.url, request=onward)
    return [item.reason for item in spider.parse_search(second, **onward.cb_kwargs) if isinstance(item, Remark)]


def page_at(request: Request, body: str) -> HtmlResponse:
    return HtmlResponse(request.url, body=body.encode(), encoding="utf-8", request=request)


def html(body: str) -> HtmlResponse:
    return HtmlResponse("https://uji.example/", body=body.encode(), encoding="utf-8")


@pytest.mark.parametrize(
    "second",
    [
        html(""),
        html("<br /><b>Fatal error</b>: Allowed memory size of 134217728 bytes exhausted in x.php"),
        html(MENU.format("<p>Fatal error: Uncaught Error: Class 'Berita' not found in x.php</p>")),
        html("<html><head><title>Database Error</title></head><body>Error establishing a database connection</body>"),
        html("<html><body><script src='/aes.js'></script><noscript>Needs Javascript</noscript></body></html>"),
        html(MENU.format("<p>Server sedang sibuk, silakan coba beberapa saat lagi.</p>")),
        html(MENU.format("<p>Maaf, silakan coba lagi dalam beberapa saat.</p>")),
        html(MENU.format("<h1>Situs dalam pemeliharaan</h1>")),
        html(MENU.format("<p>Terlalu banyak permintaan.</p>")),
        Response("https://uji.example/", body=b"%PDF-1.4"),
        TextResponse("https://uji.example/", body=b'{"status": "error", "message": "data tidak ditemukan"}'),
    ],
)
def test_a_further_page_that_is_none_of_the_site_is_no_end(second: Response) -> None:
    assert answered(MENU.format(LIST), second) == ["part_missing"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (MENU.format(LIST), html(MENU.format(""))),
        (MENU.format(LIST), html(MENU.format("<p>Berita tidak ditemukan</p>"))),
        (MENU.format(LIST), html("<p>Tidak ada hasil</p>")),
        (MENU.format(LIST), html("<html><head><title>Indeks</title></head><body><ul></ul></body></html>")),
        (MENU.format(LIST), html("<title>Halaman tidak ditemukan</title><h1>404</h1>")),
        (MENU.format(LIST), html(MENU.format("<aside>Siaran langsung dimulai beberapa saat lagi</aside>"))),
        (LIST, html("")),
    ],
)
def test_an_empty_page_ends_a_walk(first: str, second: Response) -> None:
    assert answered(first, second) in ([], ["nothing_found"])


def test_a_broken_day_of_an_index_is_told_and_the_day_before_is_asked() -> None:
    spider = UjiSpider(topic=TOPIC)
    (request,) = spider.begin_index()
    (onward,) = [
        item
        for item in spider.parse_index(page_at(request, MENU.format(LIST)), **request.cb_kwargs)
        if isinstance(item, Request)
    ]
    given = list(spider.parse_index(page_at(onward, ""), **onward.cb_kwargs))
    assert [item.reason for item in given if isinstance(item, Remark)] == ["part_missing"]
    assert [item for item in given if isinstance(item, Request)]


@pytest.mark.parametrize(
    "body",
    [
        "<b>Fatal error</b>: Uncaught Error: Class 'Berita' not found in /srv/x.php on line 3",
        "<pre>SQLSTATE[42S02]: Base table or view not found: 1146</pre>",
        '{"errors": [{"message": "berita tidak ditemukan: timeout"}], "data": null}',
        '{"success": false, "message": "Gagal: data tidak ditemukan", "data": []}',
    ],
)
def test_a_fault_that_says_not_found_is_no_empty_search(body: str) -> None:
    spider = UjiSpider(topic=TOPIC)
    (request,) = spider.begin_search()
    remarks = [item.reason for item in spider.parse_search(page_at(request, body), **request.cb_kwargs)]
    assert remarks == ["no_links"]


@pytest.mark.parametrize(("number", "unread"), [(0, 0), (3, 0), (4, 4)])
def test_rows_in_the_data_of_a_script_are_counted_where_the_links_are_a_rail(number: int, unread: int) -> None:
    rail = LIST.split("</h3>")[:3]
    rows = ", ".join(f'{{"title": "Staf balai dibina {n}", "slug": "staf-{n}"}}' for n in range(number))
    shown = ', {"title": "Pegawai dibina 0", "slug": "pegawai-0"}' if number else ""
    data = f'<script type="application/json">{{"posts": [{rows}{shown}]}}</script>'
    page = read_anchors(html(MENU.format("</h3>".join(rail) + "</h3>" + data)), UjiSpider.address())
    assert len(page.links) == 3
    assert [entry.outcome for entry in page.unused] == ["unreadable"] * unread
