"""Write CSV (RFC 4180) without cells that a spreadsheet would calculate; the mark by which Excel knows UTF-8."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TextIO

from corpus.answers import DocumentFrame
from corpus.characters import plain
from corpus.columns import Column
from corpus.export.rows import Row

BYTE_ORDER_MARK = "\ufeff"  # of an export's file, or Excel takes UTF-8 for the system's old encoding
CALCULATES = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")  # the wide ones in East Asian Excel


def write_csv(rows: Iterable[Row], columns: Sequence[Column], out: TextIO, _frame: DocumentFrame | None = None) -> int:
    """Write the rows under a line of column names (RFC 4180, UTF-8) and return how many there were.

    `out` is opened with newline="". Lists are joined by "; " (lists of objects are JSON), a bool is 1 or 0, None an
    empty cell.
    """
    writer = csv.writer(out)
    writer.writerow([column.name for column in columns])
    number = 0
    for row in rows:
        writer.writerow([cell(row[column.name], lines=column.wording) for column in columns])
        number += 1
    return number


def cell(value: object, *, lines: bool = True) -> str:
    """Return the value as a cell's text, with an apostrophe before what a spreadsheet would calculate.

    Hidden characters are left out (corpus.characters.plain): CSV has no escape for them. Only a text has `lines`.

    >>> cell('=HYPERLINK("http://jahat.example")'), cell(["Maria Bere", "Yosef"]), cell(None)
    ('\\'=HYPERLINK("http://jahat.example")', 'Maria Bere; Yosef', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, datetime):
        value = value.isoformat()
    if isinstance(value, list) and any(isinstance(each, dict) for each in value):
        value = json.dumps(value, ensure_ascii=False)
    text = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
    text = plain(text) if lines else plain(text).replace("\n", " ")
    return f"'{text}" if text.lstrip(" ").startswith(CALCULATES) else text
