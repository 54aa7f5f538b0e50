"""Subheads whose class or id sounds like an insert's stay; boxes of contents and of other stories go."""

from __future__ import annotations

from datetime import UTC, datetime

from corpus.models import Article, Capture
from pipelines.refine import refine
from pipelines.rules import NO_RULES
from tests.each import for_each

STORY = [
    f"Paragraf {word} menceritakan pembinaan pegawai di Balai Karang, dari loket sampai gudang, kata kepala balai."
    for word in ("pertama", "kedua", "ketiga", "keempat", "kelima", "keenam", "ketujuh", "kedelapan")
]
TITLE = "Balai Karang Membina Pegawai Loket"


def text_with(insert: str) -> list[str]:
    body = "".join(f"<p>{line}</p>" for line in STORY[:4]) + insert + "".join(f"<p>{line}</p>" for line in STORY[4:])
    page = f"<html lang=id><title>{TITLE}</title><body><article><h1>{TITLE}</h1><div class=isi>{body}</div></article>"
    when = datetime(2026, 3, 12, tzinfo=UTC)
    article = refine([Capture("https://kabar.example/loket", page.encode(), when, content_type="text/html")], NO_RULES)
    assert isinstance(article, Article)
    return article.text.splitlines()


@for_each(
    "subhead",
    [
        '<h2 id="toc-2">Loket Baru</h2>',
        '<h3 class="related-title" id="share">Loket Baru</h3>',
        '<div class="toc-anchor" id="toc-3"><h2>Loket Baru</h2></div>',
        '<h2><span class="toc-section" id="iklan">Loket Baru</span></h2>',
        '<h2 class="tag-heading">Loket Baru</h2>',
        "<p>Baca Juga</p><h2>Loket Baru</h2>",
        "<p>Baca Juga:</p><p>Loket Baru</p>",
        '<h2 id="respond">Loket Baru</h2>',
    ],
)
def test_a_subhead_with_prose_behind_it_stays_whatever_it_is_called(subhead: str) -> None:
    assert text_with(subhead) == [*STORY[:4], "Loket Baru", *STORY[4:]]


@for_each(
    "box",
    [
        '<div id="toc"><p>Daftar Isi</p><ul><li><a href="#a">Loket</a></li><li><a href="#b">Arsip</a></li></ul></div>',
        '<h3 class="related">Berita Terkait</h3><ul><li><a href="/a">Kepala Balai Karang Dilantik</a></li></ul>',
        '<h4 class="related">Baca Juga</h4><p><a href="/a">Kepala Balai Karang Dilantik Besok</a></p>',
        "<p>Baca Juga</p><p>Kepala Balai Karang Dilantik Besok</p><p>Arsip Balai Karang Dipindah ke Gudang</p>",
        '<h5 class="caption">Suasana loket balai.</h5>',
    ],
)
def test_a_box_of_contents_or_other_stories_goes(box: str) -> None:
    assert text_with(box) == STORY


@for_each(
    "lines",
    [
        ["- KTP asli dan salinannya", "- Kartu keluarga"],
        ["Lalu, apa saja yang harus dibawa ke loket?"],
        ["Ada beberapa berkas yang harus dibawa ke loket"],
    ],
)
def test_what_stands_behind_a_bare_read_also_and_is_no_title_stays(lines: list[str]) -> None:
    items = [line.removeprefix("- ") for line in lines]
    is_list = items != lines
    insert = "".join(f"<li>{item}</li>" if is_list else f"<p>{item}</p>" for item in items)
    assert text_with(f"<p>Baca Juga</p>{f'<ul>{insert}</ul>' if is_list else insert}") == [
        *STORY[:4],
        *lines,
        *STORY[4:],
    ]


def test_a_sentence_that_goes_on_behind_its_link_is_no_insert() -> None:
    sentences = [
        "Warga dapat lihat juga laman resmi balai untuk mencari jam buka loket.",
        "Baca juga aturan lengkapnya sebelum mendaftar supaya tidak ada yang tertinggal.",
    ]
    linked = [
        sentences[0].replace("laman resmi balai", '<a href="/x">laman resmi balai</a>'),
        sentences[1].replace("aturan lengkapnya", '<a href="/x">aturan lengkapnya</a>'),
    ]
    assert text_with("".join(f"<p>{line}</p>" for line in linked)) == [*STORY[:4], *sentences, *STORY[4:]]
