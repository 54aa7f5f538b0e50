"""The formats of rows (`FORMATS`): of an export, and of what every command that prints rows writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TextIO

from corpus.answers import DocumentFrame
from corpus.columns import Column
from corpus.export.document import write_document
from corpus.export.jsonlines import write_jsonlines
from corpus.export.rows import Row
from corpus.export.spreadsheet import BYTE_ORDER_MARK, write_csv

Write = Callable[[Iterable[Row], Sequence[Column], TextIO, DocumentFrame], int]
"""Writes rows with these columns and returns how many there were. A column says of what type its values are.

The frame has what is known beside the rows; a format without a place for it leaves it out."""


class ExportFormat(NamedTuple):
    """A format: its name (`--format`), the ending of its files, what it is for, and its writer.

    `nested`: a value may be an object or a list. `mark` is what a file of an export begins with.
    """

    name: str
    ending: str
    words: str
    write: Write
    nested: bool = True
    mark: str = ""


FORMATS: Mapping[str, ExportFormat] = {
    row.ending: row
    for row in (
        ExportFormat("csv", ".csv", "CSV for a spreadsheet", write_csv, nested=False, mark=BYTE_ORDER_MARK),
        ExportFormat("json", ".json", "JSON, one document", write_document),
        ExportFormat("jsonl", ".jsonl", "JSON Lines for a program", write_jsonlines),
    )
}
"""Every format by its ending. A further one is a file beside this one, a row here and a line in docs/corpus.md."""


def format_of(path: Path) -> ExportFormat | None:
    """Return the format that the ending of a file's name chooses; None for an ending that no format has."""
    return FORMATS.get(path.suffix.lower())


def format_named(name: str) -> ExportFormat:
    """Return the format with this name, which must be known."""
    return next(row for row in FORMATS.values() if row.name == name)


def formats_in_words() -> str:
    """Return the formats as the help names them: `CSV for a spreadsheet (.csv), ...`."""
    return ", ".join(f"{row.words} ({row.ending})" for row in FORMATS.values())


def endings_in_words() -> str:
    """Return the endings as a sentence names them: `.csv, .json and .jsonl`."""
    *first, last = FORMATS
    return f"{', '.join(first)} and {last}"
