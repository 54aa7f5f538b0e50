"""JSON Lines as tables: an object a line, packed or not; its columns are the names of all objects."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus.messages.import_messages import TABLE_EMPTY, TABLE_NOT_JSON_LINES
from crawler.table_files.imported_table import MOST_COLUMNS, TableError, TableRow, checked_row
from crawler.table_files.text_streams import bounded_lines, stream_encoding

PROBED_OBJECTS = 100


class JsonLinesTable:
    """A file of JSON Lines. A line that is no object is a row with a fault; the first line must be one."""

    form = "JSON Lines"
    from_1904 = False

    def __init__(self, path: Path) -> None:
        self.path = path
        self.encoding, self.has_mark = stream_encoding(path)
        self.notes: list[str] = []
        names: dict[str, None] = {}
        number = 0
        for number, value in self._objects():
            if not isinstance(value, dict):
                if not names:
                    raise TableError(TABLE_NOT_JSON_LINES(path=path, line=number))
                continue
            if len(names) < MOST_COLUMNS:
                names |= dict.fromkeys(value)
        if not number:
            raise TableError(TABLE_EMPTY(path=path))
        self.columns = tuple(names)

    def rows(self) -> Iterator[TableRow]:
        """Yield the objects, each with the number of its line."""
        for number, value in self._objects():
            if isinstance(value, dict):
                yield checked_row(number, value)
            else:
                yield TableRow(number, fault="no object of JSON" if value is not _BROKEN else "no JSON")

    def _objects(self) -> Iterator[tuple[int, Any]]:
        for number, line in enumerate(bounded_lines(self.path, self.encoding), 1):
            if not line.strip():
                continue
            try:
                yield number, json.loads(line)
            except (ValueError, RecursionError):
                yield number, _BROKEN


_BROKEN = object()
