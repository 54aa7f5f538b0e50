"""A row of titles that link to other stories goes without a marker; a list that the text speaks of stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import html

from corpus.models import Article
from pipelines.body.link_rows import cut_link_rows
from pipelines.body.page_cuts import Cuts

Make = Callable[..., Article]
Write = Callable[..., str]
TITLES = ("Harga Emas Turun Tiga Ribu Rupiah", "Gempa Mengguncang Pulau Karang")


def row(*items: str) -> str:
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


def linked(title: str) -> str:
    return f"<a href='/berita/{title.lower().replace(' ', '-')}'>{title}</a>"


def test_a_row_of_linked_titles_goes(article: Make, write_page: Write, write_paragraphs: Write) -> None:
    links = row(*map(linked, TITLES))
    refined = article(write_page(write_paragraphs(0, 3) + links + write_paragraphs(3, 6)))
    assert refined.text.count("Paragraf") == 6
    assert "Harga Emas" not in refined.text
    assert [(cut.rule, cut.behind) for cut in refined.removed] == [("link_row", 2)]


@pytest.mark.parametrize(
    ("before", "items"),
    [
        ("<p>Balai Karang menerbitkan dua laporan:</p>", [linked(title) for title in TITLES]),
        ("<p>Satu.</p>", [f"{linked(title)} dan kabar lain" for title in TITLES]),
        ("<p>Satu.</p>", [linked(title).replace("/berita", "https://lain.example/berita") for title in TITLES]),
        ("<p>Satu.</p>", [linked(title) + "." for title in TITLES]),
        ("<p>Satu.</p>", [linked(TITLES[0])]),
    ],
)
def test_other_lists_stay(before: str, items: list[str]) -> None:
    tree = html.fromstring(f"<div>{before}{row(*items)}<p>Dua.</p></div>")
    assert cut_link_rows(tree, "https://wartateluk.example/berita/1", Cuts()) == []
    assert len(list(tree.iter("li"))) == len(items)
