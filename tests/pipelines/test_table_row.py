"""A row of a table as an article: dates of cells, and rows that say nothing or too much."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from corpus.crawl.captures import ROW_TYPE
from corpus.models import Article, Capture, SetAside
from pipelines.calendar.refusals import Refusal
from pipelines.dates.sources import PageClock
from pipelines.dates.table_dates import DayOrder, cell_date
from pipelines.refine import read_pages, refine
from pipelines.rules import NO_RULES

CLOCK = PageClock(datetime(2024, 2, 1, tzinfo=UTC), 7)
TEXT = "Balai itu dibuka dan pegawai yang datang dilayani dengan baik."


@pytest.mark.parametrize(("cell", "order", "expected"), [
    ("2023-11-20", None, "2023-11-20"),
    ("2023-11-20 00:00:00", None, "2023-11-20"),
    ("2023-11-20T10:15:00-05:00", None, "2023-11-20 22:15+07:00"),
    ("2023-11-20T23:15:00Z", None, "2023-11-21 06:15+07:00"),
    ("20231120", None, "2023-11-20"),
    (20231120.0, None, "2023-11-20"),
    (1700450100, None, "2023-11-20 10:15+07:00"),
    ("1700450100000", None, "2023-11-20 10:15+07:00"),
    (45250, None, "2023-11-20"),
    ("45250,25", None, "2023-11-20 06:00+07:00"),
    ("Senin, 20 November 2023 | 10.15 WIB", None, "2023-11-20 10:15+07:00"),
    ("November 20, 2023", None, "2023-11-20"),
    ("03/04/2023", None, "day and month may stand in either order"),
    ("03/04/2023", "dmy", "2023-04-03"),
    ("03/04/2023 08.30", "mdy", "2023-03-04 08:30+07:00"),
    ("Senin, 3-4-23", "dmy", "2023-04-03"),
    ("3.4.2023, 10:15 WITA", "dmy", "2023-04-03 09:15+07:00"),
    ("25/12/2022", None, "2022-12-25"),
    ("12/25/2022", "dmy", "no day of the calendar"),
    ("31/02/2023", "dmy", "no day of the calendar"),
    ("2023-04-03", "mdy", "2023-04-03"),
    ("kemarin", None, "a word names no day without an hour"),
    ("2 jam lalu", None, "counted from a moment that is not known"),
    ("2025-11-20", None, "later than the page was fetched"),
    ("2023", None, "a year without a day"),
    ("abc", None, "not read as a date"),
    (0, None, "not read as a date"),
    ("9" * 400, None, "not read as a date"),
    ("", None, None),
    (None, "dmy", None),
])  # fmt: skip
def test_a_cell_names_a_day_or_says_why_not(cell: Any, order: DayOrder | None, expected: str | None) -> None:
    read = cell_date(cell, CLOCK, order)
    if read is None:
        shown = None
    elif isinstance(read, Refusal):
        shown = read.why
    else:
        local = read.at.astimezone(CLOCK.now.astimezone().tzinfo) if read.at else None
        shown = str(read.day) if local is None else _at_home(local)
    assert shown == expected


def _at_home(moment: datetime) -> str:
    from pipelines.calendar.parts import at_home

    return at_home(moment, 7).isoformat(" ", "minutes")


def capture(body: bytes | dict[str, Any]) -> Capture:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Capture("https://warta.example/berita/1", data, CLOCK.now, content_type=ROW_TYPE)


def row(columns: dict[str, str] | None, **cells: Any) -> dict[str, Any]:
    return {"file": "media.csv", "number": 3, "map": columns, "row": cells}


@pytest.mark.parametrize("body", [
    b"", b"{", b"[]", b"null", b'{"map": {}}', b'{"map": null, "row": 3, "file": "a", "number": 1}',
    b"[" * 100_000, row({"url": "u", "text": "t"}, u="https://a.example/1", t=" \n"),
])  # fmt: skip
def test_a_row_that_can_not_be_read_is_set_aside(body: bytes | dict[str, Any]) -> None:
    assert isinstance(refine([capture(body)], NO_RULES), SetAside)


def test_an_export_keeps_only_what_kliping_would_have_written() -> None:
    cells = {"url": "x", "text": TEXT, "title": "Judul", "form": "buku", "date_confidence": "pasti",
             "published_day": "kapan", "published_utc": "2023-11-20T03:15:00Z", "published_zone": "+08:00",
             "complete": "0", "incomplete_reason": "paywall", "event_day": "2023-02-31",
             "images": '[{"position": -9, "url": "https://a.example/1.jpg"}, {"url": 3}, 7]'}  # fmt: skip
    article = refine([capture(row(None, **cells))], NO_RULES)
    assert isinstance(article, Article)
    assert (article.form, article.date_confidence, article.event_day) == ("article", "single", None)
    assert str(article.published_at) == "2023-11-20 11:15:00+08:00"
    assert str(article.published_day) == "2023-11-20"
    assert (article.complete, article.incomplete_reason) == (False, "paywall")
    assert [(image.position, image.url) for image in article.images] == [(-1, "https://a.example/1.jpg")]


def test_every_cell_of_a_row_is_a_block_of_its_page() -> None:
    read = read_pages([capture(row({"url": "u", "text": "t"}, u="https://a.example/1", t=TEXT, lain="Lain"))], NO_RULES)
    assert [(block.fate, block.reason, block.text) for block in read.blocks] == [
        ("field", "url", "https://a.example/1"), ("text", None, TEXT), ("outside", "column lain", "Lain"),
    ]  # fmt: skip
