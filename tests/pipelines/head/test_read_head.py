"""The head of an article: its lines labelled together, what is cut of them, and what is left in doubt."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from corpus.models import Article, Capture
from pipelines.refine import PagesRead, read_pages
from pipelines.rules import NO_RULES

TITLE = "Balai Karang Latih Petugas Loket"
TEXT = [
    "Balai Karang melatih petugas loket supaya pertanyaan warga dijawab pada hari yang sama.",
    "Pelatihan itu diikuti petugas dari tiga pelabuhan. Mereka belajar mencatat keluhan.",
    "Kepala balai meminta loket dibuka sampai sore agar warga desa tidak pulang dengan tangan kosong.",
    "Warga berharap pelatihan serupa digelar setiap tahun dan tidak hanya di kota.",
]
Read = Callable[..., PagesRead]


@pytest.fixture
def read() -> Read:
    """Read a page made of these lines, as paragraphs of one box without a name, below the title or without one."""

    def make(*lines: str, title: str | None = TITLE, photo_at: int | None = None) -> PagesRead:
        printed = [f"<p>{line}</p>" for line in lines]
        if photo_at is not None:
            printed.insert(photo_at, '<p><img src="/foto.jpg" width="900" height="600"></p>')
        heading = f"<h1>{title}</h1>" if title else ""
        html = (
            f"<!doctype html><html lang=id><head><title>{TITLE}</title></head><body><div>{heading}"
            f"<div>{''.join(printed)}</div></div></body></html>"
        )
        address = "https://wartakarang.example/daerah/balai-karang-latih"
        return read_pages([Capture(address, html.encode(), datetime(2025, 11, 20, 5, tzinfo=UTC))], NO_RULES)

    return make


def article_of(pages: PagesRead) -> Article:
    """The article that was read."""
    assert isinstance(pages.refined, Article), pages.refined
    return pages.refined


def labels_of(pages: PagesRead) -> dict[str, str]:
    """Line -> label, of the first page's head."""
    return {line.text: line.label for line in pages.heads[0]}


def test_the_text_begins_behind_a_title_that_it_repeats(read: Read) -> None:
    caption = "Petugas loket mencatat keluhan warga di aula balai pada siang hari"
    pages = read(caption, TITLE, "by Rina Teladan and Dodi Teladan", "Monday, November 18, 2024", *TEXT)
    article = article_of(pages)
    assert article.text.split("\n") == [caption, *TEXT]
    assert article.authors == ("Rina Teladan", "Dodi Teladan")
    assert [cut.rule for cut in article.removed] == ["title_repeated", "byline", "page_stamp"]
    assert {label for line, label in labels_of(pages).items() if line == caption} == {"lead"}


def test_a_whole_head_is_labelled_and_cut(read: Read) -> None:
    pages = read(
        "Berita Karang Terkini",
        "Pelatihan diikuti petugas dari tiga pelabuhan, mereka belajar mencatat keluhan.",
        "Penulis: Rina Teladan | Editor: Dodi Teladan",
        "Kamis, 6 November 2025 | 10:15 WIB",
        "A A A",
        "Petugas menerima warga di loket, Senin (3/11/2025). (Foto: Humas Balai)",
        f"KARANG, WARTAKARANG.COM – {TEXT[0]}",
        *TEXT[1:],
    )
    article = article_of(pages)
    assert article.text == "\n".join(TEXT)
    assert (article.authors, article.editor) == (("Rina Teladan",), "Dodi Teladan")
    assert (article.place, article.published_day) == ("Karang", date(2025, 11, 6))
    assert list(labels_of(pages).values()) == [
        "title", "kicker", "standfirst", "byline", "stamp", "furniture", "caption", "dateline",
    ]  # fmt: skip
    assert all(line.why for line in pages.heads[0])
    assert {cut.rule for cut in article.removed} == {
        "byline", "caption", "dateline", "head_furniture", "kicker", "page_stamp", "standfirst",
    }  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        f"{TITLE}.",
        f"{TITLE}, Karang, Kamis (6/11/2025).",
        f"{TITLE}, Kamis (6/11",
        "Kepala balai menyerahkan sertifikat kepada petugas di aula, Kamis (6/11/2025).",
        "PELATIHAN PETUGAS - Petugas loket duduk di aula balai, Kamis (6/11/2025).",
    ],
)
def test_a_caption_in_front_of_the_dateline_hides_it_no_more_and_its_day_is_none_of_publication(
    line: str, read: Read
) -> None:
    article = article_of(read(line, f"Kupang, KemenP2MI (6/11) – {TEXT[0]}", *TEXT[1:]))
    assert (article.text, article.place) == ("\n".join(TEXT), "Kupang")
    assert article.published_day is None


@pytest.mark.parametrize(
    "above",
    [
        ["Hari masih gelap ketika warga datang. Mereka membawa map plastik dan bekal nasi dari rumah masing-masing."],
        [TEXT[2], TEXT[3], "Petugas pulang sesudah loket ditutup."],
    ],
)
def test_paragraphs_in_front_of_a_dateline_stay_in_the_text(above: list[str], read: Read) -> None:
    article = article_of(read(*above, f"KUPANG, KOMPAS.com – {TEXT[0]}", *TEXT[1:]))
    assert article.text.split("\n")[: len(above)] == above
    assert TEXT[0] in article.text


