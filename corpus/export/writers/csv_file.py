"""Write CSV (RFC 4180): plain for programs, or for a spreadsheet, without cells that one would calculate."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from typing import TextIO

from corpus.answers import DocumentFrame
from corpus.columns import Column
from corpus.export.content import Row
from corpus.export.table_cells import Excel, cell, cell_for, csv_lines

BYTE_ORDER_MARK = "\ufeff"  # or Excel takes UTF-8 for the system's old encoding


def write_csv(rows: Iterable[Row], columns: Sequence[Column], out: TextIO, _frame: DocumentFrame | None = None) -> int:
    """Write the rows for a spreadsheet (`cell`; RFC 4180, UTF-8, `out` with newline="") and return their number."""
    return _write(rows, columns, out, lambda value, column: cell(value, lines=column.wording))


def write_plain_csv(
    rows: Iterable[Row], columns: Sequence[Column], out: TextIO, _frame: DocumentFrame | None = None
) -> int:
    """Write the rows for programs, without hidden characters (corpus.characters); return how many there were."""
    number = -1
    for line in csv_lines(rows, columns):
        out.write(line)
        number += 1
    return number


def write_excel_csv(excel: Excel) -> Callable[[Iterable[Row], Sequence[Column], TextIO, DocumentFrame | None], int]:
    """Return what writes rows for this Excel: with the mark of UTF-8, its separator, and cells as `cell` has them."""

    def write(rows: Iterable[Row], columns: Sequence[Column], out: TextIO, _frame: DocumentFrame | None = None) -> int:
        out.write(BYTE_ORDER_MARK)
        return _write(rows, columns, out, lambda value, column: cell_for(value, column, excel), excel.separator)

    return write


Shown = Callable[[object, Column], str]


def _write(rows: Iterable[Row], columns: Sequence[Column], out: TextIO, shown: Shown, comma: str = ",") -> int:
    writer = csv.writer(out, delimiter=comma)
    writer.writerow([column.name for column in columns])
    number = 0
    for row in rows:
        writer.writerow([shown(row[column.name], column) for column in columns])
        number += 1
    return number
