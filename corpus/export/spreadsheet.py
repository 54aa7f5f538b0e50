"""Write CSV (RFC 4180): plain for programs, or for a spreadsheet, without cells that one would calculate."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple, TextIO

from corpus.answers import DocumentFrame
from corpus.characters import plain
from corpus.columns import Column
from corpus.export.content import Row

BYTE_ORDER_MARK = "\ufeff"  # or Excel takes UTF-8 for the system's old encoding
CALCULATES = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")  # the wide ones in East Asian Excel


class Excel(NamedTuple):
    """The Excel of a country: what stands between the cells of a CSV that it opens in columns."""

    separator: str
    decimal: str


EXCEL_ID, EXCEL_EN = Excel(";", ","), Excel(",", ".")


def write_csv(rows: Iterable[Row], columns: Sequence[Column], out: TextIO, _frame: DocumentFrame | None = None) -> int:
    """Write the rows for a spreadsheet under a line of column names (RFC 4180, UTF-8); return how many there were.

    `out` is opened with newline="". Cells are as `cell` has them.
    """
    return _write(rows, columns, out, lambda value, column: cell(value, lines=column.wording))


def write_plain_csv(
    rows: Iterable[Row], columns: Sequence[Column], out: TextIO, _frame: DocumentFrame | None = None
) -> int:
    r"""Write the rows for programs (UTF-8 without a mark, `plain_cell`) and return how many there were.

    Texts are as they are, but for NUL, which no reader of CSV takes, and with "\n" for each end of a line.
    """
    return _write(rows, columns, out, lambda value, _column: plain_cell(value))


def write_excel_csv(excel: Excel) -> Callable[[Iterable[Row], Sequence[Column], TextIO, DocumentFrame | None], int]:
    """Return what writes rows for this Excel: with the mark of UTF-8, its separator, and cells as `cell` has them."""

    def write(rows: Iterable[Row], columns: Sequence[Column], out: TextIO, _frame: DocumentFrame | None = None) -> int:
        out.write(BYTE_ORDER_MARK)
        return _write(rows, columns, out, lambda value, column: _excel_cell(value, column, excel), excel.separator)

    return write


def _write(
    rows: Iterable[Row],
    columns: Sequence[Column],
    out: TextIO,
    shown: Callable[[object, Column], str],
    separator: str = ",",
) -> int:
    writer = csv.writer(out, delimiter=separator)
    writer.writerow([column.name for column in columns])
    number = 0
    for row in rows:
        writer.writerow([shown(row[column.name], column) for column in columns])
        number += 1
    return number


def _excel_cell(value: object, column: Column, excel: Excel) -> str:
    if isinstance(value, float):
        return str(value).replace(".", excel.decimal)
    if column.type == "int" and isinstance(value, int):
        return str(value)  # a negative number is no formula
    return cell(value, lines=column.wording)


def plain_cell(value: object) -> str:
    """Return the value as the text of a cell for programs: a bool is 1 or 0, None empty.

    A list is joined by "; ". A list that has a semicolon within a value, and a list of objects, is JSON.

    >>> plain_cell(["Maria Bere", "Yosef"]), plain_cell(["a; b"]), plain_cell("=1"), plain_cell(True)
    ('Maria Bere; Yosef', '["a; b"]', '=1', '1')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        text = value
    elif isinstance(value, bool):
        return str(int(value))
    elif isinstance(value, (list, dict)):
        text = _joined(value)
    else:
        text = value.isoformat() if isinstance(value, datetime) else str(value)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\0", "") if "\0" in text else text


def cell(value: object, *, lines: bool = True) -> str:
    """Return the value as a cell's text, with an apostrophe before what a spreadsheet would calculate.

    Hidden characters are left out (corpus.characters.plain): CSV has no escape for them. Only a text has `lines`.

    >>> cell('=HYPERLINK("http://jahat.example")'), cell(["Maria Bere", "Yosef"]), cell(None)
    ('\\'=HYPERLINK("http://jahat.example")', 'Maria Bere; Yosef', '')
    """
    text = plain(plain_cell(value))
    if not lines:
        text = text.replace("\n", " ")
    return f"'{text}" if text.lstrip(" ").startswith(CALCULATES) else text


def _joined(value: list[object] | dict[str, object]) -> str:
    if isinstance(value, dict) or any(isinstance(each, (dict, list)) or ";" in str(each) for each in value):
        return json.dumps(value, ensure_ascii=False)
    return "; ".join(map(str, value))
