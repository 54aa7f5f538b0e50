"""Writers are persons, or the agency that is named alone; never a desk, a login, the house itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.models import Article
from pipelines.strings.person_names import clean_name, split_names

Make = Callable[..., Article]
ENGLISH = "".join(
    f"<p>Paragraph {n} tells how the council of the town opened a library for its people, and why it took long.</p>"
    for n in range(6)
)


def page(byline: str = "", *, head: str = "", after: str = "") -> str:
    """A page in English of the made-up Harbor Post."""
    return (
        f"<html lang='en'><head><title>Council Opens Library | Harbor Post</title>{head}"
        '<meta property="og:site_name" content="Harbor Post"></head><body><article><h1>Council Opens Library</h1>'
        f"{byline}<div class='article-body'>{ENGLISH}</div></article>{after}</body></html>"
    )


def ld(author: str) -> str:
    node = f'{{"@type":"NewsArticle","headline":"Council Opens Library","author":{author}}}'
    return f'<script type="application/ld+json">{node}</script>'


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("<p class='byline'>By Jane Doe Monday, November 18, 2019, 04:05 pm</p>", ["Jane Doe"]),
        ("<p class='byline'>By Jane Doe November 19, 2019</p>", ["Jane Doe"]),
        ("<p class='byline'>By Jane Doe | Special to the Harbor Post</p>", ["Jane Doe"]),
        ("<p class='byline'>By Jane Doe, Staff Writer</p>", ["Jane Doe"]),
        ("<p class='byline'>Analysis by Jane Doe, CNN Editor-at-large</p>", ["Jane Doe"]),
        ("<p class='byline'>By Jane Doe, Bombay</p>", ["Jane Doe"]),
        ("<p class='byline'>By JANE DOE, MARY CLARE ROE and ERIC POE</p>", ["JANE DOE", "MARY CLARE ROE", "ERIC POE"]),
        ("<p class='byline'>By <a href='/1'>Jane Doe</a>, <a href='/2'>John Roe</a></p>", ["Jane Doe", "John Roe"]),
        ("<p class='byline'>By Tim Roe</p>", ["Tim Roe"]),
        ("<p class='byline'>By Harbor Post Staff</p>", []),
        ("<p class='byline'>By jdadmin</p>", []),
        ("<p class='byline'>By Reuters</p>", ["Reuters"]),
        ("<p>Written by <b>Jane Doe</b> on 05 May 2023</p>", ["Jane Doe"]),
        ("<div><span>By Jane Doe</span><span>Harbor News, Leeds</span></div>", ["Jane Doe"]),
        ("<p><b>By <a>Jane Doe</a><span>HARBORNews</span></b> <b>By <a>Jane Doe</a></b></p>", ["Jane Doe"]),
        ("<div class='x'>Von Jana Contoh und Eva Contoh</div>", ["Jana Contoh", "Eva Contoh"]),
        ("<div class='x'>Por: Ana Contoh</div>", ["Ana Contoh"]),
        ("<div class='x'>Von Bremen nach Hamburg</div>", []),
        ("<p class='byline'>By Jane Doe<br>Harbor Political Writer</p>", ["Jane Doe"]),
        ("<p class='byline'>By Jane Doe<br>and John Roe</p>", ["Jane Doe", "John Roe"]),
        ("<p>By <a>Jane Doe For Dailypost.example</a> and <a>John Roe</a></p>", ["Jane Doe", "John Roe"]),
        ("<p>Par Jane Doe - j.doe@harbor.example</p>", ["Jane Doe"]),
        ("<div class='author'>Autor: Anna Nowak</div>", ["Anna Nowak"]),
        ("<div class='author'>Автор: Анна Контох</div>", ["Анна Контох"]),
        ("<p class='byline'>By Jane Doe, John Roe, Mary Clare Roe</p>", ["Jane Doe", "John Roe", "Mary Clare Roe"]),
        ("<p class='byline'>By Jane Doe, Senior Fellow, Hill Institute</p>", ["Jane Doe"]),
        ("<p>Posted: 4:11 PM, May 05, 2017 Updated: 8:11 PM, May 06, 2017 By: Jane Doe</p>", ["Jane Doe"]),
        ("<div class='byline'><b>Jane Doe</b> and <b>John Roe</b><br>Staff Writers</div>", ["Jane Doe", "John Roe"]),
        ("<div class='byline'>Jane Doe in London</div>", ["Jane Doe"]),
        ("<div class='author-name'>Jane Doe</div>", ["Jane Doe"]),
        ("<div class='author-name'>Share this story</div>", []),
        ("<div class='byline'>Photo Gallery</div>", []),
        ("<div class='author-name'>Getty Images</div>", []),
        ("<p itemprop='author'>Jane Doe</p>", ["Jane Doe"]),
        ("<div><a class='author-link' href='/author/jane-doe'>Jane Doe</a></div>", ["Jane Doe"]),
        ("<div class='byline'><span class='author'>Jane Doe and John Q. Roe</span></div>", ["Jane Doe", "John Q. Roe"]),
        ("<h4 class='author'>The Ministry of Ships and Harbor authorities</h4>", []),
    ],
)  # fmt: skip
def test_a_printed_byline(byline: str, authors: list[str], article: Make) -> None:
    assert list(article(page(byline)).authors) == authors


@pytest.mark.parametrize(
    ("author", "authors", "credit"),
    [
        ('{"@type":"person","name":"By JANE DOE, AP Auto Writer"}', ["JANE DOE"], None),
        ('[{"name":"Jane Doe"},{"name":"Reuters"}]', ["Jane Doe"], "Reuters"),
        ('"PTI"', ["PTI"], None),
        ('"ABC"', [], None),
        ('"jane_doe"', [], None),
        ('{"name":"Science Desk"}', [], None),
        ('"Von Jana Contoh und Eva Contoh"', ["Jana Contoh", "Eva Contoh"], None),
        ('"Jane Doe, Berlin"', ["Jane Doe"], None),
        ('"Jane Doe, Reuters"', ["Jane Doe"], "Reuters"),
        ('["Regan"]', ["Regan"], None),
        ('"La Redacción"', [], None),
        ('{"givenName":"Jane","familyName":"Doe"}', ["Jane Doe"], None),
        ('"Andr&eacute; Doe"', ["André Doe"], None),
        ('["Jane Doe","JANE DOE"]', ["Jane Doe"], None),
        ('"di Marco Contoh"', ["Marco Contoh"], None),
        ('"홍길동 기자"', ["홍길동"], None),
        ('"Jane Doe in Hamburg and John Roe in Bremen"', ["Jane Doe", "John Roe"], None),
        ('"Jane Doe, Professor of Tides, University of Karang"', ["Jane Doe"], None),
        ('"港新聞社"', [], None),
        ('"Unknown"', [], None),
        ('{"@type":"Organization","name":"Karang Chamber of Ships"}', [], None),
        ('{"@type":"Organization","name":"Karang Rowers"}', [], None),
        ('{"@type":"Organization","name":"Reuters"}', ["Reuters"], None),
        ('"River Works Inc."', [], None),
        ('null,"creator":["Jane Doe"]', ["Jane Doe"], None),
    ],
)  # fmt: skip
def test_a_claimed_writer(author: str, authors: list[str], credit: str | None, article: Make) -> None:
    refined = article(page(head=ld(author)))
    assert (list(refined.authors), refined.credit, refined.origins.get("credit")) == (
        authors,
        credit,
        credit and "json-ld",
    )


def test_a_byline_that_names_all_claimed_writers_and_one_more_is_taken(article: Make) -> None:
    byline = "<p class='byline'>By <a href='/1'>Jane Doe</a>, <a href='/2'>John Roe</a></p>"
    refined = article(page(byline, head=ld('"JANE DOE"')))
    assert (refined.authors, refined.origins["authors"]) == (("Jane Doe", "John Roe"), "visible")


def test_a_byline_that_does_not_know_the_claimed_writer_is_not(article: Make) -> None:
    assert article(page("<p>By Jane Doe</p>", head=ld('"Ana Poe"'))).authors == ("Ana Poe",)


@pytest.mark.parametrize(
    "place",
    [
        "<div class='teaser-list'><span class='author'>Other Writer</span></div>",
        "<aside><span class='author'>Other Writer</span></aside>",
        "<div class='comment'><span class='author'>Some Reader</span></div>",
        "<p class='author'>Please Wait Here</p>",
        "<p class='author'><a href='/author/all'>More Stories</a></p>",
        "".join(f"<div><span class='author'>Writer {w}</span></div>" for w in ("Ana", "Eva", "Ida", "Ola")),
    ],
)
def test_a_marked_name_elsewhere_on_the_page_is_no_writer(place: str, article: Make) -> None:
    assert article(page(after=place)).authors == ()


@pytest.mark.parametrize(
    "place",
    [
        "<div class='post-footer'>Posted by <span class='vcard'><a rel='author'>Jane Doe</a></span></div>",
        "<footer class='entry-footer'><a rel='author'>Jane Doe</a></footer>",
        "<div class='authorline__author'>By Jane Doe, Harbor Studio Leeds</div>",
    ],
)
def test_a_marked_name_at_the_articles_own_foot_is_the_writers(place: str, article: Make) -> None:
    html = (
        page(after=place).replace("<article>", "<article class='widget'>").replace("</article>", place + "</article>")
    )
    assert article(html).authors == ("Jane Doe",)


def test_names_of_other_languages_are_parted_where_they_are_two() -> None:
    assert split_names("Ana Contoh et Eva Contoh") == ["Ana Contoh", "Eva Contoh"]
    assert split_names("Santiago Ramón y Cajal") == ["Santiago Ramón y Cajal"]


@pytest.mark.parametrize(
    ("raw", "name"),
    [("Sari Contoh@saricontoh", "Sari Contoh"), ("Sari Contoh sari@contoh.example", "Sari Contoh"), ("Ani", "Ani")],
)
def test_a_handle_or_an_address_behind_the_name_goes(raw: str, name: str) -> None:
    assert clean_name(raw) == name


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("Budi Hartono adalah dosen di Kupang", "Budi Hartono"),
        ("Budi Hartono yang tinggal dekat balai", None),
        ("Bupati Karang", None),
        ("Ed Contoh", "Ed Contoh"),
        ("Ed: Sari Contoh", "Sari Contoh"),
        ("Magang", None),
        ("Setda Karang", None),
        ("Kanwil Karang", None),
        ("Radar Karang", None),
        ("Sari_Contoh", "Sari Contoh"),
        ("EditorSari Contoh", None),
        ("Jurnalis-Rabu", None),
        ("Sari Ayu-Contoh", "Sari Ayu-Contoh"),
    ],
)
def test_what_somebody_is_belongs_to_no_name(raw: str, name: str | None) -> None:
    assert clean_name(raw) == name


def test_tim_is_a_team_on_indonesian_pages_only() -> None:
    assert (clean_name("Tim Contoh"), clean_name("Tim Contoh", local=False)) == (None, "Tim Contoh")


@pytest.mark.parametrize("byline", ["By Jane Doe and John Roe", "Jane Doe, John Roe", "Von Jane Doe und John Roe"])
def test_a_line_of_the_text_that_only_names_its_writers_goes_and_is_kept_as_a_cut(byline: str, article: Make) -> None:
    html = page(head=ld('["Jane Doe","John Roe"]')).replace(
        "<div class='article-body'>", f"<div class='article-body'><p>{byline}</p>"
    )
    refined = article(html)
    assert refined.text.split("\n")[0].startswith("Paragraph 0")
    assert ("byline", byline) in [(cut.rule, cut.text) for cut in refined.removed]


def test_a_sentence_about_its_writer_stays(article: Make) -> None:
    html = page(head=ld('"Jane Doe"')).replace("<p>Paragraph 0", "<p>Jane Doe and the harbor.</p><p>Paragraph 0")
    assert article(html).text.startswith("Jane Doe and the harbor.")


def test_an_endless_claim_of_names_ends(article: Make) -> None:
    names = " und ".join(f"Ana Contoh{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}" for n in range(5000))
    assert len(article(page(head=ld(f'"{names}"'))).authors) < 100


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Sari Contoh, Warta Teluk", ("Sari Contoh",)),
        ("Sari Contoh, Kupang", ()),
        ("Kupang, Warta Teluk", ()),
        ("Kepala balai, Warta Teluk", ()),
    ],
)
def test_a_full_name_beside_the_outlets_own_is_the_writers(
    line: str,
    authors: tuple[str, ...],
    article: Make,
    write_page: Callable[..., str],
    write_paragraphs: Callable[..., str],
) -> None:
    assert article(write_page(write_paragraphs(), meta=f"<div>{line}</div>")).authors == authors


@pytest.mark.parametrize(
    ("line", "authors", "editor"),
    [
        ("<div class='name'><b>Sari Contoh</b> • 22 November 2023 13:30</div>", ("Sari Contoh",), None),
        ("<div class='category'><b>Warta Pesisir</b> • 22 November 2023 13:30</div>", (), None),
        ("<div>Sumber: <b>C.com</b> | Penulis: <b>Sari Contoh</b> | Editor: Ani T</div>", ("Sari Contoh",), "Ani T"),
        ("<div><b>Oleh :</b><ul><li>Sari Contoh</li><li>Budi T</li></ul></div>", ("Sari Contoh", "Budi T"), None),
        ("<div>Penulis: Dinas Kominfo Karang</div>", (), None),
        ("<div class='author'>Bagikan Artikel Ini</div>", (), None),
        ("<div class='author'>Nasional</div>", (), None),
        ("<div>Penulis:</div><h2>Tanggul yang Retak Itu</h2>", (), None),
        ("<div>Editor:</div><div>Semarang</div>", (), None),
        ("<div>Oleh: Sari Contoh, Semarang | 22 Nov 2023</div>", ("Sari Contoh",), None),
        ("<div>oleh <a>Sari Contoh</a> [Lamongan] di <time>22 November 2023</time></div>", ("Sari Contoh",), None),
        ("<p class='author-foto'>Rudi Lensa</p>", (), None),
        (
            """<div><span class='author'>Reporter</span> <span class='author'>Sari Contoh</span>
            <span class='author'>Editor</span> <span class='author'>Ani T</span></div>""",
            ("Sari Contoh",),
            "Ani T",
        ),
        ("<p>Oleh Prof. Dr. H. Budi Teladan, M.A., Ph.D</p>", ("Prof. Dr. H. Budi Teladan, M.A., Ph.D",), None),
    ],
)  # fmt: skip
def test_a_line_near_the_title_of_an_indonesian_page(
    line: str,
    authors: tuple[str, ...],
    editor: str | None,
    article: Make,
    write_page: Callable[..., str],
    write_paragraphs: Callable[..., str],
) -> None:
    refined = article(write_page(write_paragraphs(), meta=line))
    assert (refined.authors, refined.editor) == (authors, editor)


@pytest.mark.parametrize(
    ("lines", "people"),
    [
        (("Penulis : Sari Contoh", "Editor : Ani Lestari"), (("Sari Contoh",), "Ani Lestari")),
        (("Penulis : Sari Contoh", "Penulis : Budi Teladan"), ((), None)),
    ],
)
def test_lines_of_roles_below_the_text_tell_one_job_each(
    lines: tuple[str, ...],
    people: tuple[tuple[str, ...], str | None],
    article: Make,
    write_page: Callable[..., str],
    write_paragraphs: Callable[..., str],
) -> None:
    foot = "".join(f"<section><h4>Kolofon</h4><div class='x'>{line}</div></section>" for line in lines)
    refined = article(write_page(write_paragraphs()).replace("</main>", f"</main>{foot}"))
    assert (refined.authors, refined.editor) == people


def test_who_posted_a_blogger_page_is_its_writer(
    article: Make, write_page: Callable[..., str], write_paragraphs: Callable[..., str]
) -> None:
    by = "<span class='post-author vcard'>Diposting oleh <a rel='author'>Sari Contoh</a></span>"
    foot = f"<div class='post-footer'>{by}</div>"
    assert article(write_page(write_paragraphs(), after=foot)).authors == ("Sari Contoh",)
    reader = "<div class='comment'><a rel='author'>Budi Pembaca</a></div>"
    assert article(write_page(write_paragraphs(), after=reader)).authors == ()


@pytest.mark.parametrize(("label", "authors"), [("Written by", ("Jane Doe",)), ("Est. reading time", ())])
def test_a_card_that_says_who_wrote_is_heard(label: str, authors: tuple[str, ...], article: Make) -> None:
    card = f'<meta name="twitter:label1" content="{label}"><meta name="twitter:data1" content="Jane Doe">'
    assert article(page(head=card)).authors == authors


def test_json_ld_of_another_article_is_not_heard(article: Make) -> None:
    other = '{"@type":"NewsArticle","headline":"Ferry Runs Again Behind Stormy Weather","author":"Ken Poe"}'
    refined = article(page("<p>By Jane Doe</p>", head=f'<script type="application/ld+json">{other}</script>'))
    assert (refined.authors, refined.title) == (("Jane Doe",), "Council Opens Library")


def test_a_byline_that_a_meta_element_repeats_outvotes_json_ld(article: Make) -> None:
    head = ld('"Ana Poe"') + '<meta name="sailthru.author" content="By Jane Doe">'
    assert article(page("<p>By Jane Doe</p>", head=head)).authors == ("Jane Doe",)
    assert article(page("<p>By Eva Loe</p>", head=head)).authors == ("Ana Poe",)


@pytest.mark.parametrize(
    "line", ["WordPress", "Mark Otto, Jacob Thornton, and Bootstrap contributors", "Kabupaten Karang"]
)
def test_the_makers_of_a_template_and_a_district_are_no_writers(
    line: str, article: Make, write_page: Callable[..., str], write_paragraphs: Callable[..., str]
) -> None:
    head = f'<meta name="author" content="{line}">'
    assert article(write_page(write_paragraphs(), head=head)).authors == ()


@pytest.mark.parametrize("box", ["sidebar", "popular", "post-nav"])
def test_a_line_of_roles_beside_another_article_is_its_own(
    box: str, article: Make, write_page: Callable[..., str], write_paragraphs: Callable[..., str]
) -> None:
    other = f"<div class='{box}'><p>Penulis: Budi Lain</p><p>Editor: Ani Lain</p></div>"
    refined = article(write_page(write_paragraphs()).replace("</main>", f"</main>{other}"))
    assert (refined.authors, refined.editor) == ((), None)


def test_five_names_near_the_title_are_a_row_of_links_and_no_byline(article: Make) -> None:
    row = "<p>By Jane Doe, John Roe, Mary Clare Roe, Eric Poe and Anna Lowe</p>"
    assert article(page(row)).authors == ()
    assert article(page(row, head=ld('{"name":"Tim Roe"}'))).authors == ("Tim Roe",)


@pytest.mark.parametrize(
    "after",
    [
        "<div><p>Susunan Redaksi</p><p>Pemimpin Redaksi: Budi Contoh</p><p>Wartawan: Sari Teladan</p></div>",
        "<ul><li>Wakil Pimpinan Umum : Budi Contoh</li></ul><p>Penulis : Sari Teladan</p>",
        "<p>3 Komentar</p><div><p>Wawan Rekaan</p><p>7 April 2023</p><p>Oleh: Sari Teladan</p></div>",
        "<p>Tinggalkan Balasan</p><p>Semoga desa lain menyusul.</p><p>Penulis: Sari Teladan</p>",
    ],
)
def test_a_name_of_the_masthead_or_of_a_reader_is_no_writer(after: str, article: Make) -> None:
    assert article(local_page(after)).authors == ()


def test_a_name_below_the_count_of_comments_is_the_writers(article: Make) -> None:
    assert article(local_page("<p>2 Komentar</p><p>Bagikan</p><p>Penulis: Sari Teladan</p>")).authors == (
        "Sari Teladan",
    )


def local_page(after: str) -> str:
    """An Indonesian page without a byline, with these elements behind its text."""
    text = "".join(
        f"<p>Alinea {n} menceritakan bagaimana warga desa membangun perpustakaan bersama para guru.</p>"
        for n in range(6)
    )
    return (
        "<html lang='id'><head><title>Warga Membangun Perpustakaan</title></head><body><article>"
        f"<h1>Warga Membangun Perpustakaan</h1><div class='isi'>{text}</div>{after}</article></body></html>"
    )
