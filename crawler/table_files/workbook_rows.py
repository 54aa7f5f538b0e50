"""Excel workbooks as tables (`WorkbookTable`): one sheet, or an export's sheets of articles with what they continue.

A formula gives the value that the program which wrote the file computed; where it stored none, the cell is empty. A
cell with an error of Excel (#REF!) makes its row a fault where a map needs that column.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from corpus.errors import KlipingError
from corpus.export.writers.workbook import CONTINUED
from corpus.messages.hint_messages import THERE_ARE
from corpus.messages.import_messages import NO_SUCH_SHEET, TABLE_BROKEN, TABLE_EMPTY, TABLE_NO_COLUMNS
from corpus.near_names import did_you_mean
from crawler.table_files.imported_table import (
    MOST_COLUMNS,
    TableError,
    TableRow,
    checked_row,
    named_columns,
    plain_value,
)
from crawler.table_files.workbook_guard import checked_workbook

ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
HEAD_WITHIN = 20  # rows: above the head may stand a title
OWN_SHEET = re.compile(r"articles(?: \d+)?")
EXCEL_ERROR = re.compile(r"#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA)")


class WorkbookTable:
    """A sheet of a workbook: that named, else the first with a head. `needed` are columns that must be in the head.

    Rows are counted as Excel shows them. Of an export of kliping all sheets of articles are one table.
    """

    form = "XLSX"
    has_mark = False

    def __init__(self, path: Path, sheet: str | None = None, needed: Sequence[str] = ()) -> None:
        self.path = path
        self.notes: list[str] = []
        if formulas := checked_workbook(path):
            self.notes.append(
                f"{path}: {formulas:,} formulas in it; of each the value is read that Excel stored, and none where it "
                "stored none"
            )
        with self._opened() as book:
            self.from_1904 = book.epoch.year == 1904
            names = [each.title for each in book.worksheets]
            if sheet is not None and sheet not in names:
                raise KlipingError(
                    NO_SUCH_SHEET(path=path, sheet=sheet, hint=did_you_mean(sheet, names, THERE_ARE(names=names)))
                )
            self.sheets, self.head_row, self.columns = self._chosen(book, [sheet] if sheet else names, needed)
            is_own = _is_own(self.sheets) and "url" in self.columns
            if len(names) > 1 and not is_own:
                others = ", ".join(name for name in names if name not in self.sheets)
                self.notes.append(f'{path}: the sheet "{self.sheets[0]}" is read, not: {others} (--sheet NAME)')
            self._continued = CONTINUED if is_own and CONTINUED in names else None
        if self.head_row > 1:
            self.notes.append(
                f"{path}: the names of the columns stand in row {self.head_row}; what is above is not read"
            )

    def _chosen(self, book: Any, names: Sequence[str], needed: Sequence[str]) -> tuple[list[str], int, tuple[str, ...]]:
        """The sheets, the row of their head, and its names: of the first sheet that has the columns, else a head."""
        starts = {name: list(islice(_values(book[name]), HEAD_WITHIN)) for name in names}
        heads = {name: (_needed_row(rows, needed), _head_row(rows)) for name, rows in starts.items()}
        name = next((name for name, (exact, _) in heads.items() if exact is not None), None)
        name = name or next((name for name, (_, any_head) in heads.items() if any_head is not None), None)
        if name is None:
            cells = (cell for rows in starts.values() for row in rows for cell in row)
            is_empty = not any(cell is not None for cell in cells)
            raise TableError((TABLE_EMPTY if is_empty else TABLE_NO_COLUMNS)(path=self.path))
        exact, any_head = heads[name]
        head = exact if exact is not None else any_head or 0
        names_of_columns = list(starts[name][head])
        while names_of_columns and names_of_columns[-1] is None:
            names_of_columns.pop()
        sheets = [name]
        if _is_own(sheets) and "url" in names_of_columns:
            sheets += [other for other in names if other != name and OWN_SHEET.fullmatch(other)]
        return sheets, head + 1, tuple(named_columns(names_of_columns))

    def rows(self) -> Iterator[TableRow]:
        """Yield the rows below the head of each sheet."""
        with self._opened() as book:
            rest = _Continuations(_values(book[self._continued]) if self._continued else iter(()), self.sheets)
            before = 0
            for name in self.sheets:
                number = 0
                for number, values in enumerate(_values(book[name]), 1):
                    if number <= self.head_row:
                        continue
                    cells = {each: _cell(value) for each, value in zip(self.columns, values, strict=False)}
                    if any(value is not None for value in cells.values()):
                        cells = rest.joined(before + number - self.head_row, cells)
                        yield checked_row(number, cells, sheet=name)
                before += max(0, number - self.head_row)

    @contextmanager
    def _opened(self) -> Iterator[Any]:
        """The workbook, read as a stream. Raises TableError where openpyxl can't read it."""
        from xml.etree.ElementTree import ParseError
        from zipfile import BadZipFile

        from openpyxl import load_workbook

        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # on styles and extensions that it does not know
                book = load_workbook(self.path, read_only=True, data_only=True, keep_links=False)
                try:
                    yield book
                finally:
                    book.close()
        except (ParseError, BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError) as error:
            raise TableError(TABLE_BROKEN(path=self.path, fault=error)) from error


