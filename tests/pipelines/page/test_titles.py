"""The title is the heading that readers see, without the site's name; made-up pages of made-up sites."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.models import Article

Make = Callable[..., Article]
STORY = "".join(
    f"<p>Paragraph {n} tells how the council of the town opened a library for its people, and why it took long.</p>"
    for n in range(6)
)


def page(h1: str, *, title: str, og: str | None = None, more: str = "") -> str:
    claim = f'<meta property="og:title" content="{og}">' if og else ""
    return (
        f"<html><head><title>{title}</title>{claim}</head><body><main>{h1}"
        f"<div class='article-body'>{STORY}</div></main>{more}</body></html>"
    )


@pytest.mark.parametrize(
    ("heading", "title", "og"),
    [
        ("Council Opens a Library", "Council Opens a Library - Harbor Post", None),
        ("Council Opens a Library", "Harbor Post: Council Opens a Library", None),
        ("The Town Belongs to Its Readers", "Opinion | The Town Belongs to Its Readers - Harbor Post", None),
        ("About Boats", "About Boats – The Harbor Post and Its Many Other Boats", None),
        ("会議は図書館を開いた", "会議は図書館を開いた | 港の新聞社とその仲間の会", None),
        # readers see another headline than search engines
        ("High School Roundup: Karang Wins Again", "HS Roundup: Karang wins a third time", None),
        ("Town's Council Opens Library, and Readers Come", "Council library: readers in town - Harbor Post", None),
    ],
)
def test_the_heading_that_readers_see_is_the_title(heading: str, title: str, og: str | None, article: Make) -> None:
    assert article(page(f"<h1>{heading}</h1>", title=title, og=og), url="https://hp.example/a/1").title == heading


def test_an_h1_of_another_matter_is_no_title(article: Make) -> None:
    html = page("<h1>Why Don't You Go and Fish?</h1>", title="Council Opens a Library - Harbor Post")
    assert article(html, url="https://hp.example/a/1").title == "Council Opens a Library - Harbor Post"


def test_an_h1_that_names_the_section_yields_to_the_title_on_the_page(article: Make) -> None:
    html = page(
        "<h1>News of the Town Library</h1><div class='judul'>Town Library Gets News Readers</div>",
        title="Town Library Gets News Readers",
    )
    assert article(html, url="https://hp.example/a/1").title == "Town Library Gets News Readers"


def test_two_h1_that_share_a_claims_words_decide_nothing(article: Make) -> None:
    html = page("<h1>Town Library Opens Late</h1><h1>Town Library Closes Early</h1>", title="Library of the town")
    assert article(html, url="https://hp.example/a/1").title == "Library of the town"


def test_a_heading_in_a_side_bar_is_no_title(article: Make) -> None:
    html = page("", title="Council Opens Town Library", more="<aside><h1>Town Library Is Closed</h1></aside>")
    assert article(html, url="https://hp.example/a/1").title == "Council Opens Town Library"


def test_where_every_page_bears_the_sites_title_the_templates_heading_is_it(article: Make) -> None:
    html = page("<h2 class='judul-berita'>Balai Karang Buka Layanan</h2>", title="Website Resmi Kecamatan Teluk")
    assert article(html, url="https://kt.example/a/1").title == "Balai Karang Buka Layanan"


def test_a_heading_that_links_elsewhere_is_not_the_templates_title(article: Make) -> None:
    html = page("<h2 class='title'><a href='/lain'>Balai Lain Tutup Hari Ini</a></h2>", title="Balai Karang Buka Pagi")
    assert article(html, url="https://kt.example/a/1").title == "Balai Karang Buka Pagi"


def test_an_address_with_a_number_confirms_the_heading_that_has_it(article: Make) -> None:
    html = page("<h2>Balai Karang Lepas 27 Perawat</h2>", title="KARANG")
    url = "https://kt.example/berita-detail/balai-karang-lepas-27-perawat"
    assert article(html, url=url).title == "Balai Karang Lepas 27 Perawat"


@pytest.mark.parametrize(
    ("h1", "title"),
    [
        ("<h1><span>Karang</span><span>Council Opens a Library</span></h1>", "Council Opens a Library"),
        ("<h1>Council Opens<br>a Library</h1>", "Council Opens a Library"),
        ("<h1>Coun&shy;cil Opens a Li&#8203;brary</h1>", "Council Opens a Library"),
        ("<h1>Council <em>Open</em>s a Library</h1>", "Council Opens a Library"),
    ],
)
def test_a_headings_layout_leaves_no_trace_in_the_title(h1: str, title: str, article: Make) -> None:
    head = page(h1, title="Council Opens a Library - Harbor Post", og="Council Opens a Library")
    assert article(head, url="https://hp.example/a/1").title == title


@pytest.mark.parametrize(
    ("og", "title"),
    [("Council Opens a Library", "Council Opens a Library"), ("Karang Council Opens a Library", None)],
)
def test_a_kicker_inside_the_heading_goes_where_no_claim_has_it(og: str, title: str | None, article: Make) -> None:
    html = page("<h1><span class='kicker'>Karang</span> Council Opens a Library</h1>", title=f"{og} - HP", og=og)
    assert article(html, url="https://hp.example/a/1").title == (title or og)


def test_what_stands_behind_a_heading_with_a_kicker_is_read(article: Make) -> None:
    html = page(
        "<h1><span>Karang</span> Council Opens a Library</h1><p>20 November 2023 10:11 WIB</p>",
        title="Council Opens a Library - HP",
    )
    assert article(html, url="https://hp.example/a/1").published_printed == "20 November 2023 10:11 WIB"


@pytest.mark.parametrize(
    ("h1", "claim", "title"),
    [
        (
            "<h1>Council Opens a Library <small>Readers came from all over the town</small></h1>",
            "Council Opens a Library",
            "Council Opens a Library",
        ),
        ("<h2><b>Boats</b> <b>Council sells them</b></h2>", "Boats: Council sells them", "Boats: Council sells them"),
        ("<h1>会議は図書館を開いた</h1>", "会議は図書館を開いた--社会--港の新聞", "会議は図書館を開いた"),
    ],
)  # fmt: skip
def test_a_heading_of_parts_is_the_title_that_a_claim_repeats(h1: str, claim: str, title: str, article: Make) -> None:
    assert article(page(h1, title=claim), url="https://hp.example/a/1").title == title


def test_a_byline_is_found_behind_a_heading_with_a_subtitle(article: Make) -> None:
    h1 = "<h1>Council Opens a Library <small>Readers came</small></h1><p>By Jane Doe</p>"
    assert article(page(h1, title="Council Opens a Library"), url="https://hp.example/a/1").authors == ("Jane Doe",)


@pytest.mark.parametrize(
    ("h1", "claim"),
    [
        ("<h1>Council Opens a Lib…</h1>", "Council Opens a Library"),
        ("<h2>Council Opens a Library</h2>", "Detail Berita"),
        ("<h1>Council Opens a Library</h1>", "Council Opens a Library... — A Harbor"),
        ("<h1>Council Opens a Library</h1>", "News"),
        ("<h4 class='news-title'>Council Opens a Library</h4>", "A Portal of the Harbor Town"),
        ("<div class='judul'>Council Opens a Library</div>", "Council Opens a Library - Pages of the Harbor"),
    ],
)
def test_a_title_that_the_page_prints_stands_above_a_template_s_words(h1: str, claim: str, article: Make) -> None:
    assert article(page(h1, title=claim), url="https://hp.example/a/b").title == "Council Opens a Library"
