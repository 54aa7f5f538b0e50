"""A value as the text of a cell: for programs (`plain_cell`), or for a spreadsheet (`cell`)."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from corpus.characters import may_hide, plain
from corpus.columns import Column
from corpus.export.content import Row, in_order

CALCULATES = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")  # the wide ones in East Asian Excel


class Excel(NamedTuple):
    """The Excel of a country: what stands between the cells of a CSV that it opens in columns."""

    separator: str
    decimal: str


EXCEL_ID, EXCEL_EN = Excel(";", ","), Excel(",", ".")


def plain_cell(value: object) -> str:
    """Return the value as the text of a cell for programs: a bool is 1 or 0, None empty.

    A list is joined by "; ". A list that has a semicolon within a value, and a list of objects, is JSON.

    >>> plain_cell(["Maria Bere", "Yosef"]), plain_cell(["a; b"]), plain_cell("=1"), plain_cell(True)
    ('Maria Bere; Yosef', '["a; b"]', '=1', '1')
    """
    if value is None or value == []:
        return ""
    if isinstance(value, str):
        text = value
    elif isinstance(value, bool):
        return str(int(value))
    elif isinstance(value, (list, dict)):
        text = _joined(value)
    else:
        text = value.isoformat() if isinstance(value, datetime) else str(value)
    return text


class CsvLine:
    """A text stream for csv.writer that holds the row written last."""

    text = ""

    def write(self, row: str) -> int:
        """Take a row."""
        self.text = row
        return len(row)


def csv_lines(rows: Iterable[Row], columns: Sequence[Column]) -> Iterator[str]:
    """Yield the lines of a CSV for programs, its heads first: `plain_cell`, without hidden characters."""
    values, as_it_is = in_order(columns), ("text", "day", "instant", "local", "int", "float")
    odd = [place for place, column in enumerate(columns) if column.type not in as_it_is]
    writer = csv.writer(line := CsvLine())
    writer.writerow([column.name for column in columns])
    yield line.text
    for row in rows:
        cells = [*values(row)]
        for place in odd:
            cells[place] = plain_cell(cells[place])
        writer.writerow(cells)
        if may_hide(line.text[:-2]):
            writer.writerow([plain(each) if isinstance(each, str) else each for each in cells])
        yield line.text


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


def cell_for(value: object, column: Column, excel: Excel) -> str:
    """Return the value as a cell of this Excel: a number with its decimal sign, anything else as `cell` has it."""
    if isinstance(value, float):
        return str(value).replace(".", excel.decimal)
    if column.type == "int" and isinstance(value, int):
        return str(value)  # a negative number is no formula
    return cell(value, lines=column.wording)
