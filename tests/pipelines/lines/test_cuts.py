"""Every cut can be undone: the lines come back as they were extracted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.models import Article, Capture, RemovedLine
from pipelines.body.extract import Steps
from pipelines.lines.cuts import BodyLine, cut_span, uncut
from pipelines.refine import refine
from pipelines.rules import NO_RULES

Make = Callable[..., Article]
Write = Callable[..., str]
FETCHED = datetime(2023, 12, 1, 5, 0, tzinfo=UTC)
URL = "https://wartateluk.example/berita/jaga-integritas"
NO_CUTS = Steps(noise=False)
WORDS = st.text("ab c", min_size=1, max_size=12).map(lambda text: " ".join(text.split())).filter(bool)
LINES = st.lists(WORDS, min_size=1, max_size=6)
HOUSE_LINES = """<p>WartaTeluk.com, Kupang – Balai itu dibuka pagi tadi oleh kepala balai yang baru dilantik.</p>
{story}<p>Baca Juga: Apel Pagi di Balai Lain</p><p>Pegawai (baca: Syarat Masuk Balai) harus hadir, kata dia.</p>
<p>Acara itu selesai. Ikuti Whatsapp Channel Kabarpantai</p><p>Selesai sudah semua rangkaian. (bud/ani)</p>
<p>Penulis: Budi Santoso | Editor: Ani Lestari</p><p>Sumber : bp2mi.go.id</p>
<p>Artikel ini telah tayang di Kabarpantai.com dengan judul "Balai Dibuka", https://kabarpantai.example/1</p>"""


def test_house_lines_come_back_letter_by_letter(article: Make, write_page: Write, write_paragraphs: Write) -> None:
    html = write_page(HOUSE_LINES.format(story=write_paragraphs(0, 4)))
    refined = article(html)
    plain = refine([Capture(URL, html.encode(), FETCHED)], NO_RULES, NO_CUTS)
    assert isinstance(plain, Article)
    assert "Baca" not in refined.text
    assert {"dateline", "read_also", "desk_initials", "byline", "source", "reprint_notice"} <= {
        c.rule for c in refined.removed
    }
    assert "\n".join(uncut(refined.text, refined.removed)) == plain.text


def test_an_insert_of_the_page_comes_back_behind_its_paragraph(
    article: Make, write_page: Write, write_paragraphs: Write
) -> None:
    insert = '<p><strong>Baca Juga: <a href="/lain">Apel Pagi di Balai Lain</a></strong></p>'
    refined = article(write_page(write_paragraphs(0, 3) + insert + write_paragraphs(3, 6)))
    lines = uncut(refined.text, refined.removed)
    assert lines.index("Baca Juga: Apel Pagi di Balai Lain") == 3
    assert [line for line in lines if line.startswith("Paragraf")] == refined.text.split("\n")


def test_the_cuts_of_a_second_page_come_back_on_the_second_page(write_page: Write, write_paragraphs: Write) -> None:
    link = '<p><a href="?page=2">2</a></p>'
    first = write_page(write_paragraphs(0, 4) + "<p>ADVERTISEMENT</p>" + link)
    second = write_page("<p>Daftar Isi</p>" + write_paragraphs(4, 8) + "<p>Sumber: bp2mi.go.id</p>")
    pages = [Capture(URL, first.encode(), FETCHED), Capture(URL + "?page=2", second.encode(), FETCHED)]
    refined = refine(pages, NO_RULES)
    assert isinstance(refined, Article)
    lines = uncut(refined.text, refined.removed)
    assert lines[-1] == "Sumber: bp2mi.go.id"
    assert lines.index("Daftar Isi") > lines.index(next(line for line in lines if "ke-3" in line))
    assert lines.index("Daftar Isi") < lines.index(next(line for line in lines if "ke-4" in line))


@settings(max_examples=200, deadline=None)
@given(LINES, st.data())
def test_any_cuts_in_any_order_can_be_undone(lines: list[str], data: st.DataObject) -> None:
    left: dict[int, BodyLine] = {i: BodyLine(i, text) for i, text in enumerate(lines)}
    removed: list[RemovedLine] = []
    for position in data.draw(st.lists(st.sampled_from(range(len(lines))), max_size=8)):
        if (line := left.get(position)) is None:
            continue
        start = data.draw(st.integers(0, len(line.text) - 1))
        end = data.draw(st.integers(start + 1, len(line.text)))
        rest, cut = cut_span("x", line, start, end)
        removed.append(cut)
        if rest is None:
            del left[position]
        else:
            left[position] = rest
    text = "\n".join(left[i].text for i in sorted(left))
    assert uncut(text, removed) == lines


@pytest.mark.parametrize(
    ("text", "expected"), [("Satu (x) dua.", "Satu dua."), ("Satu dua. (x)", "Satu dua."), ("(x) Satu.", "Satu.")]
)
def test_a_cut_leaves_no_blank_too_many(text: str, expected: str) -> None:
    start = text.index("(")
    rest, _ = cut_span("x", BodyLine(0, text), start, start + 3)
    assert rest is not None
    assert rest.text == expected
