"""Sub-heads, short sentences and links to other sites that an extractor lost between the paragraphs."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from corpus.models import Capture
from pipelines.balance.line_fates import PageFacts
from pipelines.balance.taking import lost_prose
from pipelines.page.parsed_page import ParsedPage, open_page

FIRST = "Balai itu membuka tiga loket baru bagi pekerja migran pada hari Senin."
SECOND = "Kepala balai meminta pegawai melayani warga dengan sabar sepanjang pekan ini."
ONE, TWO = f"<p>{FIRST}</p>", f"<p>{SECOND}</p>"
OUT = "https://toko.example"


def lost(markup: str) -> list[tuple[int, str, str]]:
    body = f"<html><body>{markup}</body></html>".encode()
    page = open_page(
        Capture("https://warta.contoh.id/a", body, datetime(2024, 1, 1, tzinfo=UTC), content_type="text/html")
    )
    assert isinstance(page, ParsedPage)
    return [(line.behind, line.text, line.evidence) for line in lost_prose(page, PageFacts([FIRST, SECOND])).lines]


@pytest.mark.parametrize(
    "part",
    [
        "<h2>Antrean di pelabuhan</h2>",
        "<div class=anak-judul>Siapa yang dilayani?</div>",
        "<p><b>Ia pulang sore.</b></p>",
    ],
)
def test_a_sub_head_or_a_short_sentence_between_paragraphs(part: str) -> None:
    assert [(behind, evidence) for behind, _, evidence in lost(f"<div>{ONE}{part}{TWO}</div>")] == [(0, "sub_head")]


@pytest.mark.parametrize(
    "part",
    [
        "<h4>Baca juga</h4>",
        '<h4>Kabar dari pulau seberang</h4><ul><li><a href="/berita/2">Jembatan gantung putus</a></li></ul>',
        '<p>Tonton dan dengarkan pula:</p><div><a href="/berita/2">Jembatan gantung putus diterjang banjir</a></div>',
        '<h3>Kabar pulau seberang hari ini</h3><div class=k><a href="/2"><b>Jembatan gantung putus lagi</b></a></div>',
        "<p>Iklan</p>",
        "<p>Foto Antara Sari</p>",
        "<div class=related><h4>Jembatan gantung putus</h4></div>",
        '<h3><a href="/berita/2">Jembatan gantung putus diterjang banjir</a></h3>',
        '<h3><a href="https://warta.contoh.id/2">Jembatan gantung putus diterjang banjir</a></h3>',
        '<h3><a href="https://foto.contoh.id/2">Jembatan gantung putus diterjang banjir</a></h3>',
        '<p><a href="https://news.google.com/x">Ikuti kabar kami di sini saja</a></p>',
        f'<p><a href="{OUT}/1">Beli tiket kapal murah sekarang juga</a></p>',
    ],
)
def test_what_a_rule_explains_and_links_of_the_site_are_left(part: str) -> None:
    assert lost(f"<div>{ONE}{part}{TWO}</div>") == []


@pytest.mark.parametrize(
    ("part", "taken"),
    [
        (f'<ul><li><a href="{OUT}/1">Formulir pendaftaran</a></li><li><a href="{OUT}/2">Surat izin</a></li></ul>', 2),
        (f'<h3><a href="{OUT}/1">Tas tahan air</a></h3>', 1),
        (f'<p>[<a href="{OUT}/1">Warta Seberang</a>]</p>', 1),
        (
            f'<div class=barang><div><a href="{OUT}/1">Tas tahan air</a></div><a href="{OUT}/1">Rp99.000</a></div>' * 3,
            6,
        ),
    ],
)
def test_links_to_other_sites_between_paragraphs_are_the_writers(part: str, taken: int) -> None:
    assert [(behind, evidence) for behind, _, evidence in lost(f"<div>{ONE}{part}{TWO}</div>")] == [
        (0, "own_links")
    ] * taken


def test_nothing_is_taken_before_or_far_behind_the_text() -> None:
    assert lost(f"<div><h2>Antrean di pelabuhan</h2>{ONE}{TWO}<h2>Pelayanan hari libur</h2></div>") == []
    links = f'<ul><li><a href="{OUT}/1">Formulir pendaftaran</a></li></ul>'
    assert lost(f"<div>{links}{ONE}{TWO}{links}</div>") == []


def test_a_short_sentence_right_behind_the_text() -> None:
    last = "Loket itu buka sampai pukul empat sore."
    assert lost(f"<div>{ONE}{TWO}<p>{last}</p></div>") == [(1, last, "sub_head")]
    assert lost(f"<div>{ONE}{TWO}</div><p>{last}</p>") == []
