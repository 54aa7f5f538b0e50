"""Pages that the tests write themselves: made-up outlets, made-up sentences."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from corpus.models import Article, Capture
from pipelines.refine import refine
from pipelines.rules import NO_RULES, PageRules

FETCHED = datetime(2023, 12, 1, 5, 0, tzinfo=UTC)
TITLE = "Kepala Balai Karang Ajak Pegawai Jaga Integritas"


def paragraphs(first: int = 0, last: int = 6) -> str:
    """Numbered made-up paragraphs, so that a lost or doubled one is seen."""
    return "".join(
        f"<p>Paragraf ke-{n} menceritakan pembinaan pegawai di Balai Karang dengan kalimat yang cukup panjang, "
        "kata kepala balai itu.</p>"
        for n in range(first, last)
    )


def page_html(
    body: str,
    *,
    title: str = TITLE,
    head: str = "",
    before: str = "",
    meta: str = "",
    after: str = "",
    suffix: str = " - Warta Teluk",
) -> str:
    """A WordPress-like page of the made-up outlet Warta Teluk."""
    return f"""<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{title}{suffix}</title>
<meta property="og:site_name" content="Warta Teluk">{head}</head>
<body class="post-template-default single single-post">
<header><nav><ul><li><a href="/">Beranda</a></li><li><a href="/nasional">Nasional</a></li></ul></nav>{before}</header>
<main><article><h1 class="entry-title">{title}</h1>{meta}<div class="entry-content">{body}</div>{after}</article>
<aside class="sidebar"><h3>Terpopuler</h3><ul><li><a href="/lain">Judul berita lain di pinggir halaman</a></li></ul>
<span>Senin, 1 Januari 2018</span></aside></main><footer><p>Hak cipta 2017 Warta Teluk</p></footer></body></html>"""


def capture_of(
    content: str | bytes, url: str = "https://wartateluk.example/berita/jaga-integritas", **fields: object
) -> Capture:
    """A capture of the page, fetched on 1 December 2023 at noon in Jakarta."""
    body = content.encode() if isinstance(content, str) else content
    return Capture(url, body, FETCHED, **fields)  # type: ignore[arg-type]


@pytest.fixture
def write_page() -> Callable[..., str]:
    return page_html


@pytest.fixture
def capture() -> Callable[..., Capture]:
    return capture_of


@pytest.fixture
def write_paragraphs() -> Callable[..., str]:
    return paragraphs


@pytest.fixture
def article() -> Callable[..., Article]:
    """Refine one page and say that it must be an article."""

    def make(
        content: str | bytes,
        url: str = "https://wartateluk.example/berita/jaga-integritas",
        rules: PageRules = NO_RULES,
    ) -> Article:
        refined = refine([capture_of(content, url)], rules)
        assert isinstance(refined, Article), refined
        return refined

    return make
