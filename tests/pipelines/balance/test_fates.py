"""What became of each word of a page: the sum, the named rules, and what no rule explains."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from corpus.models import Capture, PageWords, RemovedLine
from pipelines.balance.fates import PageBalance, balance_page
from pipelines.balance.line_fates import PageFacts
from pipelines.page.parsed_page import ParsedPage, open_page

LEAD = "Balai itu membuka tiga loket baru bagi pekerja migran pada hari Senin."
SECOND = "Kepala balai meminta pegawai melayani warga dengan sabar sepanjang pekan ini."
STRANGE = "Kalimat ini berdiri sendiri di halaman dan tidak disebut oleh aturan mana pun."


def balance(markup: str, **facts: object) -> PageBalance:
    body = f"<html><body>{markup}</body></html>".encode()
    page = open_page(
        Capture("https://contoh.example/a", body, datetime(2024, 1, 1, tzinfo=UTC), content_type="text/html")
    )
    assert isinstance(page, ParsedPage)
    return balance_page(page, PageFacts([LEAD, SECOND], facts.pop("removed", ()), **facts))  # type: ignore[arg-type]


def fates(result: PageBalance) -> dict[str, list[tuple[str, int]]]:
    return {fate.line.text: fate.fates for fate in result.lines}


def test_every_word_has_a_fate_and_the_sum_is_exact() -> None:
    result = balance(
        f"<nav><a href=/>Beranda</a></nav><h1>Balai Buka Loket</h1><div><p>KUPANG - {LEAD}</p><p>{SECOND}</p></div>"
        f"<p>{STRANGE}</p><footer>Tentang kami</footer>",
        titles=["Balai Buka Loket"],
        removed=[RemovedLine("dateline", 0, "KUPANG - ", at=0)],
    )
    assert result.words == PageWords(0, seen=43, in_text=23, fields=4, cut=0, outside=3, unexplained=13)
    assert result.words.seen == sum(count for fate in result.lines for _, count in fate.fates)
    assert fates(result)[f"KUPANG - {LEAD}"] == [("field:dateline", 1), ("text", 12)]
    assert fates(result)["Balai Buka Loket"] == [("field:title", 3)]
    assert fates(result)[STRANGE] == [("unexplained", 13)]
    assert [(entry.reason, entry.words, entry.text) for entry in result.outside] == [
        ("unexplained", 13, STRANGE),
        ("navigation", 1, None),
        ("footer", 2, None),
    ]


def test_a_line_whose_words_go_back_and_forth_is_one_entry() -> None:
    result = balance(f"<p>{LEAD}</p><p>Kami melihat hal yang lain lagi: {SECOND} Begitu pula tempat yang lain.</p>")
    fates_of_it = [what for what, _ in result.lines[1].fates]
    assert fates_of_it == ["unexplained", "text", "unexplained"]
    assert [(entry.reason, entry.words) for entry in result.outside] == [("unexplained", result.words.unexplained)]


def test_a_page_whose_words_do_not_add_up_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="do not balance"):
        PageWords(0, 10, 5, 1, 1, 1, 1)


def test_hidden_words_count_only_where_the_text_has_them() -> None:
    result = balance(f"<p>{LEAD}</p><div style='display:none'><p>{SECOND}</p><p>{STRANGE}</p></div>")
    assert (result.words.seen, result.words.in_text, result.words.unexplained) == (23, 23, 0)


def test_words_of_the_text_that_no_page_shows_are_added() -> None:
    result = balance(f"<p>{LEAD}</p>")
    assert (result.words.in_text, result.words.added) == (12, 11)


def test_a_region_that_holds_the_text_explains_nothing() -> None:
    result = balance(f"<div class=sidebar><p>{LEAD}</p><p>{SECOND}</p><p>{STRANGE}</p></div>")
    assert fates(result)[STRANGE] == [("unexplained", 13)]


def test_a_weak_name_explains_no_sentence() -> None:
    result = balance(
        f"<p>{LEAD}</p><p>{SECOND}</p><div class=card>{STRANGE}</div><div class=related>{STRANGE}"
        "<p><a href=/b>Lain</a></p></div>"
    )
    assert [fate.fates[0][0] for fate in result.lines] == ["text", "text", "unexplained", "teaser", "teaser"]


def test_a_teaser_that_leads_nowhere_explains_no_sentence() -> None:
    result = balance(f"<p>{LEAD}</p><p>{SECOND}</p><div class=related><p>{STRANGE}</p></div>")
    assert fates(result)[STRANGE] == [("unexplained", 13)]


def test_boxes_side_by_side_with_a_link_each_are_teasers() -> None:
    box = f"<div class=x7><a href=/b>Judul berita lain yang panjang</a><p>{STRANGE}</p></div>"
    result = balance(f"<p>{LEAD}</p><p>{SECOND}</p><div>{box * 3}</div>")
    assert {what for fate in result.lines for what, _ in fate.fates} == {"text", "teaser"}


def test_a_title_takes_no_words_of_the_text() -> None:
    result = balance(f"<h1>Kepala balai meminta hal lain kepada semua orang</h1><p>{LEAD}</p><p>{SECOND}</p>")
    assert fates(result)[SECOND] == [("text", 11)]


def test_a_body_that_stands_twice_is_repeated() -> None:
    result = balance(f"<div><p>{LEAD}</p><p>{SECOND}</p></div><div><p>{LEAD}</p><p>{SECOND}</p></div>")
    assert [entry.reason for entry in result.outside] == ["repeated"]


def test_a_cut_in_the_middle_of_a_line_is_counted_as_cut() -> None:
    result = balance(
        f"<p>{LEAD}</p><p>{SECOND[:-1]} (baca: Loket Lama Tutup).</p>",
        removed=[RemovedLine("read_also_inline", 1, " (baca: Loket Lama Tutup)", at=76)],
    )
    assert (result.words.cut, result.words.unexplained) == (4, 0)
