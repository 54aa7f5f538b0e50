"""Write JSON Lines: one article per line, lists as lists, nulls included, UTF-8; hidden characters as escapes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TextIO

from corpus.characters import json_text
from corpus.columns import Column
from corpus.export.rows import Row


def write_jsonlines(rows: Iterable[Row], columns: Sequence[Column], out: TextIO) -> int:
    """Write the rows and return how many there were."""
    number = 0
    for row in rows:
        out.write(json_text({column.name: row[column.name] for column in columns}) + "\n")
        number += 1
    return number
