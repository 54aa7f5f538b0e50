"""The sheets of an Excel workbook: rows in as many as they need, values in cells as Excel can hold them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from corpus.columns import Column
from corpus.export.content import typed
from corpus.export.table_cells import plain_cell

MOST_ROWS = 1_048_575
"""Rows of an Excel sheet below its heads."""

MOST_UNITS = 32_767
"""UTF-16 units of an Excel cell."""

FIRST_EXCEL_DAY = date(1900, 3, 1)  # before it, Excel counts a day that never was
MOST_INT = 10**15
"""A whole number beyond it loses digits in a spreadsheet; it is written as text."""


@contextmanager
def opened_workbook(path: Path) -> Iterator[Any]:
    """Yield a workbook that is written at the end of the block; its unfinished sheets are files of a folder of its own.

    Raises OSError where it can't be written; the sheets are closed and deleted then, too.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with TemporaryDirectory(prefix="kliping-") as folder:
        book = Workbook(path, {**options, "tmpdir": folder})
        book.use_zip64()  # where a sheet is longer than 4 GB
        try:
            yield book
            book.close()
        except BaseException as error:
            book.fileclosed = True  # or it would be written when it is thrown away
            for sheet in book.worksheets():
                with suppress(OSError):  # what could not be written is tried again
                    sheet.row_data_fh.close()
            if isinstance(error, FileCreateError) and isinstance(error.args[0], OSError):
                raise error.args[0] from error
            raise


class ExcelFormats:
    """The workbook, and how its days, times and heads look."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.time = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self.head = book.add_format({"bold": True})


class ExcelSheets:
    """A table in as many sheets as its rows need; the first is made with the first row or by `begin`."""

    def __init__(self, formats: ExcelFormats, title: str, heads: Sequence[str], notes: list[str]) -> None:
        self.formats, self.title, self.heads, self.notes = formats, title, heads, notes
        self.number: int = 0
        self._sheet: Any = None

    def begin(self) -> None:
        """Begin a sheet with the heads."""
        part = self.number // MOST_ROWS + 1
        title = self.title if part == 1 else f"{self.title} {part}"
        if part > 1:
            self.notes.append(f'a sheet of Excel holds {MOST_ROWS:,} rows: the table goes on in the sheet "{title}"')
        self._sheet = self.formats.book.add_worksheet(title)
        self._sheet.freeze_panes(1, 0)
        for place, head in enumerate(self.heads):
            self._sheet.write_string(0, place, head, self.formats.head)

    def add(self, cells: Sequence[tuple[Any, Any]]) -> None:
        """Add a row: each cell a value and its format."""
        if self._sheet is None or (self.number and self.number % MOST_ROWS == 0):
            self.begin()
        at = self.number % MOST_ROWS + 1
        for place, (value, form) in enumerate(cells):
            match value:
                case None:
                    continue
                case bool():
                    self._sheet.write_boolean(at, place, value)
                case int() | float():
                    self._sheet.write_number(at, place, value)
                case date():
                    self._sheet.write_datetime(at, place, value, form)
                case _:
                    self._sheet.write_string(at, place, value)
        self.number += 1


def excel_cell(value: Any, column: Column, formats: ExcelFormats) -> tuple[Any, Any]:
    """Return a value as Excel has it, and its format: a list as text, an instant as its time in UTC."""
    if column.type in ("day", "instant", "local"):
        moment = typed(value, column)
        if isinstance(moment, datetime):
            moment = moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
            return (moment, formats.time) if moment.date() >= FIRST_EXCEL_DAY else (value, None)
        return (moment, formats.day) if moment is None or moment >= FIRST_EXCEL_DAY else (value, None)
    if isinstance(value, (list, dict)):
        value = plain_cell(value)
    if isinstance(value, int) and abs(value) > MOST_INT:
        value = str(value)
    return value, None


def cell_parts(text: str) -> Iterator[str]:
    """Yield the text in parts of at most 32,767 UTF-16 units; no character is cut."""
    begin = units = 0
    for place, letter in enumerate(text):
        size = 2 if letter > "\uffff" else 1
        if units + size > MOST_UNITS:
            yield text[begin:place]
            begin, units = place, 0
        units += size
    yield text[begin:]
