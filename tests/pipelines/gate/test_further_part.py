"""A further page is judged like the first, and against it: what is none of the article's is left out and named."""

from __future__ import annotations

import pytest

from corpus.models import Article
from pipelines.refine import refine
from pipelines.rules import NO_RULES
from tests.pipelines.conftest import TITLE, capture_of, page_html, paragraphs

URL = "https://wartateluk.example/berita/jaga-integritas"
SECOND = f"{URL}?page=2"
PAGING = '<div class="paging">Halaman: <a href="?page=1">1</a> <a href="?page=2">2</a></div>'
OTHER_TITLE = "Warga Menanam Bakau Bersama Nelayan"
OTHER = "".join(f"<p>Warga ke-{n} menanam seribu bibit bakau di tepi sungai, ujar camat.</p>" for n in range(6))
CARDS = "".join(
    f"<article><h3><a href='/{n}'>Berita nomor {n} hari ini</a></h3><p>Warga ke-{n} menanam bibit bakau.</p></article>"
    for n in range(9)
)


def canonical(address: str) -> str:
    return f'<link rel="canonical" href="{address}">'


def joined(second: str, address: str = SECOND) -> Article:
    """The article whose second page is this one, answered from this address."""
    captures = [
        capture_of(page_html(paragraphs(0, 4) + PAGING), URL),
        capture_of(second, address, requested_url=SECOND),
    ]
    refined = refine(captures, NO_RULES)
    assert isinstance(refined, Article)
    return refined


@pytest.mark.parametrize(
    "second",
    [
        page_html(paragraphs(4, 6)),
        page_html("<p>Kepala balai itu lalu menutup acara dan pulang ke rumahnya.</p>"),
        f"<html><body><div>{paragraphs(4, 6)}</div></body></html>",
        page_html(OTHER, title="2. Tepi Sungai Karang", head=canonical(URL)),
        page_html(f"<p>{TITLE}: begitu judulnya.</p>" + OTHER, title="Halaman Kedua Cerita Panjang"),
    ],
    ids=["title", "short", "no title", "canonical", "words"],
)
def test_a_page_of_the_article_is_joined(second: str) -> None:
    article = joined(second)
    assert (article.complete, article.incomplete_reason, len(article.page_words)) == (True, None, 2)


@pytest.mark.parametrize(
    ("second", "address", "reason"),
    [
        (page_html("<p>Silakan masuk untuk melanjutkan membaca.</p>", title="Masuk"), SECOND, "wall: Silakan masuk"),
        (page_html("<p>Halaman tidak ditemukan.</p>", title="Warta Teluk"), SECOND, "soft_404: "),
        (page_html("<p>Peladen kami rusak.</p>", title="Kesalahan Peladen"), SECOND, "not_the_article: titled Kesal"),
        (page_html(CARDS, title="Berita Terkini"), SECOND, "listing_page: "),
        (page_html(CARDS), "https://wartateluk.example/", "redirected_home: "),
        (page_html(OTHER, title=OTHER_TITLE), SECOND, "not_the_article: titled Warga"),
        (page_html(OTHER, title=OTHER_TITLE, head=canonical(SECOND)), SECOND, "not_the_article: titled Warga"),
        (page_html(OTHER, title=OTHER_TITLE), "https://wartateluk.example/berita/bakau", "not_the_article: "),
        ("<html><body></body></html>", SECOND, "empty_page: "),
    ],
)
def test_what_is_none_of_the_article_is_left_out_and_named(second: str, address: str, reason: str) -> None:
    article = joined(second, address)
    assert (article.text.count("\n"), len(article.page_words), article.complete) == (3, 1, False)
    assert (article.incomplete_reason or "").startswith(f"a further page could not be had: {SECOND} ({reason}")


def test_bytes_that_are_no_page_are_left_out_whatever_their_header_says() -> None:
    captures = [
        capture_of(page_html(paragraphs(0, 4) + PAGING), URL),
        capture_of(bytes(range(256)) * 9, SECOND, requested_url=SECOND, content_type="text/html"),
    ]
    refined = refine(captures, NO_RULES)
    assert isinstance(refined, Article)
    assert (refined.complete, len(refined.page_words)) == (False, 1)
    assert "not_html" in (refined.incomplete_reason or "")
