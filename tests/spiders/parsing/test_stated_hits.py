"""What a page of hits says of its own extent, and that a page isn't there."""

from __future__ import annotations

import pytest
from scrapy.http import HtmlResponse, JsonResponse, Response

from spiders.parsing.emptiness import says_no_hits
from spiders.parsing.stated_hits import links_to, names_next, stated_hits


def page(body: str) -> HtmlResponse:
    return HtmlResponse("https://warta.example/cari", body=f"<html><body>{body}</body></html>", encoding="utf-8")


@pytest.mark.parametrize(
    ("body", "number"),
    [
        ("<p>Ditemukan 340 hasil pencarian untuk pembinaan</p>", 340),
        ("<div>Menampilkan 1-10 dari 1.340 berita</div>", 1340),
        ("<span>About 1,200 results (0.2 s)</span>", 1200),
        ("<p>24 artikel ditemukan</p>", 24),
        ("<h3><a href='/a'>340 berita ditemukan palsu</a></h3>", None),
        ("<p>Dari 12 berita ada 3, total 5 artikel</p><p>total 7 artikel</p>", None),
        ("<p>" + "Panitia menulis lagi. " * 20 + "Terdapat 30 berita.</p>", None),
        ("<p>Peserta menerima 340 surat</p>", None),
    ],
)
def test_the_number_of_hits_is_what_a_short_sentence_of_the_page_says(body: str, number: int | None) -> None:
    assert stated_hits(page(body)) == number


def test_a_next_page_is_named_by_a_relation_or_for_a_script() -> None:
    assert names_next(page("<a rel='next' href='/cari?page=2'>2</a>"))
    assert names_next(page("<div data-next-url='/cari?offset=10'></div>"))
    assert not names_next(page("<a href='/cari?page=2'>2</a>"))


def test_a_page_that_is_not_there_is_no_page_without_hits() -> None:
    assert not says_no_hits(page("<h1>404</h1><p>Halaman tidak ditemukan.</p>"))
    assert not says_no_hits(page("<h2>Halaman yang Anda cari tidak ditemukan</h2>"))
    assert says_no_hits(page("<h1>Pencarian: magang</h1><p>Halaman tidak ditemukan</p>"))
    assert says_no_hits(page("<h1>Tidak ditemukan</h1>"))


@pytest.mark.parametrize("kind", [JsonResponse, Response])
def test_an_answer_that_is_no_page_says_nothing(kind: type[Response]) -> None:
    answer = kind("https://warta.example/cari", body=b'{"html": false}')
    assert (stated_hits(answer), names_next(answer), links_to(answer, "https://warta.example/cari?page=0")) == (
        None, False, False
    )  # fmt: skip
    assert not says_no_hits(answer)
