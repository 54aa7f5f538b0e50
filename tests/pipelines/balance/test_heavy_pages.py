"""The balance of a page with very many elements: by whole lines, and the sum is exact."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from corpus.models import Article, Capture, OutsideWords, PageWords
from pipelines.balance.fates import PageBalance
from pipelines.balance.heavy_pages import balance_heavy
from pipelines.balance.missing_prose import why_prose_is_missing
from pipelines.page.parsed_page import ParsedPage, open_page


def test_each_line_is_the_texts_a_cut_a_title_in_a_region_or_unexplained() -> None:
    markup = (
        "<nav><p>Beranda</p></nav><h1>Balai Buka</h1><p>Satu dua tiga.</p><p>Satu dua tiga.</p><p>Baca juga: apel</p>"
        "<p>Lain sekali.</p><p style='display:none'>Tidak terlihat</p><p><a href='/b'>Kisah lain</a></p>"
    )
    page = open_page(
        Capture(
            "https://contoh.example/a",
            f"<html><body>{markup}</body></html>".encode(),
            datetime(2024, 1, 1, tzinfo=UTC),
            content_type="text/html",
        )
    )
    assert isinstance(page, ParsedPage)
    words, outside, links = balance_heavy(
        page, ["Satu dua tiga.", "Empat lima."], ["Baca juga: apel"], ["Balai Buka"], 0
    )
    assert words == PageWords(0, seen=16, in_text=3, fields=2, cut=3, outside=1, unexplained=7, added=2)
    assert outside == (OutsideWords(0, 0, "navigation", 1), OutsideWords(0, 3, "unexplained", 7))
    assert links == 2


def test_much_that_no_rule_explains_on_such_a_page_makes_the_text_incomplete() -> None:
    little, much = (PageWords(0, 100 + n, 100, 0, 0, 0, n) for n in (29, 30))
    assert why_prose_is_missing([PageBalance((), little, ())], 100) is None
    assert why_prose_is_missing([PageBalance((), much, (), links=1)], 100) is None
    assert "30 words of a page" in (why_prose_is_missing([PageBalance((), much, ())], 100) or "")


def test_more_comments_than_text_are_none_of_the_text(
    article: Callable[..., Article], write_page: Callable[..., str], write_paragraphs: Callable[..., str]
) -> None:
    said = "".join(
        f"<div><div><p>Pembaca nomor {n} sangat setuju dengan tulisan yang dimuat pada hari ini.</p></div></div>"
        for n in range(4500)
    )
    links = "".join(f"<li><a href='/b/{n}'>Tautan nomor {n}</a></li>" for n in range(500))
    refined = article(
        write_page(write_paragraphs(), after=f"<div class='comments'>{said}</div><ul class='x'>{links}</ul>")
    )
    assert (refined.text.count("Pembaca nomor"), refined.complete) == (0, True)
    assert {outside.reason: outside.words for outside in refined.outside}["comment"] == 4500 * 12
