"""Of a page with a paywall only what readers see is read; the article is incomplete, or the page is a wall."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from corpus.models import Article, Capture, SetAside
from pipelines.refine import refine
from pipelines.rules import NO_RULES
from tests.pipelines.conftest import TITLE, capture_of, page_html, paragraphs

SHOWN = paragraphs(0, 3)
REST = "".join(
    f"<p>Warga ke-{n} menanam seribu bibit bakau di tepi sungai bersama nelayan desa seberang, ujar sang camat.</p>"
    for n in range(4)
)
PAID = {"isAccessibleForFree": False}
WALL = "<div class='paywall'><p>Berlangganan untuk membaca selengkapnya.</p></div>"


def head(**claims: object) -> str:
    fields = {"@type": "NewsArticle", "headline": TITLE, **claims}
    return f'<script type="application/ld+json">{json.dumps(fields)}</script>'


@pytest.mark.parametrize(
    "page",
    [
        page_html(SHOWN + f"<div hidden>{REST}</div>", head=head(**PAID)),
        page_html(SHOWN + f"<div style='display:none'>{REST}</div>" + WALL),
        page_html(SHOWN + f"<template>{REST}</template>", head=head(hasPart=[{"@type": "WebPageElement", **PAID}])),
        page_html(f"<div style='display:none'><div class='post-content'>{REST}</div></div>{SHOWN}", head=head(**PAID)),
        page_html(SHOWN, head=head(articleBody="Warga menanam bakau. " * 200, **PAID)),
        page_html(SHOWN, head='<meta property="article:content_tier" content="locked">' + head(articleBody=REST)),
    ],
)
def test_what_the_wall_hides_is_not_read(page: str, article: Callable[..., Article]) -> None:
    refined = article(page)
    assert (refined.text.count("Paragraf ke-"), "Warga" in refined.text, refined.complete) == (3, False, False)
    assert "Warga" not in (refined.incomplete_reason or "")


def test_a_long_text_before_a_wall_is_incomplete_too(article: Callable[..., Article]) -> None:
    refined = article(page_html(paragraphs(0, 20) + f"<div hidden>{REST}</div>", head=head(**PAID)))
    assert refined.incomplete_reason == "68 words of prose stand only in hidden elements"


def test_without_a_wall_a_folded_rest_is_read(article: Callable[..., Article]) -> None:
    assert "Warga" in article(page_html(SHOWN + f"<div hidden>{REST}</div>", head=head())).text


@pytest.mark.parametrize("claims", [PAID, {"hasPart": PAID}])
def test_a_page_that_shows_next_to_nothing_of_a_paid_text_is_a_wall(claims: dict[str, object]) -> None:
    page = page_html("<p>Hanya pembuka.</p>", head=head(articleBody=" ".join(["Warga menanam bakau."] * 50), **claims))
    capture: Capture = capture_of(page)
    refined = refine([capture], NO_RULES)
    assert isinstance(refined, SetAside)
    assert refined.reason == "wall"
