"""An empty answer says so; a page without links that says nothing may have changed."""

from __future__ import annotations

import pytest
from scrapy.http import HtmlResponse

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
