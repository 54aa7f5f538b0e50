"""The pages of an article as blocks in reading order."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from corpus.models import Article, Capture
from crawler.console.page_display import print_pages
from pipelines.refine import PagesRead, read_pages
from pipelines.rules import NO_RULES
from tests.pipelines.balance.made_up_pages import MISSING, STORY, box, page

URL = "https://warta.example/berita/a"


def read(*pages: tuple[str, bytes]) -> PagesRead:
    return read_pages(
        [Capture(url, body, datetime(2024, 3, 5, tzinfo=UTC), content_type="text/html") for url, body in pages],
        NO_RULES,
    )


def two_pages() -> PagesRead:
    return read((URL, MISSING["next page by number"]), (f"{URL}?page=2", page(box(STORY[4:]))))


def test_the_blocks_of_each_page_add_up_to_its_balance() -> None:
    pages = two_pages()
    assert isinstance(pages.refined, Article)
    words: Counter[tuple[int, str]] = Counter()
    for block in pages.blocks:
        words[block.part, block.fate] += block.words
    for balance in pages.refined.page_words:
        fates = (balance.in_text, balance.fields, balance.cut, balance.outside, balance.unexplained)
        names = ("text", "field", "cut", "outside", "unexplained")
        assert tuple(words[balance.part, name] for name in names) == fates
    assert [block.text for block in pages.blocks if block.part == 1 and block.fate == "text"] == list(STORY[4:])


def test_several_pages_are_printed_one_after_the_other(capsys: pytest.CaptureFixture[str]) -> None:
    pages = two_pages()
    assert isinstance(pages.refined, Article)
    print_pages(pages.refined, pages, full=False, as_json=False)
    lines = capsys.readouterr().out.splitlines()
    heads = [line for line in lines if line.startswith("Page ")]
    assert heads == [f"Page 1 of 2  {URL}", f"Page 2 of 2  {URL}?page=2"]
    assert lines[-1].startswith("words of 2 pages: ")


def test_one_page_of_an_article_of_two_is_not_called_all_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    pages = two_pages()
    assert isinstance(pages.refined, Article)
    reason = "a further page could not be had"
    alone = replace(pages.refined, page_words=pages.refined.page_words[:1], complete=False, incomplete_reason=reason)
    first = replace(pages, blocks=tuple(block for block in pages.blocks if block.part == 0))
    print_pages(alone, first, full=False, as_json=False)
    lines = capsys.readouterr().out.splitlines()
    assert (lines[0], lines[-1]) == (f"Page 1 (1 at hand)  {URL}", f"incomplete: {reason}")


def test_hidden_text_is_marked() -> None:
    tabs = f'<div class="entry-content"><p>{STORY[0]}</p><p>{STORY[1]}</p><div style="display:none">'
    blocks = read((URL, page(f"{tabs}<p>{STORY[2]}</p><p>{STORY[3]}</p></div><p>{STORY[4]}</p></div>"))).blocks
    reasons = {block.text: block.reason for block in blocks if block.fate == "text"}
    assert reasons == {STORY[0]: None, STORY[1]: None, STORY[2]: "hidden", STORY[3]: "hidden", STORY[4]: None}


def test_a_page_that_is_no_article_has_no_blocks() -> None:
    assert read((URL, b"<html><body><p>Kosong</p></body></html>")).blocks == ()