def test_a_sentence_that_looks_like_a_caption_stays_where_no_dateline_and_no_photo_is(read: Read) -> None:
    first = "Petugas loket dari tiga pelabuhan belajar mencatat keluhan warga (Pekerja Migran Indonesia/PMI)."
    assert article_of(read(first, *TEXT[1:])).text == "\n".join([first, *TEXT[1:]])


def test_a_first_paragraph_that_begins_like_the_title_stays(read: Read) -> None:
    first = f"{TITLE.replace('Latih Petugas Loket', 'latih petugas loket')} sejak pagi hingga sore di aula."
    assert article_of(read(first, *TEXT[1:])).text.startswith(first)


@pytest.mark.parametrize("name", ["Tribun Karang", "Tim Redaksi", "Kupang", "Wartakarang", "Redaksi"])
def test_a_paper_a_desk_or_a_place_is_no_writer(name: str, read: Read) -> None:
    article = article_of(read(f"{name} - Kamis, 6 November 2025 10:15 WIB", f"KUPANG - {TEXT[0]}", *TEXT[1:]))
    assert (article.authors, article.published_day) == ((), date(2025, 11, 6))


def test_names_that_stand_alone_are_writers_beside_a_role_a_desk_or_a_stamp(read: Read) -> None:
    stamp, start = "Kamis, 6 November 2025 10:15 WIB", f"KUPANG - {TEXT[0]}"
    assert article_of(read("Rina Teladan", stamp, start, *TEXT[1:])).authors == ("Rina Teladan",)
    both = article_of(read("Rina Teladan,", "Dodi Teladan", "Tim Redaksi", start, *TEXT[1:]))
    assert both.authors == ("Rina Teladan", "Dodi Teladan")
    four = article_of(read("Reporter", "Rina Teladan", "Editor", "Dodi Teladan", start, *TEXT[1:]))
    assert (four.authors, four.editor) == (("Rina Teladan",), "Dodi Teladan")
    assert article_of(read("Rina Teladan", start, *TEXT[1:])).authors == ()


def test_odd_heads_lose_no_word_of_the_text(read: Read) -> None:
    start = f"KUPANG - {TEXT[0]}"
    assert article_of(read(TITLE, TITLE, TITLE, start, *TEXT[1:])).text == "\n".join(TEXT)
    long = article_of(read(*(["Bagikan", "A A A", "Iklan"] * 20), start, *TEXT[1:]))
    assert all(line in long.text for line in TEXT)
    glued = "Reporter: Rina Teladan | Editor: Dodi Teladan | Kamis, 6 November 2025 | 10:15 WIB | Dibaca: 12 kali"
    article = article_of(read(glued, start, *TEXT[1:]))
    assert (article.text, article.authors, article.editor) == ("\n".join(TEXT), ("Rina Teladan",), "Dodi Teladan")
    captions = [f"Petugas ke-{number} menerima warga di loket. (Foto: Humas Balai)" for number in range(8)]
    assert article_of(read(*captions)).text != ""
    assert all(line in article_of(read(start, *TEXT[1:], title=None)).text for line in TEXT)


STANDFIRST = (
    "Warga tidak mau menunggu lama. Petugas pun diminta ramah kepada siapa saja yang datang dari desa ke loket itu."
)


def test_two_sentences_above_a_byline_are_the_standfirst_of_a_sure_dateline(read: Read) -> None:
    head = (STANDFIRST, "Oleh", "RINA TELADAN", "· 3 menit baca")
    pages = read(*head, f"KARANG, WARTAKARANG.COM — {TEXT[0]}", *TEXT[1:])
    article = article_of(pages)
    assert article.text.split("\n") == TEXT
    assert (article.authors, labels_of(pages)[STANDFIRST]) == (("RINA TELADAN",), "standfirst")


def test_two_sentences_above_a_byline_stay_in_front_of_a_place_alone(read: Read) -> None:
    pages = read(STANDFIRST, "Penulis: Rina Teladan", f"KUPANG — {TEXT[0]}", *TEXT[1:])
    assert STANDFIRST in article_of(pages).text


@pytest.mark.parametrize("line", ["“Kami lelah menunggu,” kata warga.", "Siapa yang mau menunggu lama?", "Pulanglah!"])
def test_speech_in_front_of_a_dateline_is_no_caption(line: str, read: Read) -> None:
    pages = read(line, f"KUPANG, WARTAKARANG.COM — {TEXT[0]}", *TEXT[1:])
    assert article_of(pages).text.split("\n") == [line, *TEXT]


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        ("<figure><img src='/a.jpg' width='900' height='600'><figcaption>Di aula.</figcaption></figure>", True),
        ("<figure><img src='/a.jpg' width='900' height='600'></figure>", False),
    ],
)
def test_below_a_photo_with_its_caption_stands_the_text(figure: str, text: bool, read: Read) -> None:
    line = "Balai Karang melayani warga sampai sore setiap hari kerja (Antara)."
    assert (line in article_of(read(f"</p>{figure}<p>{line}", *TEXT)).text) is text


def test_a_report_from_somewhere_may_be_a_sentence(read: Read) -> None:
    line = "Laporan dari lapangan menyebut loket penuh."
    assert line in article_of(read(line, *TEXT)).text


@pytest.mark.parametrize("piece", [".", "… ", "- ", "a."])
def test_a_line_of_points_takes_no_longer_than_another(piece: str, read: Read) -> None:
    """A table of contents in points: 30,000 of them took 6 CPU seconds once."""
    started = time.process_time()
    article_of(read(f"Kupang - {piece * 30_000} x", *TEXT))
    assert time.process_time() - started < 2
