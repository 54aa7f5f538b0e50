"""CSV files as tables: separators , ; tab and |, any usual encoding, Excel's "sep=", rows of the head's length."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from corpus.messages.import_messages import TABLE_EMPTY, TABLE_NO_COLUMNS, TABLE_QUOTING
from crawler.table_files.imported_table import (
    LONGEST_CELL,
    MOST_COLUMNS,
    TableError,
    TableRow,
    checked_row,
    named_columns,
)
from crawler.table_files.text_streams import bounded_lines, stream_encoding

SEPARATORS = ",;\t|"
SEPARATOR_NAMES = {"\t": "tab"}
PROBED_LINES = 20


class DelimitedTable:
    """A CSV file. `needed` are names of columns that must be in its head: they decide which separator it has.

    Its rows are counted as a spreadsheet shows them: the head is row 1, and a text of many lines is in one row.
    """

    form = "CSV"
    from_1904 = False

    def __init__(self, path: Path, needed: Sequence[str] = ()) -> None:
        self.path = path
        self.encoding, self.has_mark = stream_encoding(path)
        first = list(islice(bounded_lines(path, self.encoding), PROBED_LINES))
        self._skipped = next((n for n, line in enumerate(first) if line.strip()), None)
        if self._skipped is None:
            raise TableError(TABLE_EMPTY(path=path))
        stated = first[self._skipped].strip("\r\n").strip('"')
        if stated.lower().startswith("sep=") and len(stated) == 5:  # what Excel writes and reads
            self.separator, self._skipped = stated[4], self._skipped + 1
        else:
            self.separator = _separator(first[self._skipped :], needed)
        head = next(iter(self._records()), (0, []))[1]
        if len([cell for cell in head if cell.strip()]) < 2 or len(head) > MOST_COLUMNS:
            raise TableError(TABLE_NO_COLUMNS(path=path))
        self.heads = [cell.strip() for cell in head]
        self.columns = tuple(named_columns(list(self.heads)))
        name = SEPARATOR_NAMES.get(self.separator, self.separator)
        self.notes = [f"{path}: read as {self.encoding.removesuffix('-sig').upper()}, with {name} between the columns"]

    def rows(self) -> Iterator[TableRow]:
        """Yield the rows below the head; one of another length has a fault. Raises TableError for broken quoting."""
        width = len(self.columns)
        for number, cells in islice(self._records(), 1, None):
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > width and not any(cell.strip() for cell in cells[width:]):
                cells = cells[:width]
            if len(cells) != width:
                yield TableRow(number, fault=f"{len(cells):,} cells, where the head has {width:,}")
            else:
                yield checked_row(number, {name: cell or None for name, cell in zip(self.columns, cells, strict=True)})

    def _records(self) -> Iterator[tuple[int, list[str]]]:
        lines = islice(bounded_lines(self.path, self.encoding), self._skipped, None)
        before = csv.field_size_limit(LONGEST_CELL)
        reader = csv.reader(lines, delimiter=self.separator, strict=True)
        number = 0
        try:
            while True:
                csv.field_size_limit(LONGEST_CELL)  # another reader may have set its own between two rows
                try:
                    record = next(reader, None)
                except csv.Error as error:
                    line = (self._skipped or 0) + reader.line_num
                    raise TableError(TABLE_QUOTING(path=self.path, row=number + 1, line=line, fault=error)) from error
                if record is None:
                    return
                number += 1
                yield number, record
        finally:
            csv.field_size_limit(before)


def _separator(lines: Sequence[str], needed: Sequence[str]) -> str:
    """The separator by which most needed columns are in the head, then the one that gives it most cells.

    >>> _separator(["url;judul, utama;isi"], ["url"]), _separator(["a|b,c|d"], ()), _separator(["url,isi"], ["link"])
    (';', '|', ',')
    """

    def fitness(separator: str) -> tuple[int, int]:
        try:
            cells = next(csv.reader(chain(lines), delimiter=separator), [])
        except csv.Error:
            return 0, 0
        names = {" ".join(cell.split()).casefold() for cell in cells}
        return sum(name.casefold() in names for name in needed), len(cells)

    return max(SEPARATORS, key=fitness)
