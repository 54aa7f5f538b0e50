"""Texts that break a writer or a reader of files, for the tests of exports."""

from typing import Any

from corpus.columns import Column
from corpus.export.content import ExportContent, ExportTable
from corpus.export.excel_sheets import MOST_UNITS

EVIL = {
    "=cmd": "=cmd|' /C calc'!A0",
    "quotes": "kata \"dia\", 'itu'; ia \u201cpulang\u201d",
    "lines": "satu\ndua\n\ntiga\ttab",
    "emoji": "pekerja \U0001f469\u200d\U0001f3ed migran \U0001f1ee\U0001f1e9",
    "bidi": "kiri \u202ekanan\u202c \u200f tengah",
    "looks like a number": "00123",
    "escape of Excel": "_x0041_ dan _x000D_",
    "long line": "a" * 1_000_000,
    "many words": "pekerja migran " * 100_000,
    "wide letters at the edge": "x" * (MOST_UNITS - 1) + "\U0001f469" + "y",
}
"""By what is evil in them; made up."""


def evil_row(columns: tuple[Column, ...], **values: Any) -> dict[str, Any]:
    """A row with these values; of the other columns nothing is known."""
    known = {"doc_id": "k0123456789abcde", "url": "https://kota.example/1", "outlet_name": "Suara Kota", "authors": []}
    return {column.name: None for column in columns} | known | values


def evil_content(columns: tuple[Column, ...], **values: Any) -> ExportContent:
    """An export of one such row, without a corpus: its texts are long, and storing them takes longer than a test."""
    return ExportContent(ExportTable("articles", columns, [evil_row(columns, **values)]))
