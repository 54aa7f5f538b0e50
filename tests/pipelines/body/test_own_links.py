"""Links that are the article's own words are text; titles of other stories, tags and shares are not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.models import Article

SENTENCE = "Peraturan lengkap tentang pelatihan itu dapat dibaca pada laman resmi balai."
OWN = (
    (f'<p><a href="https://balaikarang.example/aturan">{SENTENCE}</a></p>', [SENTENCE]),
    (f'<p><strong><a href="/unduh/aturan.pdf">{SENTENCE}</a></strong></p>', [SENTENCE]),
    (
        (
            '<p>Pegawai yang dilantik ialah:</p><ol><li><a href="/tag/ratna">Ratna Wulan</a></li>'
            '<li><a href="/tag/budi">Budi Kelana</a></li></ol>'
        ),
        ["Pegawai yang dilantik ialah:", "Ratna Wulan", "Budi Kelana"],
    ),
    (
        (
            '<p>Dokumen yang dapat diunduh:</p><p><a href="/unduh/1.pdf">Formulir pendaftaran</a></p>'
            '<p><a href="/unduh/2.docx">Jadwal pelatihan</a></p>'
        ),
        ["Dokumen yang dapat diunduh:", "Formulir pendaftaran", "Jadwal pelatihan"],
    ),
)
BETWEEN = (
    '<h3>Daftar Pegawai yang Dilantik</h3><ol><li><a href="/profil/r">Ratna Wulan</a></li></ol>',
    '<p>Berikut nama pegawai itu.</p><div><ul><li><a href="/profil/r">Ratna Wulan</a></li></ul></div>',
)
OTHERS = (
    '<p><a href="/berita/balai-karang-tutup-kantor">Balai Karang Tutup Kantor Cabang di Kota Hilir</a></p>',
    '<h4>Berita Terkait</h4><ul><li><a href="/b/balai-karang-tutup">Balai Karang Tutup Kantor Cabang</a></li></ul>',
    '<p>Simak kabar kami lainnya:</p><ul><li><a href="/b/balai-karang-tutup">Balai Karang Tutup Kantor</a></li></ul>',
    '<div>Topik:</div><ul><li><a href="/tag/balai">Balai Karang Tutup Kantor</a></li></ul>',
)


@pytest.mark.parametrize(
    ("links", "lines", "place"),
    [
        (links, lines, place)
        for links, lines in OWN
        for place in (3, 6)
        if place == 3 or "/tag/" not in links  # behind the text the site's own pages are left
    ],
)
def test_an_articles_own_links_are_text(
    article: Callable[..., Article],
    write_page: Callable[..., str],
    write_paragraphs: Callable[..., str],
    links: str,
    lines: list[str],
    place: int,
) -> None:
    text = article(write_page(write_paragraphs(0, place) + links + write_paragraphs(place, 6))).text.split("\n")
    assert [line.removeprefix("- ") for line in text[place : place + len(lines)]] == lines


@pytest.mark.parametrize("links", OTHERS)
@pytest.mark.parametrize("place", [3, 6])
def test_links_to_other_stories_are_no_text(
    article: Callable[..., Article],
    write_page: Callable[..., str],
    write_paragraphs: Callable[..., str],
    links: str,
    place: int,
) -> None:
    text = article(write_page(write_paragraphs(0, place) + links + write_paragraphs(place, 6))).text
    assert "Tutup Kantor" not in text


@pytest.mark.parametrize("links", BETWEEN)
def test_short_items_between_paragraphs_are_text_behind_a_heading_or_a_sentence(
    article: Callable[..., Article], write_page: Callable[..., str], write_paragraphs: Callable[..., str], links: str
) -> None:
    text = article(write_page(write_paragraphs(0, 3) + links + write_paragraphs(3, 6))).text
    assert "- Ratna Wulan" in text.split("\n")


@pytest.mark.parametrize(
    "links",
    [
        '<ul><li><a href="https://facebook.com/sharer">Facebook</a></li></ul>',
        '<p>Daftar isi artikel ini:</p><ol><li><a href="#dua">Facebook di Balai</a></li></ol>',
        '<h4>Kabar lain dari balai</h4><ul><li><a href="/berita/12">Balai Karang Buka Halaman Facebook</a></li></ul>',
    ],
)
def test_shares_places_on_the_page_and_titles_are_no_text(
    article: Callable[..., Article], write_page: Callable[..., str], write_paragraphs: Callable[..., str], links: str
) -> None:
    text = article(write_page(write_paragraphs(0, 3) + links + write_paragraphs(3, 6))).text
    assert "Facebook" not in text
