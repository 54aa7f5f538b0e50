"""Write RIS, which Zotero, Mendeley and EndNote read: a record of the type NEWS for each row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from corpus.answers import DocumentFrame
from corpus.columns import Column
from corpus.export.citations import Citation, write_citations
from corpus.export.content import Row


def write_ris(rows: Iterable[Row], _columns: Sequence[Column], out: TextIO, _frame: DocumentFrame) -> int:
    """Write the rows and return how many there were. No value has a line's end, so none can be taken for a field."""
    return write_citations(rows, out, _record)


def _record(cited: Citation) -> str:
    return "".join(f"{tag}  - {value}\r\n" for tag, value in _fields(cited)) + "ER  - \r\n\r\n"


def _fields(cited: Citation) -> Iterator[tuple[str, str]]:
    yield "TY", "NEWS"
    yield "ID", cited.key
    yield "TI", cited.title
    for name in cited.authors:
        yield "AU", " ".join(name.replace(",", " ").split())  # what stands before a comma would be a family's name
    yield "T2", cited.outlet
    if cited.day:
        yield "DA", cited.day.replace("-", "/")
        yield "PY", cited.day[:4]
    yield "UR", cited.url
    if cited.accessed:
        yield "Y2", cited.accessed.replace("-", "/")
    if cited.archived:
        yield "AV", cited.archived
    if cited.dateline:
        yield "N1", f"Dateline: {cited.dateline}"
    if cited.language:
        yield "LA", cited.language
