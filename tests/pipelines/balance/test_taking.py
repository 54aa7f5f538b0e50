"""Prose that an extractor lost: put back where it has the form of the text's own, left unexplained elsewhere."""

from __future__ import annotations

from datetime import UTC, datetime

from corpus.models import Capture
from pipelines.balance.line_fates import PageFacts
from pipelines.balance.taking import lost_prose
from pipelines.page.parsed_page import ParsedPage, open_page

TEXT = [
    "Balai itu membuka tiga loket baru bagi pekerja migran pada hari Senin.",
    "Kepala balai meminta pegawai melayani warga dengan sabar sepanjang pekan ini.",
]
LOST = "Warga yang datang dari pulau seberang dilayani lebih dahulu di loket pertama."
BODY = "".join(f"<p>{line}</p>" for line in TEXT)


def lost(markup: str) -> list[tuple[int, str, str]]:
    body = f"<html><body>{markup}</body></html>".encode()
    page = open_page(
        Capture("https://contoh.example/a", body, datetime(2024, 1, 1, tzinfo=UTC), content_type="text/html")
    )
    assert isinstance(page, ParsedPage)
    return [(line.behind, line.text, line.evidence) for line in lost_prose(page, PageFacts(TEXT)).lines]


def test_a_second_box_of_the_texts_class() -> None:
    assert lost(f"<div class='isi x'>{BODY}</div><ul><li>a</ul><div class='isi  x'><p>{LOST}</p></div>") == [
        (1, LOST, "second_box")
    ]


def test_a_box_of_another_class_is_left() -> None:
    assert lost(f"<div class=isi>{BODY}</div><div class=lain><p>{LOST}</p></div>") == []


def test_text_straight_beside_paragraphs() -> None:
    assert lost(f"<section>{LOST}<br>{BODY}</section>") == [(-1, LOST, "beside")]


def test_a_paragraph_between_two_others() -> None:
    first, second = (f"<p>{line}</p>" for line in TEXT)
    assert lost(f"<div>{first}<p>{LOST}</p>{second}</div>") == [(0, LOST, "beside")]


def test_a_lead_above_the_box() -> None:
    assert lost(f"<p class=lead>{LOST}</p><div>{BODY}</div>") == [(-1, LOST, "lead")]


def test_a_lead_that_the_text_says_again_is_left() -> None:
    again = "Balai itu membuka tiga loket baru bagi pekerja migran pada hari Senin lalu."
    assert lost(f"<p class=lead>{again}</p><div>{BODY}</div>") == []


def test_a_caption_or_a_teaser_among_paragraphs_is_left() -> None:
    first, second = (f"<p>{line}</p>" for line in TEXT)
    assert lost(f"<div>{first}<figure><figcaption>{LOST}</figcaption></figure>{second}</div>") == []
    assert lost(f"<div>{first}<div class=related><p>{LOST}</p></div>{second}</div>") == []


def test_prose_above_the_title_is_no_lead() -> None:
    assert lost(f"<div class=intro><p>{LOST}</p></div><h1>Balai Buka Loket</h1><div>{BODY}</div>") == []


def test_a_box_with_a_class_of_layout_alone_is_no_second_box() -> None:
    assert lost(f"<div class='row col-md-12'>{BODY}</div><div class='row col-md-12'><p>{LOST}</p></div>") == []
