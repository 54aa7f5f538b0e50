"""The body is read again where the first reading holds little: by other steps, or by JSON-LD; the best is taken."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from corpus.models import Capture
from pipelines.body.choose import extract
from pipelines.page.parsed_page import ParsedPage, open_page
from pipelines.rules import NO_RULES, PageRules

LINES = [
    f"Balai ke-{n} membuka loket baru bagi pekerja migran dan melayani warga yang datang sejak pagi hari sekali."
    for n in range(1, 9)
]
TITLE = "Balai Membuka Loket Baru"


def body(markup: str, head: str = "", rules: PageRules = NO_RULES) -> tuple[list[str], str]:
    page = open_page(
        Capture(
            "https://contoh.example/berita/balai-membuka-loket-baru",
            f"<html><head><meta property='og:title' content='{TITLE}'>{head}</head>{markup}</html>".encode(),
            datetime(2024, 1, 1, tzinfo=UTC),
            content_type="text/html",
        )
    )
    assert isinstance(page, ParsedPage)
    read = extract(page, rules)
    return list(read.lines), read.extractor


def paragraphs(lines: list[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def test_paragraphs_in_boxes_that_a_rule_would_cut() -> None:
    boxes = "".join(f"<div class='widget widget_text'><p>{line}</p></div>" for line in LINES)
    assert body(f"<div class=w><h1>{TITLE}</h1><div class=isi>{boxes}</div></div>")[0] == LINES


def test_a_first_block_in_a_box_of_the_others_name() -> None:
    def box(lines: list[str]) -> str:
        return f"<div class='article-widget article-widget-text'>{paragraphs(lines)}</div>"

    markup = (
        f"<h1>{TITLE}</h1><div>{box(LINES[:2])}<figure><img src=x.jpg></figure>{box(LINES[2:5])}{box(LINES[5:])}</div>"
    )
    assert body(markup)[0] == LINES


def test_the_words_of_json_ld_where_the_page_shows_little() -> None:
    claim = json.dumps({"@type": "NewsArticle", "headline": TITLE, "articleBody": "\n".join(LINES)})
    lines, extractor = body(
        f"<h1>{TITLE}</h1><div class=entry-content><p>{LINES[0]}</p><p>Memuat halaman ini.</p></div>",
        f"<script type='application/ld+json'>{claim}</script>",
    )
    assert (lines, extractor) == (LINES, "json-ld")


def test_a_page_of_other_stories_gets_none_of_them() -> None:
    story = (
        "<div class=widget><p>Pasar malam di kota sebelah dibuka lagi setelah tutup dua pekan karena hujan.</p></div>"
    )
    assert not any("Pasar malam" in line for line in body(f"<h1>{TITLE}</h1>{story * 5}")[0])


def test_an_outlets_selector_that_fits_nothing_changes_nothing() -> None:
    rules = PageRules(body=("div.no-such-class", "section.none"))
    assert body(f"<h1>{TITLE}</h1><div class=entry-content>{paragraphs(LINES)}</div>", rules=rules)[0] == LINES


def test_a_body_that_json_ld_claims_for_another_story_is_left() -> None:
    other = f"{TITLE}? Kapal kayu karam di Rote dan sebelas penumpangnya dibawa nelayan ke dermaga terdekat. " * 9
    story = {"@type": "NewsArticle", "headline": "Kapal karam di Rote", "articleBody": other}
    claim = json.dumps({"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": story}]})
    markup = f"<h1>{TITLE}</h1><div class=entry-content>{paragraphs(LINES)}</div>"
    assert body(markup, f"<script type='application/ld+json'>{claim}</script>")[0] == LINES


def test_comments_beside_few_words_are_no_body() -> None:
    comment = "<div class=isi-komentar><p>Balai membuka loket baru itu bagus sekali untuk warga di desa kami.</p></div>"
    post = "<div class=post-content><p>Balai membuka loket.</p></div>"
    read, _ = body(f"<h1>{TITLE}</h1>{post}<div class=komentar>{comment * 4}</div>")
    assert not any("bagus sekali" in line for line in read)
