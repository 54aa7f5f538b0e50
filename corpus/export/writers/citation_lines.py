"""Write citations as plain text: one line for each row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from corpus.answers import DocumentFrame
from corpus.columns import Column
from corpus.export.citations import Citation, write_citations
from corpus.export.content import Row


def write_citation_lines(rows: Iterable[Row], _columns: Sequence[Column], out: TextIO, _frame: DocumentFrame) -> int:
    """Write the rows and return how many there were."""
    return write_citations(rows, out, lambda cited: " ".join(_parts(cited)) + "\n")


def _parts(cited: Citation) -> Iterator[str]:
    """Yield the parts: `Maria Bere. “Pembinaan Pegawai”. Warta, 2023-11-20. https://... Accessed 2024-03-08. ...`."""
    if cited.authors:
        yield f"{', '.join(cited.authors).rstrip('.')}."
    yield f"“{cited.title}”."
    yield f"{cited.outlet}, {cited.day or 'undated'}."
    yield cited.url
    if cited.accessed:
        yield f"Accessed {cited.accessed}."
    yield from (f"{remark}." for remark in cited.remarks)
    yield f"[{cited.key}]"
