"""Write one JSON document: its version, the rows (a line each), and what is known beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TextIO

from corpus.answers import ANSWER_VERSION, DocumentFrame
from corpus.characters import json_row, json_text
from corpus.columns import Column
from corpus.export.content import Row

_NO_FRAME = DocumentFrame()


def write_document(
    rows: Iterable[Row], columns: Sequence[Column], out: TextIO, frame: DocumentFrame = _NO_FRAME
) -> int:
    """Write the document and return how many rows there were."""
    out.write(f'{{"version": {ANSWER_VERSION}, {json_text(frame.rows)}: [')
    number = 0
    for row in rows:
        out.write((",\n" if number else "\n") + json_row({column.name: row[column.name] for column in columns}))
        number += 1
    out.write("\n]" if number else "]")
    for name, part in frame.parts.items():
        out.write(",\n" + json_row({name: part})[1:-1])
    out.write("}\n")
    return number
