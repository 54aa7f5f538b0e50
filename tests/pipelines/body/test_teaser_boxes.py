"""Teasers with sentences in the text's element are cut; lists of the article that look like them stay."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import html

from corpus.models import Article
from pipelines.body.page_cuts import Cuts
from pipelines.body.teaser_boxes import cut_teaser_boxes

Read = Callable[[str, str], Article]
TITLES = ("Jembatan Gantung Putus Lagi", "Sekolah Apung Butuh Guru", "Harga Beras Naik di Pasar")


def teaser(number: int, tag: str = "div", path: str = "/berita/kisah-lain-hari-ini", title: str = "") -> str:
    return (
        f"<{tag} class='kotak'><h4><a href='{path}-{number}'>{title or TITLES[number]}</a></h4>"
        f"<p>Warga di dusun ke-{number} menunggu bantuan dari pemerintah kabupaten sejak pekan lalu.</p></{tag}>"
    )


ROW = "".join(teaser(number, path="/b") for number in range(3))
PAIRS = "".join(
    f"<p><a href='/b{n}'>{title}</a></p><p>Warga di dusun ke-{n} menunggu bantuan sejak pekan lalu, kata camat.</p>"
    for n, title in enumerate(TITLES)
)


@pytest.fixture
def read(article: Callable[..., Article], write_page: Callable[..., str], write_paragraphs: Callable[..., str]) -> Read:
    """The article of a page with this markup among its paragraphs, and behind them."""

    def read_page(inside: str, behind: str) -> Article:
        first, end, rest = write_paragraphs().partition("</p>")
        return article(write_page(f"{first}{end}{inside}{rest}{behind}"))

    return read_page


@pytest.mark.parametrize(
    ("inside", "behind"),
    [
        (teaser(0), ""),
        (teaser(0, "article", "/b"), ""),
        ("", ROW),
        ("", f"<div><div>{ROW}</div></div>"),
        ("", f"<div><h3>Berita Terkait</h3>{PAIRS}</div>"),
    ],
)
def test_a_teaser_is_cut_with_its_sentence(read: Read, inside: str, behind: str) -> None:
    refined, plain = read(inside, behind), read("", "")
    assert (refined.text, refined.complete, refined.page_words[0].unexplained) == (plain.text, True, 0)
    assert "related_box" in {removed.rule for removed in refined.removed}


@pytest.mark.parametrize(
    "inside",
    [
        f"<p>Yang menunggu adalah warga dari tiga dusun di kabupaten itu:</p>{ROW}{teaser(1)}",  # announced
        teaser(0, title="1. Jembatan Gantung yang Putus"),
        teaser(0, path="https://lain.example/kisah-lain-hari-ini"),
        teaser(0, path="#kisah-lain-hari-ini"),
        teaser(0, path="/b"),
    ],
)
def test_a_list_of_the_article_stays(read: Read, inside: str) -> None:
    assert read(inside, "").text.count("menunggu bantuan") == inside.count("menunggu bantuan")


def test_a_text_made_of_such_boxes_stays() -> None:
    boxes = "".join(teaser(number, path="/wisata/tempat-yang-indah") for number in range(3))
    home = html.fromstring(f"<div><p>Ada tiga tempat yang indah di kabupaten itu, kata kepala dinas.</p>{boxes}</div>")
    assert cut_teaser_boxes(home, "https://wartateluk.example/berita/tiga-tempat", Cuts()) == []
