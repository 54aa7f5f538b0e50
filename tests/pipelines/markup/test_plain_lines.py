"""One paragraph is one line, whatever its markup; short sentences beside paragraphs are text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import html

from corpus.models import Article
from pipelines.markup.plain_lines import make_lines_plain

SHORT = "Acara selesai pukul empat sore."
WRAPPED = "Pegawai balai itu mengikuti pelatihan selama lima hari\ndi aula besar yang baru dibuka."
LINES = [WRAPPED.replace("\n", " ") + f" Hari ke-{n} ditutup kepala balai." for n in range(4)]
HOSTILE = 100_000


@pytest.mark.parametrize("markup", ["<div>{}</div>", "<section>{}</section>", "<center>{}</center>", "{}", "<b>{}</b>"])
@pytest.mark.parametrize("place", [0, 3, 6])
def test_a_short_sentence_beside_paragraphs_is_text(
    article: Callable[..., Article],
    write_page: Callable[..., str],
    write_paragraphs: Callable[..., str],
    markup: str,
    place: int,
) -> None:
    body = write_paragraphs(0, place) + markup.format(SHORT) + write_paragraphs(place, 6)
    assert article(write_page(body)).text.split("\n")[place] == SHORT


@pytest.mark.parametrize(
    "line", ["<div class='ads-label'>Iklan ini tampil di sini.</div>", "<div>Editor: Sari Wulandari.</div>"]
)
def test_a_line_of_furniture_or_of_a_field_becomes_no_paragraph(line: str) -> None:
    prose = f"<p>{LINES[0]}</p>"
    root = html.fromstring(f"<div>{prose}{line}{prose}</div>")
    make_lines_plain(root)
    assert len(root.findall("p")) == 2


@pytest.mark.parametrize("between", ["<br><br>", "<br>\n<br>\n", "<br>&nbsp;<br>", "<br>\n"])
@pytest.mark.parametrize("around", ["{}", "<p>{}</p>", "<span>{}</span>", "<table><tr><td>{}</td></tr></table>"])
def test_the_ends_of_the_sources_lines_are_blanks(
    article: Callable[..., Article], write_page: Callable[..., str], around: str, between: str
) -> None:
    body = between.join(WRAPPED + f" Hari ke-{n} ditutup kepala balai." for n in range(4))
    assert article(write_page(around.format(body))).text.split("\n") == LINES


def test_an_empty_line_parts_the_paragraphs_of_a_preformatted_text(
    article: Callable[..., Article], write_page: Callable[..., str]
) -> None:
    body = "\n\n".join(WRAPPED + f" Hari ke-{n} ditutup kepala balai." for n in range(4))
    assert article(write_page(f"<pre>{body}</pre>")).text.split("\n") == LINES


def test_items_of_a_numbered_list_read_as_those_of_any_list(
    article: Callable[..., Article], write_page: Callable[..., str], write_paragraphs: Callable[..., str]
) -> None:
    items = "<ol start='3'><li>Membawa kartu tanda pengenal.</li><li>Mengisi daftar hadir.</li></ol>"
    text = article(write_page(write_paragraphs(0, 3) + items + write_paragraphs(3, 6))).text
    assert text.split("\n")[3:5] == ["- Membawa kartu tanda pengenal.", "- Mengisi daftar hadir."]


@pytest.mark.parametrize(
    ("markup", "line"),
    [
        ("Kata <ruby>balai<rp>(</rp><rt>kantor</rt><rp>)</rp></ruby> itu dipakai.", "Kata balai (kantor) itu dipakai."),
        ("Ada <time>empat puluh</time> orang.", "Ada empat puluh orang."),
        ("Ada <q>empat puluh</q> orang.", "Ada “empat puluh” orang."),
        ("Ada <x-angka>empat puluh</x-angka> orang.", "Ada empat puluh orang."),
    ],
)
def test_words_of_inline_elements_stay_in_their_line(
    article: Callable[..., Article],
    write_page: Callable[..., str],
    write_paragraphs: Callable[..., str],
    markup: str,
    line: str,
) -> None:
    text = article(write_page(write_paragraphs(0, 3) + f"<p>{markup}</p>" + write_paragraphs(3, 6))).text
    assert text.split("\n")[3] == line


@pytest.mark.parametrize("letters", ["a", "a ", "\n", "1.", "a:", "“", " <br>a", "<br>"])
def test_hostile_lines_are_read_in_time(letters: str) -> None:
    prose = f"<p>{LINES[0]}</p>"
    root = html.fromstring(
        f"<div>{prose}<div>{letters * (HOSTILE // 20)}.</div>{prose}<pre>{letters * 420}</pre></div>"
    )
    make_lines_plain(root)


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<div>Bibit: 400 batang</div><div>Pupuk: 2 ton</div>", ["Bibit: 400 batang", "Pupuk: 2 ton"]),
        ("<blockquote><div>Mangga di halaman</div><div>manis di tangan ibu</div></blockquote>", ["Mangga di halaman"]),
        (
            "<div class='card'><div>&#128161;</div><div class='x'>Tanamlah saat hujan.</div></div>",
            ["Tanamlah saat hujan."],
        ),
        ("<div class='box info'><div><span class='icon'></span>Bibit tersisa 20 batang.</div></div>", ["20 batang."]),
        ("<h4><a href='#cara'>Cara Menanam</a></h4>", ["Cara Menanam"]),
        ("<h4><a href='/tag/menanam'>Cara Menanam</a></h4>", ["Cara Menanam"]),
        (
            "<span style='display:block'>Dua bibit saja.</span><span style='display: block'>Untuk ibu.</span>",
            ["Dua bibit saja.", "Untuk ibu."],
        ),
    ],
)
def test_short_lines_between_paragraphs_are_lines_of_their_own(
    article: Callable[..., Article],
    write_page: Callable[..., str],
    write_paragraphs: Callable[..., str],
    markup: str,
    lines: list[str],
) -> None:
    text = article(write_page(write_paragraphs(0, 3) + markup + write_paragraphs(3, 6))).text.split("\n")
    assert [any(have.endswith(line) for have in text[3:-3]) for line in lines] == [True] * len(lines)


def test_a_heading_that_leads_to_another_story_is_no_line(
    article: Callable[..., Article], write_page: Callable[..., str], write_paragraphs: Callable[..., str]
) -> None:
    linked = "<h4><a href='/berita/9-pasar-karang-pindah-ke-timur'>Pasar Karang Pindah ke Timur Kota</a></h4>"
    assert "Pasar Karang" not in article(write_page(write_paragraphs(0, 3) + linked + write_paragraphs(3, 6))).text
