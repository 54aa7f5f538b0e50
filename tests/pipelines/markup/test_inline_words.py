"""A sentence keeps the words of every element that it runs through, once, and none that nobody sees."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import html

from corpus.models import Article
from pipelines.body.extract import recover
from pipelines.markup.inline_words import show_inline_words
from pipelines.page.blocks import Block

SENTENCE = "Pelatihan itu dibuka Budi Karang di aula besar pada pagi hari."


def shown(markup: str) -> str:
    root = html.fromstring(f"<div>{markup}</div>")
    show_inline_words(root)
    return html.tostring(root, encoding="unicode").removeprefix("<div>").removesuffix("</div>")


@pytest.mark.parametrize(
    "element",
    [
        "<time datetime='2024-03-04'>Budi Karang</time>",
        "<label for='x'>Budi Karang</label>",
        "<button>Budi Karang</button>",
        "<span class='author'>Budi Karang</span>",
        "<b aria-hidden='true'>Budi Karang</b>",
    ],
)
def test_what_a_sentence_runs_through_is_read_as_words(
    article: Callable[..., Article], write_page: Callable[..., str], write_paragraphs: Callable[..., str], element: str
) -> None:
    paragraph = f"<p>{SENTENCE.replace('Budi Karang', element)}</p>"
    text = article(write_page(write_paragraphs(0, 3) + paragraph + write_paragraphs(3, 6))).text
    assert [line for line in text.split("\n") if line.startswith("Pelatihan")] == [SENTENCE]


@pytest.mark.parametrize(
    "markup",
    [
        "<p><time>Senin, 4 Maret 2024 09:15 WIB</time></p>",
        "<p><time>Senin, 4 Maret 2024</time> Balai itu membuka pelatihan bagi pegawai baru.</p>",
        "<p>Balai itu membuka pelatihan bagi pegawai baru. <button>Bagikan</button></p>",
        '<p><span class="author">Budi Karang</span> | Warta Teluk</p>',
    ],
)
def test_stamps_bylines_and_buttons_beside_sentences_stay_what_they_are(markup: str) -> None:
    assert shown(markup) == markup


def test_a_quotation_keeps_its_marks() -> None:
    assert shown("<p>Ia berpesan <q>jangan <b>pernah</b> lambat</q> kepada semua pegawai.</p>") == (
        "<p>Ia berpesan <span>“jangan <b>pernah</b> lambat”</span> kepada semua pegawai.</p>"
    )


@pytest.mark.parametrize("hiding", ["hidden", "class='sr-only'", "class='x visually-hidden'", "style='display: none'"])
def test_words_that_nobody_sees_go(hiding: str) -> None:
    assert shown(f"<p>Balai <span {hiding}>lewati iklan</span>itu dibuka.</p><p {hiding}>Tersembunyi.</p>") == (
        "<p>Balai itu dibuka.</p>"
    )


def test_a_line_that_lost_its_middle_is_the_paragraph_and_stands_once() -> None:
    others = [
        "Kalimat pertama berita itu cukup panjang untuk dikenali.",
        "Kalimat terakhir menutup berita dari balai itu.",
    ]
    blocks = [Block(text, "p", 0.0) for text in (others[0], SENTENCE, others[1])]
    lines = [others[0], SENTENCE.replace("Budi Karang ", ""), others[1]]
    assert recover(lines, blocks) == [others[0], SENTENCE, others[1]]
