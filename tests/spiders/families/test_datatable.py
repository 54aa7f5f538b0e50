"""Lists that a site serves as JSON to its own page."""

from __future__ import annotations

import json
from datetime import date

import pytest

from spiders.families.datatable import DataTableSpider

TEXT = "<p>" + "Kepala Badan membina pegawai. " * 40 + "</p>"


class AgencySpider(DataTableSpider):
    name = "lembaga"
    outlet = "Lembaga"
    kind = "agency"
    site = "lembaga.example"
    article_url = r"https?://lembaga\.example/berita-detail/(?P<slug>[a-z0-9-]+)"
    ways = ("data",)
    data_url = "/berita-data?draw=1&start={start}&length={length}"
    data_article = "/berita-detail/{slug}"


def row(slug: str, **more: object) -> dict[str, object]:
    return {"slug": slug, "judul": f'<a href="#">{slug.title()}</a>', "tanggal": "22 June 2026", "id": 7, **more}


@pytest.fixture
def spider(make):
    return make(AgencySpider)


@pytest.fixture
def first(spider):
    (request,) = spider.begin()
    return request


def test_rows_are_asked_from_the_first(first):
    assert first.url == "https://lembaga.example/berita-data?draw=1&start=0&length=100"


def test_a_row_with_its_text_becomes_a_link(spider, first, answer):
    (link,) = answer(spider, first, {"data": [row("rapat-kerja", gtgberita=TEXT)]}).links
    assert (link.url, link.title) == ("https://lembaga.example/berita-detail/rapat-kerja", "Rapat-Kerja")
    assert (link.day, link.whole) == (date(2026, 6, 22), True)
    assert link.text is not None
    assert link.text.startswith("Kepala Badan membina")


def test_a_row_without_a_slug_has_its_address_in_its_title(spider, first, answer):
    title = "<a class='judul' href='/berita-detail/pegawai-bp2mi-dibina'>Pegawai BP2MI dibina</a>"
    given = answer(spider, first, {"data": [row("", judul=title), row("", judul="Tanpa tautan BP2MI pegawai")]})
    assert given.urls == ["https://lembaga.example/berita-detail/pegawai-bp2mi-dibina"]


def test_rows_without_text_are_sifted_by_their_words(spider, first, answer):
    given = answer(spider, first, {"data": [row("rapat-kerja"), row("pegawai-bp2mi-dibina")]})
    assert given.urls == ["https://lembaga.example/berita-detail/pegawai-bp2mi-dibina"]
    assert given.links[0].text is None


def test_the_list_is_walked_to_its_stated_end(spider, first, answer):
    rows = [row(f"bp2mi-{n}") for n in range(100)]
    page_2 = answer(spider, first, {"data": rows, "recordsFiltered": 150}).requests[0]
    assert "start=100&length=100" in page_2.url
    assert answer(spider, page_2, {"data": rows[:50], "recordsFiltered": 150}).requests == []


def test_without_a_stated_end_an_empty_page_is_the_last(spider, first, answer):
    page_2 = answer(spider, first, {"data": [row("bp2mi-1")]}).requests[0]
    assert "start=1&length=100" in page_2.url
    assert answer(spider, page_2, {"data": []}).requests == []


LINK = '<a class="b" href="/berita-detail/pegawai-bp2mi-dibina"><b>Pegawai</b> BP2MI dibina</a>'
CLICKED = "<span KLIK'/berita-detail/pegawai-bp2mi-dibina'>Pegawai BP2MI dibina</span>"


@pytest.mark.parametrize(
    "table",
    [
        {"data": [["1", LINK, "22 Juni 2026"]]},
        {"data": [["1", '<a href="/unduh/1.pdf">Unduh</a>', LINK, "22 Juni 2026"]]},
        {"data": [{"no": 1, "aksi": '<a href="#">Lihat</a>', "nama": LINK, "tgl": "22 Juni 2026"}]},
        {"data": [{"no": 1, "isi": {"a": LINK, "b": ["22 Juni 2026"]}}]},
        {"data": [["/berita-detail/pegawai-bp2mi-dibina", "Pegawai BP2MI dibina", "22 Juni 2026"]]},
        {"aaData": [["1", LINK, "22 Juni 2026"]], "iTotalDisplayRecords": "1"},
        {"data": {"data": [["1", LINK, "22 Juni 2026"]], "total": 1}},
        [["1", LINK, "22 Juni 2026"]],
        {"data": [{"judul": {"display": LINK, "sort": "x"}, "tgl": {"display": "22 Juni 2026", "sort": "2026-06-22"}}]},
        {"data": [{"judul": {"_": LINK, "filter": "x"}, "tanggal": {"_": "22 Juni 2026", "filter": "2026"}}]},
        {"data": [["berita-detail/pegawai-bp2mi-dibina", "Pegawai BP2MI dibina", "22 Juni 2026"]]},
        {"data": [[CLICKED.replace("KLIK", "data-href="), "22 Juni 2026"]]},
        {"data": [[CLICKED.replace("KLIK", "onclick=location.href="), "22 Juni 2026"]]},
        {"status": "ok", "response": {"data": [["1", LINK, "22 Juni 2026"]], "recordsTotal": 1}},
        {"d": json.dumps({"aaData": [["1", LINK, "22 Juni 2026"]], "iTotalRecords": 1})},
    ],
)
def test_a_row_has_its_link_in_any_cell_and_form(spider, first, answer, table):
    (link,) = answer(spider, first, table).links
    assert link.url == "https://lembaga.example/berita-detail/pegawai-bp2mi-dibina"
    assert "Pegawai BP2MI dibina" in link.title
    assert link.day == date(2026, 6, 22)


