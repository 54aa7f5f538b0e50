"""Struck-out words are no text, and are cut with a record that puts them back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.models import Article
from pipelines.lines.cuts import uncut

STRUCK = (
    "<del>tiga puluh</del>",
    "<s>tiga puluh</s>",
    "<strike>tiga puluh</strike>",
    "<span style='text-decoration: line-through'>tiga puluh</span>",
)


@pytest.mark.parametrize("struck", STRUCK)
@pytest.mark.parametrize(
    "sentence", ["Jumlah peserta {} empat puluh orang menurut panitia.", "Jumlah peserta menurut panitia adalah {}."]
)
def test_struck_words_are_cut_and_can_be_put_back(
    article: Callable[..., Article],
    write_page: Callable[..., str],
    write_paragraphs: Callable[..., str],
    struck: str,
    sentence: str,
) -> None:
    page = write_page(write_paragraphs(0, 3) + f"<p>{sentence.format(struck)}</p>" + write_paragraphs(3, 6))
    refined = article(page)
    left = sentence.replace(" {}", "")
    assert left in refined.text.split("\n")
    assert [cut.text.strip() for cut in refined.removed if cut.rule == "struck"] == ["tiga puluh"]
    assert sentence.format("tiga puluh") in uncut(refined.text, refined.removed)
    assert refined.complete


@pytest.mark.parametrize("tag", ["del", "s", "strike"])
def test_a_struck_paragraph_is_cut(
    article: Callable[..., Article], write_page: Callable[..., str], write_paragraphs: Callable[..., str], tag: str
) -> None:
    page = write_page(write_paragraphs(0, 3) + f"<{tag}>{write_paragraphs(3, 4)}</{tag}>" + write_paragraphs(4, 6))
    refined = article(page)
    assert "Paragraf ke-3" not in refined.text
    assert [cut.behind for cut in refined.removed if cut.rule == "struck"] == [2]


def test_where_most_is_struck_nothing_is_cut(
    article: Callable[..., Article], write_page: Callable[..., str], write_paragraphs: Callable[..., str]
) -> None:
    refined = article(write_page(f"<del>{write_paragraphs(0, 5)}</del>{write_paragraphs(5, 6)}"))
    assert "Paragraf ke-0" in refined.text
