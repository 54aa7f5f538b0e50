"""What each form of table gives (`ImportedTable`, `TableRow`), and the limits of a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from pathlib import Path
from typing import Any, Protocol

from corpus.errors import ArchiveError
from corpus.messages.statement import Statement

LONGEST_CELL = 16 << 20
"""Characters of a cell; the largest page is 5 MiB."""
MOST_COLUMNS = 2_000
NOT_DECODED = re.compile("[\udc80-\udcff]")
"""A byte that is no letter in the encoding of its file (Python's surrogateescape)."""
TABLE_COLUMNS_SHOWN = 12


class TableError(ArchiveError):
    """A table that can't be imported; nothing of it was stored."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: its number as a spreadsheet shows it, the cells by column, or the `fault` for which it can't be read.

    A cell is None, a text, a number, a bool or a list of these, in JSON Lines also an object; days and times are texts
    in ISO 8601.
    """

    number: int
    cells: Mapping[str, Any] = field(default_factory=dict)
    fault: str | None = None
    sheet: str | None = None


class ImportedTable(Protocol):
    """A table in a file. `rows` may be called again, and begins anew each time.

    `form` is what it is called ("CSV"), `columns` the names at its head, `notes` are sentences on how it was read.
    """

    path: Path
    form: str
    columns: tuple[str, ...]
    notes: list[str]
    from_1904: bool
    has_mark: bool

    def rows(self) -> Iterator[TableRow]:
        """Yield the rows below the head. Raises TableError where the file can't be read on."""
        ...


def named_columns(heads: list[Any]) -> list[str]:
    """The names of columns, each once: an empty one is "(column 3)", a repeated one "judul (2)".

    >>> named_columns(["url", " judul ", None, "judul"])
    ['url', 'judul', '(column 3)', 'judul (2)']
    """
    names: list[str] = []
    for place, head in enumerate(heads, 1):
        name = " ".join(str(head).split()) if head is not None else ""
        name = name or f"(column {place})"
        number = 1
        while (unique := name if number == 1 else f"{name} ({number})") in names:
            number += 1
        names.append(unique)
    return names


def plain_value(value: Any) -> Any:
    """A value as JSON holds it: days and times in ISO 8601, other things as text; bytes and nested tables as None.

    >>> plain_value(date(2023, 11, 20)), plain_value([1, None]), plain_value({"a": 1})
    ('2023-11-20', [1, None], None)
    """
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, list | tuple):
        return [plain_value(each) for each in value if not isinstance(each, dict | bytes)]
    return None if isinstance(value, dict | bytes) else str(value)


def is_nested(value: Any) -> bool:
    """True for an object, and for a list with objects or lists in it: no field is read from such a cell."""
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(each, dict | list) for each in value))


def checked_row(number: int, cells: Mapping[str, Any], sheet: str | None = None) -> TableRow:
    """The row, or a row with a fault where a cell is longer than any article."""
    for name, value in cells.items():
        if not isinstance(value, str):
            continue
        if len(value) > LONGEST_CELL:
            return TableRow(
                number, fault=f"column {name} is longer than {LONGEST_CELL >> 20} Mi characters", sheet=sheet
            )
        if not value.isascii() and NOT_DECODED.search(value):
            return TableRow(number, fault=f"column {name} holds bytes that are no letters", sheet=sheet)
    return TableRow(number, cells, sheet=sheet)


def shown_columns(names: tuple[str, ...]) -> tuple[tuple[str, ...], Statement | None]:
    """The first names, and the words on how many more there are."""
    from corpus.messages.hint_messages import AND_MORE

    left = len(names) - TABLE_COLUMNS_SHOWN
    return tuple(name[:40] for name in names[:TABLE_COLUMNS_SHOWN]), AND_MORE(n=left) if left > 0 else None