class _Continuations:
    """The sheet "continued" of an export: the rest of long cells, in the order of the articles' rows."""

    def __init__(self, rows: Iterator[tuple[Any, ...]], sheets: Sequence[str]) -> None:
        self._rows = islice(rows, 1, None)
        self._next = next(self._rows, None)

    def joined(self, number: int, cells: dict[str, Any]) -> dict[str, Any]:
        """The cells of the table's row of this number with their rests."""
        while self._next is not None and isinstance(self._next[1], int | float) and self._next[1] <= number:
            _, row, column, _, text = self._next[:5]
            if row == number and isinstance(cells.get(column), str):
                cells[column] += _unescaped(str(text))
            self._next = next(self._rows, None)
        return cells


def _is_own(sheets: Sequence[str]) -> bool:
    return bool(OWN_SHEET.fullmatch(sheets[0]))


def _values(sheet: Any) -> Iterator[tuple[Any, ...]]:
    """The rows of a sheet, however large it says that it is."""
    sheet.reset_dimensions()
    for row in sheet.iter_rows(values_only=True):
        yield row[:MOST_COLUMNS]


def _needed_row(rows: Sequence[tuple[Any, ...]], needed: Sequence[str]) -> int | None:
    """The place of the first row that has all needed columns; None where none has, or none is needed."""
    every = {" ".join(name.split()).casefold() for name in needed}
    named = ({name.casefold() for name in _texts_in(row)} for row in rows)
    return next((place for place, names in enumerate(named) if every and every <= names), None)


def _head_row(rows: Sequence[tuple[Any, ...]]) -> int | None:
    """The place of the first row with two texts or more, of which none is an address; None where there is none."""
    texts = map(_texts_in, rows)
    return next((n for n, row in enumerate(texts) if len(row) >= 2 and not any("://" in name for name in row)), None)


def _texts_in(row: tuple[Any, ...]) -> list[str]:
    return [" ".join(cell.split()) for cell in row if isinstance(cell, str) and cell.strip()]


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return _unescaped(value) or None
    if isinstance(value, datetime):
        return value.replace(microsecond=0).isoformat() if value.microsecond < 500_000 else _next_second(value)
    return plain_value(value)


def _unescaped(text: str) -> str:
    """A cell's text with what its file can't hold put back (ECMA-376, 22.4.2.4).

    >>> _unescaped("Satu_x000D_ dua"), _unescaped("_x005F_x000D_")
    ('Satu\\r dua', '_x000D_')
    """
    return ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _next_second(moment: datetime) -> str:
    from datetime import timedelta

    return (moment.replace(microsecond=0) + timedelta(seconds=1)).isoformat()
