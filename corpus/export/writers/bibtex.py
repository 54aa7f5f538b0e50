"""Write BibTeX, which biblatex reads too: an @article for each row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from corpus.answers import DocumentFrame
from corpus.columns import Column
from corpus.export.citations import Citation, day_parts, write_citations
from corpus.export.content import Row

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPECIAL = {
    **{sign: f"\\{sign}" for sign in "#$%&_"},
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # BibTeX counts braces, escaped or not: none of a title may stand in the file
    "}": r"\textbraceright{}",
}
_ESCAPES = str.maketrans(_SPECIAL)
_IN_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})


def write_bibtex(rows: Iterable[Row], _columns: Sequence[Column], out: TextIO, _frame: DocumentFrame) -> int:
    """Write the rows and return how many there were. Names and titles stand in double braces: nothing cuts them."""
    return write_citations(rows, out, _entry)


def _entry(cited: Citation) -> str:
    fields = "".join(f",\n  {name} = {value}" for name, value in _fields(cited))
    return f"@article{{{cited.key}{fields}\n}}\n\n"


def _fields(cited: Citation) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{{{_escaped(cited.title)}}}}}"
    if cited.authors:
        yield "author", "{" + " and ".join(f"{{{_escaped(name)}}}" for name in cited.authors) + "}"
    yield "journal", f"{{{{{_escaped(cited.outlet)}}}}}"
    if cited.day:
        year, month, _ = day_parts(cited.day)
        yield "date", f"{{{cited.day}}}"
        yield "year", f"{{{year:04}}}"
        yield "month", _MONTHS[month - 1]
    yield "url", f"{{{cited.url.translate(_IN_ADDRESS)}}}"
    if cited.accessed:
        yield "urldate", f"{{{cited.accessed}}}"
    if cited.remarks:
        yield "note", f"{{{_escaped('; '.join(cited.remarks))}}}"


def _escaped(words: str) -> str:
    return words.translate(_ESCAPES)
