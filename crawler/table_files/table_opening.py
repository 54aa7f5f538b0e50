"""Open a table in whatever form its first bytes say (`open_table`)."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from corpus.messages.import_messages import (
    IMPORT_NO_FILE,
    PAGE_NOT_READABLE,
    SHEET_OF_WORKBOOK,
    TABLE_EMPTY,
    TABLE_FOLDER,
    TABLE_IS_DOCUMENT,
    TABLE_IS_PAGES,
    TABLE_NO_FILE,
    WORKBOOK_OLD,
    WORKBOOK_OPEN_DOCUMENT,
)
from crawler.importing.table_sign import OLD_EXCEL, PARQUET
from crawler.table_files.delimited import DelimitedTable
from crawler.table_files.imported_table import ImportedTable, TableError
from crawler.table_files.json_rows import JsonLinesTable
from crawler.table_files.parquet_table import ParquetTable
from crawler.table_files.text_streams import unpacked_file
from crawler.table_files.workbook_rows import WorkbookTable

FIRST_BYTES = 4096


def open_table(path: Path, sheet: str | None = None, needed: Sequence[str] = ()) -> ImportedTable:
    """Open a table; `needed` are the columns that its head must have. Raises TableError, KlipingError."""
    start = _start(path)
    if sheet is not None and not start.startswith(b"PK"):
        raise TableError(SHEET_OF_WORKBOOK(path=path))
    if start.startswith(PARQUET):
        return ParquetTable(path)
    if start.startswith(OLD_EXCEL):
        raise TableError(WORKBOOK_OLD(path=path))
    if start.startswith(b"PK"):
        if b"opendocument.spreadsheet" in start:
            raise TableError(WORKBOOK_OPEN_DOCUMENT(path=path))
        return WorkbookTable(path, sheet, needed)
    with unpacked_file(path) as file:
        begin = file.read(FIRST_BYTES)
    plain = begin.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    plain = plain.lstrip()
    if not plain:
        raise TableError(TABLE_EMPTY(path=path))
    if plain.startswith(b"WARC/") or plain[:15].lower().startswith((b"<!doctype", b"<html")):
        raise TableError(TABLE_IS_PAGES(path=path))
    if plain.startswith(b"["):
        raise TableError(TABLE_IS_DOCUMENT(path=path))
    if plain.startswith(b"{"):
        return JsonLinesTable(path)
    return DelimitedTable(path, needed)


def _start(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise TableError(TABLE_FOLDER(path=path))
        if not path.exists():
            raise TableError(TABLE_NO_FILE(path=path))
        if not path.is_file():  # reading a pipe would wait for ever
            raise TableError(IMPORT_NO_FILE(path=path))
        with path.open("rb") as file:
            return os.read(file.fileno(), FIRST_BYTES)
    except OSError as error:
        raise TableError(PAGE_NOT_READABLE(path=path, reason=error.strerror)) from error
