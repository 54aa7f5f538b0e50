"""Write JSON Lines: one row per line, lists as lists, nulls included, UTF-8; hidden characters as escapes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TextIO

from corpus.answers import DocumentFrame
from corpus.characters import json_row
from corpus.columns import Column
from corpus.export.content import Row


def write_jsonlines(
    rows: Iterable[Row], columns: Sequence[Column], out: TextIO, _frame: DocumentFrame | None = None
) -> int:
    """Write the rows and return how many there were."""
    names = [column.name for column in columns]
    number = 0
    for row in rows:
        out.write(json_row(row if [*row] == names else {name: row[name] for name in names}) + "\n")
        number += 1
    return number