def test_fewer_rows_than_asked_are_followed_by_those_behind_them(spider, first, answer):
    rows = [row(f"bp2mi-{n}") for n in range(10)]
    page_2 = answer(spider, first, {"data": rows, "recordsFiltered": "24"}).requests[0]
    assert "start=10&length=100" in page_2.url


def test_three_pages_out_of_the_window_end_the_walk(make, answer):
    spider = make(AgencySpider, since="2026-06-23")
    request = next(spider.begin())
    for number in range(2):
        given = answer(spider, request, {"data": [row(f"bp2mi-{number}")], "recordsTotal": 1_000})
        request = given.requests[0]
    assert answer(spider, request, {"data": [row("bp2mi-3")], "recordsTotal": 1_000}).requests == []


@pytest.mark.parametrize("body", ["<html>Beranda</html>", "[]", '{"data": "x"}', '{"message": "galat"}'])
def test_what_is_no_table_is_told(spider, first, answer, body):
    assert answer(spider, first, body, "json").remarks == ["not_a_table"]


def test_odd_rows_are_passed_over(spider, first, answer):
    rows = ["x", None, {}, {"slug": 5}, {"slug": None, "judul": 3}, row("bp2mi-baik")]
    assert "https://lembaga.example/berita-detail/bp2mi-baik" in answer(spider, first, {"data": rows}).urls


def test_a_server_that_says_it_could_not_look_has_no_empty_table(spider, first, answer):
    nothing = {"draw": 1, "recordsTotal": 0, "recordsFiltered": 0, "data": []}
    assert answer(spider, first, {**nothing, "error": "Session expired"}).remarks == ["not_a_table"]
    assert answer(spider, first, {**nothing, "error": None}).remarks == ["nothing_found"]


def test_an_error_within_a_wrapped_table_is_told(spider, first, answer):
    assert answer(spider, first, {"response": {"data": [], "error": "galat"}}).remarks == ["not_a_table"]


def test_a_path_in_a_cell_that_is_no_article_is_no_address(spider, first, answer):
    given = answer(spider, first, {"data": [["pegawai/bp2mi", "22/06/2026", "Pegawai BP2MI dibina"]]})
    assert [entry.outcome for entry in given.entries] == ["unreadable"]


@pytest.mark.parametrize(
    "table",
    [
        {"hasil": [["1", LINK, "22 Juni 2026"]], "total": 1},
        {"menu": [{"url": "/profil"}, {"url": "/kontak"}], "isi": {"daftar": [{"id": 1, "kolom": LINK}]}},
        {"data": [{"id": 1, "nama": "tanpa tautan"}], "berita": [{"apa_saja": f"<div>{LINK}</div>"}]},
    ],
)
def test_the_rows_are_those_that_hold_articles_whatever_their_name(spider, first, answer, table):
    assert answer(spider, first, table).urls == ["https://lembaga.example/berita-detail/pegawai-bp2mi-dibina"]


def test_an_empty_list_of_an_unknown_name_is_an_end_and_no_answer_to_begin_with(spider, first, answer):
    assert answer(spider, first, {"hasil": []}).remarks == ["not_a_table"]
    assert answer(spider, first, {"hasil": [], "total": "0"}).remarks == ["nothing_found"]
    assert answer(spider, first, {"success": False, "hasil": [], "total": 0}).remarks == ["not_a_table"]
    page_2 = answer(spider, first, {"hasil": [row("pegawai-bp2mi")]}).requests[0]
    end = answer(spider, page_2, {"hasil": []})
    assert (end.remarks, end.requests) == ([], [])


def test_rows_before_a_fault_are_read_and_the_next_are_asked_behind_them(spider, first, answer):
    body = json.dumps({"recordsTotal": 9, "data": [row("pegawai-bp2mi-1"), row("pegawai-bp2mi-2"), row("pegawai-3")]})
    given = answer(spider, first, "\ufeff<br /><b>Notice</b>: x[0] in y<br />" + body[:-90], "json")
    assert [entry.outcome for entry in given.entries] == ["taken", "taken", "unreadable"]
    assert given.remarks == ["cut_short"]
    assert "start=2&" in given.requests[0].url


def test_a_comma_behind_the_last_row_is_no_fault(spider, first, answer):
    body = '{"data": [' + json.dumps(row("pegawai-bp2mi-1"))[:-1] + ",},], }"
    given = answer(spider, first, body, "json")
    assert ([entry.outcome for entry in given.entries], given.remarks) == (["taken"], [])


def test_an_answer_without_a_total_gives_the_articles_of_all_its_lists(spider, first, answer):
    lists = {"utama": [row("bp2mi-pegawai-satu"), row("bp2mi-pegawai-dua")], "lain": [row("bp2mi-pegawai-tiga")]}
    given = answer(spider, first, {"data": lists | {"menu": [{"nama": "Beranda"}]}})
    assert [url.rpartition("-")[2] for url in given.urls] == ["satu", "dua", "tiga"]
    assert "start=2&" in given.requests[0].url
    assert answer(spider, first, {"recordsTotal": 2, "data": lists}).urls == given.urls[:2]


def test_of_several_links_of_a_row_the_one_with_most_words_is_the_article(spider, first, answer):
    edit, title = "<a href='/berita-detail/ubah'>Ubah</a>", "<a href='/berita-detail/x-1'>Pegawai BP2MI dibina</a>"
    assert answer(spider, first, {"data": [[1, edit, title]]}).urls == ["https://lembaga.example/berita-detail/x-1"]
