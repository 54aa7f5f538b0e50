"""The rows of a table as records to import (`RowSource`), and what became of each (`RowCounts`)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.crawl.captures import ROW_TYPE
from corpus.errors import ArchiveError
from corpus.messages.import_messages import CHANGED_WHILE_IMPORTED
from corpus.urls import is_web_address, names_user
from crawler.archive.limits import MAX_PAGE
from crawler.archive.reader import OtherRecord, Record
from crawler.archive.writer import ROW_OF_TABLE
from crawler.importing.record_counts import ImportCounts
from crawler.importing.saved_page import file_time
from crawler.table_files.column_map import ColumnMap
from crawler.table_files.imported_table import ImportedTable, TableError, TableRow, is_nested
from crawler.table_files.text_streams import file_sha256
from crawler.table_files.workbook_rows import EXCEL_ERROR
from pipelines.table_row import paragraphs

ROWS_NAMED = 5  # of each reason
MOST_REASONS = 50
ROW_VERSION = 1
_Place = tuple[int, int]


@dataclass(slots=True)
class RowCounts:
    """Rows that something is said of, by the reason, with the numbers of the first of each."""

    numbers: Counter[str] = field(default_factory=Counter)
    first: dict[str, list[str]] = field(default_factory=dict)

    def note(self, what: str, row: str) -> None:
        """Count a row under what is said of it."""
        what = what if what in self.numbers or len(self.numbers) < MOST_REASONS else "of other kinds"
        named = self.first.setdefault(what, [])
        self.numbers[what] += 1
        if len(named) < ROWS_NAMED:
            named.append(row)

    def sentences(self) -> Iterator[str]:
        """Yield a sentence a reason: "rows without text: 2 (row 3, row 8)"."""
        for reason, rows in self.first.items():
            number = self.numbers[reason]
            more = f" and {number - len(rows):,} more" if number > len(rows) else ""
            yield f"rows {reason}: {number:,} ({', '.join(rows)}{more})"


class RowSource:
    """A table's rows as pages to take: each is the row as JSON, under the address that stands in it.

    `counts` gets the rows that can't be taken. The table's file has to stay as it is meanwhile.
    """

    def __init__(self, table: ImportedTable, columns: ColumnMap, counts: RowCounts) -> None:
        self.table, self.columns, self.counts = table, columns, counts
        self.sha256 = file_sha256(table.path)
        self.saved_at, self.clock = file_time(table.path)
        self._state = _state(table.path)

    def check(self, step: Callable[[], None] = lambda: None) -> int:
        """Read the table to its end, and return how many rows it has. Raises TableError where it can't be read."""
        number = 0
        for _ in self.table.rows():
            number += 1
            step()
        return number

    def entries(
        self, wants: Callable[[str], bool], counts: ImportCounts
    ) -> Iterator[tuple[_Place, Record | OtherRecord]]:
        """Yield each row as a record, or as another one with the reason. Raises TableError where the file changed."""
        for row in self.table.rows():
            if row.fault is not None:
                counts.add_broken(1)
                self.counts.note(f"that can't be read, {row.fault}", self._name(row))
                continue
            record = self._record(row, wants)
            if isinstance(record, OtherRecord):
                self.counts.note(record.kind, self._name(row))
            yield (row.number, 0), record
        if _state(self.table.path) != self._state:
            raise TableError(CHANGED_WHILE_IMPORTED(path=self.table.path))

    def read(self, place: _Place) -> Record:
        """Raise ArchiveError: a row has no further pages."""
        raise ArchiveError(CHANGED_WHILE_IMPORTED(path=self.table.path))

    def close(self) -> None:
        """Do nothing: the file is open only while it is read."""

    def _record(self, row: TableRow, wants: Callable[[str], bool]) -> Record | OtherRecord:
        def other(reason: str) -> OtherRecord:
            return OtherRecord(reason, self.saved_at)

        for column in self._columns(row):
            value = row.cells.get(column)
            if self.table.form == "XLSX" and isinstance(value, str) and EXCEL_ERROR.fullmatch(value):
                return other(f"with an error of Excel in column {column}")
            if self.columns.columns is not None and is_nested(value):
                return other(f"with an object or a list of lists in column {column}")
        url = str(row.cells.get(self.columns.column("url")) or "").strip()
        if not url:
            return other("without an address")
        if names_user(url):
            return other("with an address that names a user")
        if any(sign.isspace() for sign in url) or not is_web_address(url):
            return other("with an address that is none of the web")
        if not paragraphs(row.cells.get(self.columns.column("text"))):
            return other("without text")
        if not wants(url):
            return other("of another host")
        payload = self._payload(row, dict(row.cells))
        if len(payload) > MAX_PAGE:
            payload = self._payload(row, {name: row.cells.get(name) for name in self._columns(row)})
        if len(payload) > MAX_PAGE:
            return other("larger than a page may be")
        return Record(
            url=url,
            status=200,
            headers=(("Content-Type", ROW_TYPE),),
            payload=payload,
            fetched_at=self.saved_at,
            made_from=ROW_OF_TABLE,
            clock=self.clock,
        )

    def _columns(self, row: TableRow) -> list[str]:
        mapped = self.columns.columns
        return list(row.cells if mapped is None else mapped.values())

    def _payload(self, row: TableRow, cells: dict[str, Any]) -> bytes:
        item = {
            "kliping_row": ROW_VERSION,
            "file": self.table.path.name,
            "sha256": self.sha256,
            "form": self.table.form,
            "sheet": row.sheet,
            "number": row.number,
            "map": self.columns.columns,
            "orders": self.columns.orders,
            "from_1904": self.table.from_1904,
            "row": _unguarded(cells) if self.columns.columns is None and self.table.has_mark else cells,
        }
        return json.dumps(item, ensure_ascii=False).encode("utf-8", "replace")

    def _name(self, row: TableRow) -> str:
        sheet = f"{row.sheet} " if row.sheet and row.sheet != "articles" else ""
        return f"{sheet}row {row.number:,}"


def _unguarded(cells: dict[str, Any]) -> dict[str, Any]:
    """The cells without the apostrophe that `kliping export --excel` writes before what Excel would calculate."""
    from corpus.export.table_cells import CALCULATES

    return {
        name: value[1:]
        if isinstance(value, str) and value[:1] == "'" and value[1:].lstrip(" ").startswith(CALCULATES)
        else value
        for name, value in cells.items()
    }


def _state(path: Path) -> tuple[int, int]:
    state = path.stat()
    return state.st_size, state.st_mtime_ns
