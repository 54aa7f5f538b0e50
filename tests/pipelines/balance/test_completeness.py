"""Whether a text is whole: on made-up pages where a part stands apart, and on those with much around a whole text."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from corpus.models import Article, Capture, NeedsPages
from pipelines.balance.furniture import line_reason
from pipelines.refine import refine
from pipelines.rules import NO_RULES
from pipelines.storing.executor import without_answer
from pipelines.strings.squashed import squash
from tests.pipelines.balance.made_up_pages import MISSING, STORY, WHOLE


def refined(markup: bytes) -> Article:
    """The article of a page, without further ones."""
    captures = [
        Capture(
            "https://warta.example/berita/a",
            markup,
            datetime(2024, 3, 5, tzinfo=UTC),
            content_type="text/html; charset=utf-8",
        )
    ]
    article = refine(captures, NO_RULES)
    if isinstance(article, NeedsPages):
        article = refine(without_answer(captures, article), NO_RULES)
    assert isinstance(article, Article)
    return article


def lost_of(article: Article) -> list[str]:
    """The paragraphs of the story that the text lacks."""
    text = squash(article.text)
    return [paragraph for paragraph in STORY if squash(paragraph) not in text]


@pytest.mark.parametrize("name", sorted(MISSING))
def test_a_part_that_stands_apart_is_taken_or_the_text_is_incomplete(name: str) -> None:
    article = refined(MISSING[name])
    if lost_of(article):
        assert not article.complete
        assert article.incomplete_reason


@pytest.mark.parametrize("name", sorted(WHOLE))
def test_a_whole_text_is_complete_whatever_stands_around(name: str) -> None:
    article = refined(WHOLE[name])
    assert (lost_of(article), article.complete, article.incomplete_reason) == ([], True, None)
    foreign = [
        line
        for line in article.text.split("\n")
        if not line.startswith("|") and squash(line) not in squash(" ".join(STORY))
    ]
    assert foreign == []


def test_the_reason_shows_what_is_missing() -> None:
    reason = refined(MISSING["second box of another class"]).incomplete_reason
    assert reason is not None
    assert reason.startswith("93 words of prose on the page are explained by no rule: Pengurus serikat menyambut")
    hidden = refined(MISSING["hidden accordion"]).incomplete_reason
    assert hidden is not None
    assert hidden.startswith("93 words of prose stand only in hidden elements: Pengurus serikat menyambut")


def test_another_story_below_is_cut_by_name() -> None:
    cut = [line.text for line in refined(WHOLE["other article below"]).removed if line.rule == "next_story"]
    assert len(" ".join(cut).split()) > 60


@pytest.mark.parametrize(
    "sentence",
    [
        "Hak pekerja migran itu dilindungi undang-undang, kata kepala balai kepada wartawan di aula kantor.",
        "Pelaku masuk ke akun korban dengan kata sandi yang dicuri dari sebuah gerai telepon di pelabuhan.",
        "Warga dilarang mengambil foto di depan loket selama petugas memeriksa berkas para calon pekerja.",
        "Kami menerima donasi dari para alumni untuk membeli bangku, kata pengurus serikat di kantornya.",
        "Balai itu adalah lembaga pemerintah yang bertugas melatih calon pekerja sebelum mereka berangkat.",
    ],
)
def test_a_paragraph_of_a_story_is_explained_by_no_rule_for_lines(sentence: str) -> None:
    assert line_reason(sentence, sentence=True) is None
