"""The element that holds the body is found where no template names it, whatever the paragraphs are made of."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from lxml import html

from corpus.models import Article
from pipelines.body.containers import container_of
from pipelines.body.page_cuts import cut_page
from pipelines.page.table import read_table
from pipelines.rules import NO_RULES, PageRules

SAID = [f"Kalimat ke-{n} menceritakan pembinaan pegawai di Balai Karang dengan panjang." for n in range(6)]
MENU = "<ul><li><a href='/a'>Nasional</a></li></ul>"


@pytest.mark.parametrize(
    "body",
    [
        "<br><br>".join(SAID),
        "".join(f"<div>{paragraph}</div>" for paragraph in SAID),
        "".join(f"<div><div><span>{paragraph}</span></div></div>" for paragraph in SAID),
        "".join(f"<span><p>{paragraph}</p></span>" for paragraph in SAID),
        f"<p>{SAID[0] * 8}</p>" + "".join(f"<p>{paragraph}</p>" for paragraph in SAID),
    ],
)
def test_the_home_of_the_prose(body: str) -> None:
    column = f"<div><h1>Judul</h1><div>Sari | 2 Mei 2026</div><div id='isi'>{body}</div></div>"
    page = f"<html><body>{MENU}{column}</body></html>"
    container = container_of(cut_page(read_table(html.document_fromstring(page))), NO_RULES)
    assert container is not None
    assert container.get("id") == "isi"


def test_cards_behind_a_short_text_are_no_home() -> None:
    cards = "".join(
        f"<div><a href='/{n}'>Judul kartu nomor {n}</a><div>{paragraph * 2}</div></div>"
        for n, paragraph in enumerate(SAID)
    )
    page = f"<html><body><div><div>{SAID[0]}</div></div><div id='kartu'>{cards}</div></body></html>"
    assert container_of(cut_page(read_table(html.document_fromstring(page))), NO_RULES) is None


def test_prose_three_times_as_long_as_a_named_element_beside_it_is_the_body() -> None:
    named = "<div class='entry-content'>" + "<p>Kotak pengumuman balai, bukan berita.</p>" * 8 + "</div>"
    prose = "".join(f"<p>{paragraph * 2}</p>" for paragraph in SAID)
    page = f"<html><body>{MENU}{named}<div id='isi'>{prose}</div></body></html>"
    container = container_of(cut_page(read_table(html.document_fromstring(page))), NO_RULES)
    assert container is not None
    assert container.get("id") == "isi"


def test_a_body_in_several_parts_of_the_outlets_own_class_is_whole(article: Callable[..., Article]) -> None:
    parts = "".join(
        f"<div class='hal'><h2>Bagian {n}</h2><div class='isi-hal'><p>{SAID[n] * 4}</p><p>{SAID[n + 1]}</p></div></div>"
        for n in range(0, 6, 2)
    )
    title = "Balai Karang Membina Pegawai"
    page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><div>{parts}</div></body></html>"
    text = article(page, rules=PageRules(body=(".isi-hal",))).text
    assert [paragraph for paragraph in SAID if paragraph not in text] == []


PARTS = (
    "".join(f"<div id='isi'><p>{paragraph}</p></div>" for paragraph in SAID),
    "".join(f"<section class='hal'><div id='isi'><p>{paragraph}</p></div></section>" for paragraph in SAID),
    "<aside>Iklan baris</aside>".join(
        f"<div id='isi'><p>{paragraph * (1 + n)}</p></div>" for n, paragraph in enumerate(SAID)
    ),
    f"<div id='isi'><p>{SAID[0] * 9}</p></div><h2>Loket Baru</h2>" + f"<div id='isi'>{'<br><br>'.join(SAID[1:])}</div>",
)


@pytest.mark.parametrize("parts", PARTS)
@pytest.mark.parametrize("page", ["<main>{}</main>", "<main><article><h1>Judul</h1>{}</article></main>", "{}"])
def test_all_parts_of_the_outlets_rule_are_read_in_order(
    article: Callable[..., Article], parts: str, page: str
) -> None:
    foot = f"<div class='bawah'><a href='/b'>Kabar lain dari balai</a><p>{SAID[0].replace('pegawai', 'tamu')}</p></div>"
    head = "<html><head><title>Balai Karang Membina Pegawai</title></head><body><h1>Balai Karang Membina Pegawai</h1>"
    text = article(f"{head}{page.format(parts + foot)}</body></html>", rules=PageRules(body=("#isi",))).text
    places = [text.find(paragraph) for paragraph in SAID]
    assert min(places) >= 0
    assert places == sorted(places)
    assert "tamu" not in text


def test_another_article_on_the_page_is_no_part_of_it() -> None:
    one, other = (
        f"<section><h1>{title}</h1><div class='isi' id='{title}'>{'<br>'.join(SAID * times)}</div></section>"
        for title, times in (("Balai", 2), ("Pasar", 1))
    )
    page = f"<html><body>{one}{other}</body></html>"
    container = container_of(cut_page(read_table(html.document_fromstring(page))), PageRules(body=(".isi",)))
    assert container is not None
    assert container.get("id") == "Balai"


def test_a_card_of_that_class_in_another_column_is_no_part_of_it() -> None:
    body = f"<div class='lebar'><h1>Balai</h1><div class='isi' id='sini'>{'<br>'.join(SAID)}</div></div>"
    cards = f"<div class='sisi'><div class='isi'><a href='/a'>Kabar lain</a><p>{SAID[0]}</p></div></div>"
    page = f"<html><body><div>{body}{cards}</div></body></html>"
    container = container_of(cut_page(read_table(html.document_fromstring(page))), PageRules(body=(".isi",)))
    assert container is not None
    assert container.get("id") == "sini"


def test_a_first_paragraph_in_no_element_of_its_own_is_kept(
    article: Callable[..., Article], write_page: Callable[..., str]
) -> None:
    rest = "".join(f"<p>{paragraph}</p>" for paragraph in SAID[1:])
    page = write_page(f"<div class='detail_text'><b>Jakarta, CNBC Indonesia</b> - {SAID[0]}<br>{rest}</div>")
    assert article(page).text.split("\n") == SAID


def test_paragraphs_that_a_button_would_unfold_are_read(
    article: Callable[..., Article], write_page: Callable[..., str]
) -> None:
    rest = "".join(f"<p>{paragraph}</p>" for paragraph in SAID[2:])
    body = f"<p>{SAID[0]}</p><p>{SAID[1]}</p><div style='display:none'>{rest}</div><button>Baca Selengkapnya</button>"
    assert article(write_page(body)).text.split("\n") == SAID


def test_a_hidden_claim_is_not_the_body(article: Callable[..., Article], write_page: Callable[..., str]) -> None:
    hidden = f"<div itemprop='articleBody' style='display: none'>{' '.join(SAID[:5])}</div>"
    body = "".join(f"<p>{paragraph}</p>" for paragraph in SAID)
    assert article(write_page(body, meta=hidden)).text.split("\n") == SAID


def test_a_last_paragraph_in_a_div_beside_paragraphs_is_kept(
    article: Callable[..., Article], write_page: Callable[..., str]
) -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in SAID[:4]) + "".join(
        f"<div>{paragraph}</div>" for paragraph in SAID[4:]
    )
    assert article(write_page(body)).text.split("\n") == SAID


def test_a_body_that_only_scripts_would_show_is_read_from_the_pages_claim(article: Callable[..., Article]) -> None:
    claim = {"@type": "NewsArticle", "headline": "Balai Karang", "articleBody": "\n".join(SAID * 2) + "\0"}
    script = f'<script type="application/ld+json">{json.dumps(claim)}</script>'
    refined = article(
        f"<html><head><title>Balai Karang</title>{script}</head><body><div id='root'></div></body></html>"
    )
    assert refined.text.split("\n")[: len(SAID)] == SAID
    assert refined.origins["text"] == "json-ld"


CONSENT = "<div><div>Situs ini menggunakan cookie untuk meningkatkan pengalaman Anda saat membaca berita.</div></div>"
TEASERS = "".join(
    f"<div class='kt'><a href='/b/{n}'><h4>Judul kartu nomor {n} di samping</h4></a><p>{paragraph * 2}</p></div>"
    for n, paragraph in enumerate(SAID)
)
COMMENTS = "".join(f"<div class='it'><b>Pembaca</b><div>{paragraph}</div></div>" for paragraph in SAID[:2])


@pytest.mark.parametrize("wrap", ["<p>{}</p>", "{}<br><br>", "<div>{}</div>", "<div><div><span>{}</span></div></div>"])
@pytest.mark.parametrize(
    ("before", "after"),
    [(CONSENT, ""), (f"<div>{TEASERS}</div>", ""), ("", f"<div>{TEASERS}</div>"), ("", f"<div>{COMMENTS}</div>")],
)
def test_the_home_is_found_among_teasers_and_comments(wrap: str, before: str, after: str) -> None:
    body = "".join(wrap.format(paragraph) for paragraph in SAID)
    column = f"<div>{before}<div><div>Sari | 2 Mei 2026</div><div id='isi'>{body}</div></div>{after}</div>"
    container = container_of(
        cut_page(read_table(html.document_fromstring(f"<html><body>{MENU}{column}</body></html>"))), NO_RULES
    )
    assert container is not None
    assert container.get("id") == "isi"


def test_paragraphs_beside_a_larger_part_are_not_left_out() -> None:
    part = "".join(f"<p>{paragraph}</p>" for paragraph in SAID[2:])
    page = f"<html><body>{MENU}<div id='isi'><p>{SAID[0]}</p><p>{SAID[1]}</p><div>{part}</div></div></body></html>"
    container = container_of(cut_page(read_table(html.document_fromstring(page))), NO_RULES)
    assert container is not None
    assert container.get("id") == "isi"


def test_paragraphs_in_a_column_of_cells_are_paragraphs(
    article: Callable[..., Article], write_page: Callable[..., str]
) -> None:
    rows = "".join(f"<tr><td>{paragraph} {paragraph[:9]}lagi lalu selesai.</td></tr>" for paragraph in SAID)
    text = article(write_page(f"<table><tbody>{rows}</tbody></table>")).text
    assert "|" not in text
    assert [paragraph for paragraph in SAID if paragraph not in text] == []


def test_a_page_builders_widgets_are_paragraphs(article: Callable[..., Article]) -> None:
    widget = "<div class='elementor-widget elementor-widget-text-editor'><div><p>{}</p></div></div>"
    title = "Balai Karang Membina Pegawai"
    body = "".join(widget.format(paragraph) for paragraph in SAID)
    page = f"<html><head><title>{title}</title></head><body><div><h1>{title}</h1>{body}</div></body></html>"
    assert article(page).text.split("\n") == SAID


def test_a_templates_name_on_teasers_of_other_stories_is_no_container() -> None:
    named = TEASERS.replace("class='kt'", "class='post-content'")
    body = "".join(f"<p>{paragraph}</p>" for paragraph in SAID)
    page = f"<html><body><div id='isi'>{body}</div><div>{named}</div></body></html>"
    container = container_of(cut_page(read_table(html.document_fromstring(page))), NO_RULES)
    assert container is not None
    assert container.get("id") == "isi"


def test_a_small_named_element_is_not_taken_for_a_long_story_beside_it() -> None:
    about = "<div class='detail-content'><p>" + "Tentang Balai Karang. " * 15 + "</p></div>"
    body = "".join(f"<p>{paragraph * 3}</p>" for paragraph in SAID)
    page = f"<html><body>{MENU}<div id='isi'>{body}</div>{about}</body></html>"
    container = container_of(cut_page(read_table(html.document_fromstring(page))), NO_RULES)
    assert container is not None
    assert container.get("id") == "isi"


def test_a_tables_head_has_no_line_below_it_and_a_folding_heading_is_read(
    article: Callable[..., Article], write_page: Callable[..., str]
) -> None:
    table = "<table><tr><th>Berat</th><th>Harga</th></tr><tr><td>1 gram</td><td>Rp 100</td></tr></table>"
    fold = f"<h3><button>Apa itu balai?</button></h3><div><p>{SAID[2]}</p></div>"
    body = f"<p>{SAID[0]}</p>{table}<p>{SAID[1]}</p>{fold}<p>{SAID[3]}</p>"
    lines = article(write_page(body)).text.split("\n")
    assert lines == [SAID[0], "| Berat | Harga |", "| 1 gram | Rp 100 |", SAID[1], "Apa itu balai?", SAID[2], SAID[3]]
