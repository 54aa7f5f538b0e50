"""An empty answer says so; a page without links that says nothing may have changed."""

from __future__ import annotations

import pytest
from scrapy.http import HtmlResponse, TextResponse

from pipelines.storing.items import Entry
from spiders.parsing.emptiness import says_no_hits


@pytest.mark.parametrize(
    ("text", "is_empty"),
    [
        ("Tidak ada hasil untuk “magang”.", True),
        ("Maaf, berita yang Anda cari tidak ditemukan", True),
        ("Menampilkan 0 artikel", True),
        ("Nothing Found. Try another word.", True),
        ("Hasil pencarian untuk pegawai: belum ada berita", True),
        ("Menampilkan 120 artikel", False),
        ("Beranda Berita Kontak", False),
    ],
)
def test_a_page_says_that_nothing_was_found(text: str, is_empty: bool) -> None:
    page = HtmlResponse("https://x.example/cari", body=f"<main><p>{text}</p></main>".encode())
    assert says_no_hits(page) is is_empty


@pytest.mark.parametrize(
    "hidden",
    [
        '<div style="display: none">{}</div>',
        "<div hidden><p>{}</p></div>",
        '<p class="kosong d-none">{}</p>',
        "<template><p>{}</p></template>",
        "<noscript>{}</noscript>",
    ],
)
def test_a_sentence_that_waits_for_a_script_says_nothing(hidden: str) -> None:
    assert not says_no_hits(page_with(hidden.format("Tidak ada hasil") + '<div id="app"></div>'))
    assert says_no_hits(page_with("<p>Tidak ada <b>hasil</b></p>" + hidden.format("Memuat")))


STORIES = [f"https://x.example/baca/8123{n}/apel-pagi-pegawai" for n in range(4)]
ENTRIES = [Entry("unknown_form", shown=url) for url in STORIES]


@pytest.mark.parametrize(
    "card",
    [
        '<li><a href="{}">Apel</a><p>{}</p></li>',
        "<h3><a href='{}'>Apel</a></h3><p>{}</p>",
        "<tr><td><a href='{}'>Apel</a></td><td>{}</td></tr>",
        "<div onclick='x()'><a href='{}'>Apel</a><p>{}</p></div>",
        "<div><a href='{}'><h3>{}</h3></a></div>",
    ],
)
def test_a_teaser_of_an_entry_does_not_say_that_there_is_none(card: str) -> None:
    teasers = ("Korban: belum ada data", "Apel", "Apel", "Tidak ada berita buruk")
    cards = "".join(card.format(url, text) for url, text in zip(STORIES, teasers, strict=True))
    body = f"<table>{cards}</table>" if "<tr>" in card else f"<main>{cards}</main>"
    assert not says_no_hits(page_with(body), ENTRIES)
    assert says_no_hits(page_with(f"<h1>Belum ada berita.</h1>{body}"), ENTRIES)
    assert not says_no_hits(page_with(f"{body}<footer><p>Belum ada berita.</p></footer>"), ENTRIES)


def test_rows_in_json_do_not_say_that_there_is_none() -> None:
    answer = TextResponse("https://x.example/cari", body=b'{"data": [{"judul": "Belum ada data korban"}]}')
    assert not says_no_hits(answer, [Entry("unreadable", shown="Belum ada data korban")])
    assert says_no_hits(TextResponse("https://x.example/cari", body=b'{"pesan": "Data tidak ditemukan"}'))


def page_with(body: str) -> HtmlResponse:
    return HtmlResponse("https://x.example/cari", body=f"<html><body>{body}</body></html>".encode())
