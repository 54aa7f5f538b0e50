"""An article of several pages: its pages are found, asked for, joined, and missed aloud."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.models import Article, Capture, NeedsPages
from pipelines.lines.cuts import BodyLine
from pipelines.page.further_pages import join_lines, missing
from pipelines.refine import refine
from pipelines.rules import NO_RULES

URL = "https://wartateluk.example/berita/jaga-integritas"
NUMBERED = '<div class="paging">Halaman: <a href="?page=1">1</a> <a href="?page=2">2</a> <a href="?page=3">3</a></div>'
SHOW_ALL = NUMBERED + '<a href="?page=all#page2">Show All</a>'
Write = Callable[..., str]
Catch = Callable[..., Capture]


@pytest.fixture
def part(capture: Catch, write_page: Write, write_paragraphs: Write) -> Callable[..., Capture]:
    def make(address: str, first: int, last: int, links: str = "", **fields: object) -> Capture:
        return capture(write_page(write_paragraphs(first, last) + links), address, **fields)

    return make


def numbers(article: object) -> list[int]:
    assert isinstance(article, Article), article
    return [
        int(line.split()[1].removeprefix("ke-")) for line in article.text.split("\n") if line.startswith("Paragraf")
    ]


def pages_needed(refined: object) -> tuple[str, ...]:
    assert isinstance(refined, NeedsPages), refined
    return refined.urls


def test_missing_pages_are_asked_for_in_reading_order(part: Catch) -> None:
    assert pages_needed(refine([part(URL, 0, 4, NUMBERED)], NO_RULES)) == (f"{URL}?page=2", f"{URL}?page=3")


def test_only_what_is_missing_is_asked_for(part: Catch) -> None:
    captures = [part(URL, 0, 4, NUMBERED), part(f"{URL}?page=2", 4, 8, NUMBERED)]
    assert pages_needed(refine(captures, NO_RULES)) == (f"{URL}?page=3",)


def test_pages_are_joined_in_reading_order(part: Catch) -> None:
    captures = [
        part(URL, 0, 4, NUMBERED),
        part(f"{URL}?page=3", 8, 12, NUMBERED),
        part(f"{URL}?page=2", 4, 8, NUMBERED),
    ]
    refined = refine(captures, NO_RULES)
    assert numbers(refined) == list(range(12))
    assert isinstance(refined, Article)
    assert refined.complete


def test_one_page_with_all_is_preferred_and_doubles_nothing(part: Catch) -> None:
    first = part(URL, 0, 4, SHOW_ALL)
    assert pages_needed(refine([first], NO_RULES)) == (f"{URL}?page=all",)
    assert numbers(refine([first, part(f"{URL}?page=all", 0, 12)], NO_RULES)) == list(range(12))


def joined(*parts: list[str]) -> list[str]:
    lines = [[BodyLine(100 * n + i, text) for i, text in enumerate(part)] for n, part in enumerate(parts)]
    return [line.text for line in join_lines(lines)[0]]


def test_a_page_that_holds_all_repeats_no_short_line() -> None:
    assert joined(["Ya.", "Satu."], ["Ya.", "Satu.", "Dua."]) == ["Ya.", "Satu.", "Dua."]


def test_a_short_line_on_the_next_page_is_the_writers_own() -> None:
    assert joined(["Ya.", "Satu.", "Dua."], ["Ya.", "Tiga."]) == ["Ya.", "Satu.", "Dua.", "Ya.", "Tiga."]


def test_the_bare_address_is_page_one(capture: Catch) -> None:
    assert missing([f"{URL}?page=1", f"{URL}/?utm_source=x"], [capture("x", URL)]) == ()


@pytest.mark.parametrize("status", [404, 503])
def test_where_the_page_with_all_fails_the_numbered_ones_are_asked(status: int, part: Catch, capture: Catch) -> None:
    had = [part(URL, 0, 4, SHOW_ALL), capture(b"", f"{URL}?page=all", status=status)]
    numbered = pages_needed(refine(had, NO_RULES))
    assert numbered[0].endswith("page=2")
    later = [part(url, 4 * n, 4 * n + 4) for n, url in enumerate(numbered, 1)]
    refined = refine([*had, *later], NO_RULES)
    assert numbers(refined) == list(range(4 + 4 * len(later)))
    assert isinstance(refined, Article)
    assert refined.complete


def test_a_page_that_could_not_be_had_leaves_the_article_incomplete(part: Catch, capture: Catch) -> None:
    refined = refine([part(URL, 0, 4, SHOW_ALL), capture(b"", f"{URL}?page=all", status=0)], NO_RULES)
    assert numbers(refined) == list(range(4))
    assert isinstance(refined, Article)
    assert not refined.complete
    assert "page=all" in (refined.incomplete_reason or "")


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        ('<div>Halaman: <b>1</b> <a href="/berita/jaga-integritas/2/">2</a></div>', (f"{URL}/2/",)),
        ('<a href="/berita/jaga-integritas/2">2</a> <a href="/berita/jaga-integritas/all">Semua</a>', (f"{URL}/all",)),
        ('<a href="?halaman=2">Halaman selanjutnya</a>', (f"{URL}?halaman=2",)),
        ('<a href="?page=all">Baca Selengkapnya</a>', (f"{URL}?page=all",)),
        ('<a href="?page=2">2</a> ... <a href="?page=4">4</a>', (f"{URL}?page=2", f"{URL}?page=3", f"{URL}?page=4")),
    ],
)
def test_pagination_of_many_forms(links: str, expected: tuple[str, ...], part: Catch) -> None:
    assert pages_needed(refine([part(URL, 0, 4, links)], NO_RULES)) == expected


def test_the_pages_own_count_is_enough(capture: Catch, write_page: Write, write_paragraphs: Write) -> None:
    head = '<meta name="content_total_pages" content="2">'
    assert pages_needed(refine([capture(write_page(write_paragraphs(), head=head), URL)], NO_RULES)) == (
        f"{URL}?page=2",
    )


def test_a_second_page_asks_for_the_first_and_reads_in_order(part: Catch) -> None:
    second = part(f"{URL}?halaman=2", 4, 8, '<a href="?halaman=1">1</a>')
    assert pages_needed(refine([second], NO_RULES)) == (f"{URL}?halaman=1",)
    assert numbers(refine([second, part(f"{URL}?halaman=1", 0, 4, '<a href="?halaman=2">2</a>')], NO_RULES)) == list(
        range(8)
    )


@pytest.mark.parametrize(
    "links",
    [
        '<link rel="next" href="/berita/berita-lain"><a rel="next" href="/berita/berita-lain">Berikutnya</a>',
        '<a href="/berita/2">2</a><a href="/2023/11/2">2</a><a href="/nasional?page=2">2</a>',
        '<a href="/berita/jaga-integritas/comment-page-2">2</a><a href="/berita/jaga-integritas/16">Ulasan</a>',
        '<select><option value="2">Berita</option><option value="16">Ulasan</option></select>',
        '<a href="?page=7">7</a>',
    ],
)
def test_neighbours_and_listings_are_no_further_pages(links: str, part: Catch) -> None:
    assert numbers(refine([part(URL, 0, 4, links)], NO_RULES)) == list(range(4))


@pytest.mark.parametrize(
    "link",
    ['<a href="/berita/jaga-integritas-hal-2">Halaman Selanjutnya</a>', '<link rel="next" href="jaga-integritas_2">'],
)
def test_a_next_page_in_an_unknown_form_leaves_the_article_incomplete(link: str, part: Catch) -> None:
    refined = refine([part(URL, 0, 4, link)], NO_RULES)
    assert isinstance(refined, Article)
    assert not refined.complete
    assert "jaga-integritas" in (refined.incomplete_reason or "")


def test_the_next_of_a_page_that_holds_all_is_no_lack(part: Catch) -> None:
    refined = refine([part(f"{URL}?page=all", 0, 4, '<a rel="next" href="?page=2">2</a>')], NO_RULES)
    assert isinstance(refined, Article)
    assert refined.complete


@pytest.mark.parametrize("path", ["berita/12", "node/5"])
def test_an_articles_own_small_number_is_no_page(path: str, part: Callable[..., Capture]) -> None:
    assert isinstance(refine([part(f"https://wartateluk.example/{path}", 0, 6)], NO_RULES), Article)


def test_the_opening_again_at_the_end_of_a_further_page_is_cut_wherever_it_is_cut_off() -> None:
    opening = "Balai Karang membuka layanan baru bagi calon pekerja migran di Kabupaten Teluk, Senin pagi."
    more = "Kepala balai, Ratna Wulandari, meminta petugas mencatat keluhan warga yang datang ke loket itu."
    first = [BodyLine(0, opening), BodyLine(1, more)]
    hope = "Warga berharap layanan itu tidak dipungut biaya apa pun."
    second = [BodyLine(2, hope), BodyLine(3, f"{opening} Kepala balai,")]
    lines, removed = join_lines([first, second])
    assert [line.text for line in lines] == [opening, more, hope]
    assert [(cut.rule, cut.position) for cut in removed] == [("page_repeated", 3)]


@pytest.mark.parametrize(
    "links",
    [
        f'<a href="{URL}/5">2</a> <a href="{URL}/10">3</a> <a rel="next" href="{URL}/5">&gt;</a>',
        f'<a rel="next" href="{URL}/5">Selanjutnya</a> <a href="{URL}/5"><b>2</b></a> <a href="{URL}/10">3</a>',
    ],
)
def test_pages_whose_paths_count_paragraphs_are_all_read(part: Catch, links: str) -> None:
    assert pages_needed(refine([part(URL, 0, 4, links)], NO_RULES)) == (f"{URL}/5", f"{URL}/10")
    refined = refine([part(URL, 0, 4, links), part(f"{URL}/10", 8, 12, links), part(f"{URL}/5", 4, 8, links)], NO_RULES)
    assert numbers(refined) == list(range(12))


def test_a_page_number_may_stand_in_page_num(part: Catch) -> None:
    links = f'<a href="{URL}?page_num=2">2</a>'
    assert pages_needed(refine([part(URL, 0, 4, links)], NO_RULES)) == (f"{URL}?page_num=2",)


HOST = "https://wartateluk.example"
CANONICAL = f'<link rel="canonical" href="{URL}">'


@pytest.mark.parametrize(
    ("address", "head"),
    [
        (f"{HOST}/amp/berita/jaga-integritas", CANONICAL),
        (f"{URL}/amp", CANONICAL),
        (f"{URL}?ref=beranda&posisi=3", CANONICAL),
        (f"{URL}?ref=beranda", ""),
        (f"{HOST}/?p=1234", CANONICAL),
        (f"{HOST}/m/berita/jaga-integritas", f'<meta property="og:url" content="{URL}">'),
    ],
)
def test_the_pages_of_the_canonical_address_are_the_articles(
    address: str, head: str, capture: Catch, write_page: Write, write_paragraphs: Write
) -> None:
    links = NUMBERED.replace("?page", f"{URL}?page")
    first = capture(write_page(write_paragraphs(0, 4) + links, head=head), address)
    assert pages_needed(refine([first], NO_RULES)) == (f"{URL}?page=2", f"{URL}?page=3")


@pytest.mark.parametrize("canonical", [f"{HOST}/", f"{HOST}/nasional", "https://lain.example/berita/jaga-integritas"])
def test_a_section_or_another_site_is_no_address_of_the_article(
    canonical: str, capture: Catch, write_page: Write, write_paragraphs: Write
) -> None:
    links = f'<a href="{canonical}?page=2">2</a>'
    head = f'<link rel="canonical" href="{canonical}">'
    page = capture(write_page(write_paragraphs(0, 4) + links, head=head), f"{HOST}/amp/berita/jaga-integritas")
    assert numbers(refine([page], NO_RULES)) == list(range(4))


def test_an_unknown_form_of_the_canonical_address_leaves_the_article_incomplete(
    capture: Catch, write_page: Write, write_paragraphs: Write
) -> None:
    link = f'<a href="{URL}-hal-2">Halaman Selanjutnya</a>'
    page = capture(write_page(write_paragraphs(0, 4) + link, head=CANONICAL), f"{HOST}/amp/1234/jaga-integritas")
    refined = refine([page], NO_RULES)
    assert isinstance(refined, Article)
    assert not refined.complete


@pytest.mark.parametrize("again", [(0, 4), (4, 8)])
def test_a_further_page_that_repeats_an_earlier_one_leaves_the_article_incomplete(
    again: tuple[int, int], part: Catch
) -> None:
    pages = [part(URL, 0, 4, NUMBERED), part(f"{URL}?page=2", 4, 8), part(f"{URL}?page=3", *again)]
    refined = refine(pages, NO_RULES)
    assert numbers(refined) == list(range(8))
    assert isinstance(refined, Article)
    assert "page=3" in (refined.incomplete_reason or "")


def test_a_page_with_all_that_repeats_page_1_is_not_taken_for_all(part: Catch) -> None:
    first, whole = part(URL, 0, 4, SHOW_ALL), part(f"{URL}?page=all", 0, 4)
    assert pages_needed(refine([first, whole], NO_RULES)) == (f"{URL}?page=2", f"{URL}?page=3")
    alone = part(URL, 0, 4, '<a href="?page=all">Baca Selengkapnya</a>')
    refined = refine([alone, whole], NO_RULES)
    assert isinstance(refined, Article)
    assert refined.complete
