"""Articles that a site sends as an object of JSON: read by the same rules as pages."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from corpus.models import Article, Capture, SetAside
from corpus.urls import AddressRule
from pipelines.refine import read_pages, refine
from pipelines.rules import PageRules, SentFields

URL = "https://dinas.example/news/detail/apel-pagi-pegawai"
FIELDS = SentFields(
    text=("body", "isi.html"), title=("title",), day=("created_at",), modified=("updated_at",),
    authors=("authors[].name",), editor=("editor",), section=("section.name",), tags=("tags",),
)  # fmt: skip
RULES = PageRules(
    outlet="dinas", name="Dinas", address=AddressRule("dinas.example", ("dinas.example",)), utc_offset=7,
    sent=(FIELDS,), body=("div.page-body",), title=("h2.page-title",),
)  # fmt: skip
LINES = (
    "Kepala dinas memimpin apel pagi pegawai di halaman kantor pada hari Senin bersama para kepala bidang dan staf.",
    "Dalam arahannya ia meminta pegawai menjaga disiplin, melayani warga dengan ramah, dan mencatat setiap laporan.",
    "Apel diakhiri dengan pembacaan doa dan pembagian tugas untuk kegiatan sosial yang akan diadakan pekan depan.",
)
BODY = "".join(f"<p>{line}</p>" for line in LINES)
ITEM: dict[str, Any] = {"title": "Apel Pagi Pegawai Dinas", "created_at": "2024-03-05 08:30:00", "body": BODY}


def read(item: Any, kind: str = "application/json", rules: PageRules = RULES) -> Any:
    body = item if isinstance(item, bytes) else json.dumps(item).encode()
    return refine([Capture(URL, body, datetime(2024, 3, 8, tzinfo=UTC), content_type=kind)], rules)


def article(**fields: Any) -> Article:
    read_article = read({**ITEM, **fields})
    assert isinstance(read_article, Article), read_article
    return read_article


def test_all_fields_are_the_objects_own() -> None:
    whole = article(
        updated_at="2024-03-06T01:00:00Z", authors=[{"name": "Budi Santoso"}, {"name": "Siti Aminah"}],
        editor="Rina Wati", section={"name": "Umum"}, tags=["apel", "pegawai"],
    )  # fmt: skip
    assert (whole.title, whole.text) == ("Apel Pagi Pegawai Dinas", "\n".join(LINES))
    assert whole.published_at == datetime.fromisoformat("2024-03-05T08:30:00+07:00")
    assert whole.modified_at == datetime(2024, 3, 6, 1, tzinfo=UTC)
    assert (whole.authors, whole.editor) == (("Budi Santoso", "Siti Aminah"), "Rina Wati")
    assert (whole.section, whole.tags, whole.complete) == ("Umum", ("apel", "pegawai"), True)
    assert (whole.url, whole.key) == (URL, "dinas.example/news/detail/apel-pagi-pegawai")
    origins = {name: whole.origins[name] for name in ("title", "text", "published_at", "authors", "editor", "tags")}
    assert set(origins.values()) == {"sent"}


def test_all_words_are_accounted_for() -> None:
    (words,) = article().page_words
    assert words.seen == words.in_text + words.fields
    capture = Capture(URL, json.dumps(ITEM).encode(), datetime(2024, 3, 8, tzinfo=UTC), content_type="application/json")
    assert len(read_pages([capture], RULES).blocks) == 4


@pytest.mark.parametrize(
    "body",
    [
        "\n\n".join(LINES),
        "\r\n".join(LINES),
        BODY.replace("<", "&lt;").replace(">", "&gt;"),
        f"<div><div>{BODY}",
        f"{BODY}</div></article></body></html>",
        f"<html><head><title>Lain</title></head><body>{BODY}</body></html>",
        f"<script>alert(1)</script>{BODY}<style>p {{ }}</style>",
        "<br><br>".join(LINES),
        f"{BODY}\x00\x07",
    ],
    ids=["lines", "crlf", "escaped", "open", "closed", "page", "script", "breaks", "controls"],
)
def test_a_text_in_any_markup_gives_its_lines(body: str) -> None:
    assert article(body=body).text == "\n".join(LINES)


@pytest.mark.parametrize(
    ("day", "at", "published"),
    [
        ("2024-03-05T23:30:00.000000Z", "2024-03-06T06:30:00+07:00", date(2024, 3, 6)),
        (1709602200, "2024-03-05T08:30:00+07:00", date(2024, 3, 5)),
        (1709602200000, "2024-03-05T08:30:00+07:00", date(2024, 3, 5)),
        ("2024-03-05", None, date(2024, 3, 5)),
        ("Selasa, 5 Maret 2024 08:30 WIB", "2024-03-05T08:30:00+07:00", date(2024, 3, 5)),
        ("kemarin", None, None), (None, None, None), ("", None, None), ({"date": "2024-03-05"}, None, None),
    ],
)  # fmt: skip
def test_a_day_in_any_form_of_a_list_is_read(day: Any, at: str | None, published: date | None) -> None:
    dated = article(created_at=day)
    assert dated.published_at == (datetime.fromisoformat(at) if at else None)
    assert dated.published_day == published


@pytest.mark.parametrize(
    "item",
    [
        [], None, 7, "teks", {}, {**ITEM, "body": None}, {**ITEM, "body": " "},
        {**ITEM, "body": [{"type": "paragraph"}]},
        {"message": "Not found"}, b"{", b"", b"<html><p>Apel</p></html>", b"[" * 100_000,
    ],
)  # fmt: skip
def test_what_is_no_article_is_set_aside(item: Any) -> None:
    assert isinstance(read(item), SetAside)


def test_an_object_without_a_title_or_with_few_words_is_set_aside_as_a_page_is() -> None:
    assert read({**ITEM, "title": None}).reason == "no_title"
    assert read({**ITEM, "body": "<p>Segera</p>"}).reason in {"too_short", "no_body"}


def test_further_pages_of_it_are_never_wanted() -> None:
    """Its pages have no text."""
    links = "".join(f'<a href="{URL}?page={n}">{n}</a>' for n in (1, 2, 3))
    paged = article(body=f'{BODY}<div class="pagination">{links}</div>')
    assert paged.text.startswith(LINES[0])


def test_json_is_no_article_of_an_outlet_that_sends_none() -> None:
    assert read(ITEM, rules=PageRules(outlet="dinas", address=RULES.address)).reason == "not_html"


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 3_000 + BODY,
        "<p>" + "kata " * 300_000,
        "<" * 100_000 + BODY,
        "&lt;p" * 50_000,
        "<p " + "a=b " * 50_000,
    ],
    ids=["deep", "long", "signs", "escapes", "attributes"],
)
@pytest.mark.hostile
def test_a_hostile_text_ends_in_an_article_or_a_reason(body: str) -> None:
    assert isinstance(read({**ITEM, "body": body}), Article | SetAside)
