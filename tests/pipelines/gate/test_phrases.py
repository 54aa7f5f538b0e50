"""The sizes by which a wall is known, each just below and just above."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from scrapy.http import HtmlResponse

from corpus.models import Article, Capture, SetAside
from pipelines.gate.phrases import PAGE_OF_WALL, TEXT_OF_WALL
from pipelines.refine import refine
from pipelines.rules import NO_RULES
from spiders.parsing.walls import is_wall

Write = Callable[..., str]
CONSENT = "Kami memakai cookies di situs ini."  # 6 words


def test_the_numbers() -> None:
    assert (TEXT_OF_WALL, PAGE_OF_WALL) == (120, 200)


@pytest.mark.parametrize(("words", "kind"), [(119, SetAside), (120, Article)])
def test_a_text_that_asks_for_consent_is_a_wall_below_120_words(
    words: int, kind: type, capture: Callable[..., Capture], write_page: Write
) -> None:
    others = ["Pilihan", "Anda", "dapat", "diubah", "kapan", "saja", "oleh", "pembaca", "kami."]
    body = f"<p>{CONSENT} {' '.join(others[n % len(others)] for n in range(words - 6))}</p>"
    refined = refine([capture(write_page(body, title="Pilihan Anda di Warta Teluk"))], NO_RULES)
    assert isinstance(refined, kind), refined


@pytest.mark.parametrize(("words", "wall"), [(199, True), (200, False)])
def test_an_answer_with_a_captchas_form_is_a_wall_below_200_words(words: int, wall: bool) -> None:
    html = f'<div class="g-recaptcha"></div><p>{"kata " * words}</p>'
    assert is_wall(HtmlResponse("https://contoh.example/x", body=html.encode(), encoding="utf-8")) is wall


@pytest.mark.parametrize("title", ["Verifikasi bahwa Anda manusia", "403 Forbidden", "Are you a robot?", "Masuk"])
def test_the_title_of_a_listings_answer_says_that_it_is_a_wall(title: str) -> None:
    html = f"<title>{title}</title><p>{'kata ' * 300}</p>"
    assert is_wall(HtmlResponse("https://contoh.example/x", body=html.encode(), encoding="utf-8"))
