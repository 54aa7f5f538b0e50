"""Files of pointers: the columns of `kliping export --pointers`, and what rehydrate reads of them (`read_pointers`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from corpus.errors import KlipingError
from corpus.merging.pointer_fates import Pointer
from corpus.messages.export_messages import POINTERS_EMPTY, POINTERS_WITHOUT_COLUMN
from corpus.urls import check_web_address
from crawler.table_files.imported_table import TableRow
from crawler.table_files.table_opening import open_table

POINTER_COLUMNS = (
    *("url", "canonical_url", "doc_id", "outlet", "published_day", "text_sha256", "words", "rules_version"),
    "fetched_utc",
)
"""The columns of an export of pointers: no word of an article is in them."""

POINTERS_NEED = ("url", "text_sha256")


def read_pointers(path: Path, key_of: Callable[[str], str]) -> list[Pointer]:
    """Return the rows of a file of pointers (CSV, JSON Lines, also packed; XLSX, Parquet), each with its number.

    `key_of` gives the key of an address. A row that has no web address is returned with its fault. Raises KlipingError
    where the file can't be read, lacks a column, or has no row.
    """
    table = open_table(path, needed=POINTERS_NEED)
    for name in POINTERS_NEED:
        if name not in table.columns:
            raise KlipingError(POINTERS_WITHOUT_COLUMN(path=path, name=name, stem=path.stem))
    pointers = [_pointer(row, key_of) for row in table.rows()]
    if not pointers:
        raise KlipingError(POINTERS_EMPTY(path=path))
    return pointers


def _pointer(row: TableRow, key_of: Callable[[str], str]) -> Pointer:
    if row.fault is not None:
        return Pointer(row=row.number, key=None, fault=row.fault)
    url = _words(row.cells, "url")
    given = {name: _words(row.cells, name) for name in ("doc_id", "outlet", "published_day", "text_sha256")}
    try:
        key, fault = key_of(check_web_address(url or "")), None
    except KlipingError as error:
        key, fault = None, str(error) if url else "no address stands there"
    return Pointer(
        row=row.number, key=key, url=url, rules_version=_words(row.cells, "rules_version"), fault=fault, **given
    )


def _words(cells: Mapping[str, Any], name: str) -> str | None:
    value = cells.get(name)
    return str(value).strip() or None if value is not None else None
