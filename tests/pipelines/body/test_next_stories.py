"""Another story behind the page's own is cut where something tells that it is another's; sub-heads never are.

A story of which no word is the page's own is another's even under a bare heading (tests/pipelines/foreign/).
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.models import Article

OTHER = "Kebakaran Pasar di Kota Seberang"
STORY = "".join(
    f"<p>Api melahap lapak ke-{n} di pasar Kota Seberang sejak dini hari, kata petugas.</p>" for n in range(3)
)
PART = "".join(
    f"<p>Pegawai balai ke-{n} menceritakan pembinaan di Balai Karang dengan kalimat yang panjang, kata petugas.</p>"
    for n in range(3)
)
DAY = "<span>Minggu, 3 Maret 2019 10:00 WIB</span>"
Read = Callable[[str, str], Article]


@pytest.fixture
def read(article: Callable[..., Article], write_page: Callable[..., str], write_paragraphs: Callable[..., str]) -> Read:
    """The article of a page with this markup behind its text, and behind the element that holds the text."""
    return lambda inside, after: article(write_page(write_paragraphs() + inside, after=after))


@pytest.mark.parametrize(
    ("inside", "after"),
    [
        (f"<hr><h1>{OTHER}</h1>{DAY}{STORY}", ""),
        (f"<div class='next-article'><h2>{OTHER}</h2>{STORY}</div>", ""),
        (f"<section data-url='/berita/kebakaran-pasar'><div><h2>{OTHER}</h2></div>{STORY}</section>", ""),
        ("", f"</article><article><h1>{OTHER}</h1><div class='entry-content'>{STORY}</div>"),
    ],
)
def test_another_story_is_cut_and_each_of_its_lines_is_a_row(read: Read, inside: str, after: str) -> None:
    refined = read(inside, after)
    assert (refined.text.count("\n"), refined.complete, refined.page_words[0].unexplained) == (5, True, 0)
    cut = [removed.text for removed in refined.removed if removed.rule == "next_story"]
    assert cut[0] == OTHER
    assert sum(line.startswith("Api melahap") for line in cut) == 3


@pytest.mark.parametrize(
    "inside",
    [
        f"<h1>Cara Mendaftar Pelatihan Pegawai</h1>{PART}",
        f"<h2>{OTHER}</h2>{PART}",
        f"<h2>{OTHER}</h2><p>Pada 3 Maret 2019 terjadi kebakaran di pasar Kota Seberang, ujar petugas itu.</p>{PART}",
        f"<div data-url='/berita/jaga-integritas'><h2>{OTHER}</h2>{STORY.replace('Api', 'Pegawai balai')}</div>",
        f"<div data-url='https://lain.example/x'><h2>{OTHER}</h2>{PART}</div>",
    ],
)
def test_a_part_of_the_story_under_a_heading_of_its_own_stays(read: Read, inside: str) -> None:
    assert read(inside, "").text.count("egawai balai ke-") + read(inside, "").text.count("balai melahap") == 3


@pytest.mark.parametrize(("name", "tag", "left"), [("cerita", "h1", 0), ("cerita", "h2", 3), ("bagian", "h1", 3)])
def test_a_story_beside_the_pages_own_of_the_same_form(
    article: Callable[..., Article], write_paragraphs: Callable[..., str], name: str, tag: str, left: int
) -> None:
    title = "Kepala Balai Karang Ajak Pegawai Jaga Integritas"
    own = f"<div class='{name}'><{tag}>{title}</{tag}>{write_paragraphs()}</div>"
    other = f"<div class='{name}'><{tag}>{OTHER}</{tag}>{PART}</div>"
    refined = article(f"<html><head><title>{title}</title></head><body>{own}{other}</body></html>")
    assert refined.text.count("Pegawai balai ke-") == left
