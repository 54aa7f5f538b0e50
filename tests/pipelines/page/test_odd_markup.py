"""Words behind a page's end, in a second document and far down are read as browsers show them."""

from __future__ import annotations

import pytest

from corpus.models import Article
from pipelines.page.odd_markup import less_nested, with_words_behind_its_end
from pipelines.page.parsed_page import ParsedPage, open_page
from pipelines.refine import refine
from pipelines.rules import NO_RULES
from tests.pipelines.conftest import capture_of, page_html, paragraphs

PAGE = page_html(paragraphs())
LATE = "<p>Camat menutup acara itu.</p>"
INSIDE = PAGE.index("</div></article>")


@pytest.mark.parametrize(
    "page",
    [
        PAGE + LATE,
        PAGE.upper().replace("&NBSP;", " ") + LATE,
        PAGE[:INSIDE] + "</body></html>" + LATE + PAGE[INSIDE:],
        PAGE + f"<!doctype html><html><head><title>Lain</title></head><body>{LATE}</body></html>",
        PAGE[:INSIDE] + "<body>" + LATE + PAGE[INSIDE:],
        PAGE[:INSIDE] + "<b>" * 2500 + LATE + PAGE[INSIDE:],
        PAGE[:INSIDE] + "<div>" * 2500 + LATE + "</div>" * 2500 + PAGE[INSIDE:],
    ],
    ids=["behind", "capitals", "inside", "document", "body", "b", "div"],
)
def test_every_word_that_browsers_show_is_in_the_table(page: str) -> None:
    opened = open_page(capture_of(page))
    assert isinstance(opened, ParsedPage)
    assert [line.text for line in opened.table.lines].count("Camat menutup acara itu.") == 1


def test_a_banner_s_document_before_the_page_s_is_not_the_page() -> None:
    banner = "<html><head><title>Iklan</title></head><body><div>Iklan kami</div></body></html>"
    article = refine([capture_of(banner + PAGE)], NO_RULES)
    assert isinstance(article, Article)
    assert article.text.count("Paragraf ke-") == 6


def test_prose_behind_the_end_makes_the_text_incomplete() -> None:
    prose = "".join(
        f"<p>Warga ke-{n} menanam bibit bakau di tepi sungai itu, ujar camat kepada pers.</p>" for n in "123"
    )
    article = refine([capture_of(PAGE + prose)], NO_RULES)
    assert isinstance(article, Article)
    assert article.complete == ("Warga ke-3" in article.text)


@pytest.mark.parametrize(
    "behind", ["", "\n", "<!-- dari simpanan, 0,2 s -->", "<script>x('</html>')</script>\n", "<br>"]
)
def test_a_page_with_nothing_to_read_behind_its_end_stays_as_it_is(behind: str) -> None:
    assert with_words_behind_its_end(PAGE + behind) == PAGE + behind


def test_only_tags_that_are_too_deep_go() -> None:
    assert less_nested("<div><p>Satu<p>Dua</div>" * 2000) == "<div><p>Satu<p>Dua</div>" * 2000
