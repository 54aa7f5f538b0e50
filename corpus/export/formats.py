"""The formats of rows (`FORMATS`): of an export, and of what every command that prints rows writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, TextIO

from corpus.answers import DocumentFrame
from corpus.columns import Column
from corpus.export.citations import CITED
from corpus.export.content import ExportContent, Row
from corpus.export.table_cells import EXCEL_EN, EXCEL_ID
from corpus.export.writers.bibtex import write_bibtex
from corpus.export.writers.citation_lines import write_citation_lines
from corpus.export.writers.csl import write_csl
from corpus.export.writers.csv_file import write_csv, write_excel_csv, write_plain_csv
from corpus.export.writers.document import write_document
from corpus.export.writers.huggingface import write_huggingface
from corpus.export.writers.jsonlines import write_jsonlines
from corpus.export.writers.packed import write_packed
from corpus.export.writers.parquet_file import write_parquet
from corpus.export.writers.ris import write_ris
from corpus.export.writers.tei import write_tei
from corpus.export.writers.text_folder import write_text_folder
from corpus.export.writers.vertical import write_vertical
from corpus.export.writers.workbook import write_workbook

Write = Callable[[Iterable[Row], Sequence[Column], TextIO, DocumentFrame], int]
"""Writes rows with these columns as text and returns how many there were. A column says of what type its values are.

The frame has what is known beside the rows; a format without a place for it leaves it out."""

WriteFile = Callable[[ExportContent, Path], int]
"""Writes a whole export into this file or folder and returns how many articles there were."""


class ExportFormat(NamedTuple):
    """A format: its name (`--format`), the ending of its files, what it is for, and its writer.

    `write` is of a format that is text; a command can print it. `write_export` is of one that an export writes as text,
    but in another way. `write_file` is of one that only a file can hold, `write_folder` of one that is a folder of its
    own. `nested`: a value may be an object or a list. `several`: one file has all tables of an export; other formats
    write a file for each. `needs` are the columns without which it can't be written; if the text is one, only
    --with-text writes it. `usual` are the columns that it has if none are named: if empty, all. A format without an
    ending is chosen by its name.
    """

    name: str
    ending: str
    words: str
    write: Write | None = None
    write_export: Write | None = None
    write_file: WriteFile | None = None
    write_folder: WriteFile | None = None
    nested: bool = True
    several: bool = False
    needs: tuple[str, ...] = ()
    usual: tuple[str, ...] = ()

    @property
    def text_writer(self) -> Write | None:
        """Return what writes an export as text; None if only a file can hold it."""
        return self.write_export or self.write


def _citations(name: str, ending: str, words: str, write: Write) -> ExportFormat:
    return ExportFormat(name, ending, words, None, write, needs=CITED, usual=CITED)


_DESCRIBED = ("doc_id", "title", "authors", "outlet", "outlet_name", "kind", "published_day", "language", "url")
_TEI_NEEDS, _TEXT_NEEDS = ("doc_id", "title", "text"), ("doc_id", "text")

_ROWS = (
    ExportFormat("csv", ".csv", "CSV", write_csv, write_plain_csv, nested=False),
    ExportFormat("json", ".json", "JSON, one document", write_document),
    ExportFormat("jsonl", ".jsonl", "JSON Lines for a program", write_jsonlines),
    ExportFormat("jsonl.gz", ".jsonl.gz", "JSON Lines packed by gzip", write_file=partial(write_packed, "gz")),
    ExportFormat("jsonl.zst", ".jsonl.zst", "JSON Lines packed by zstd", write_file=partial(write_packed, "zst")),
    ExportFormat("parquet", ".parquet", "Parquet, with types", write_file=write_parquet),
    ExportFormat("xlsx", ".xlsx", "an Excel workbook", write_file=write_workbook, several=True),
    ExportFormat("excel-id", "", "CSV for an Indonesian Excel", None, write_excel_csv(EXCEL_ID), nested=False),
    ExportFormat("excel-en", "", "CSV for an English Excel", None, write_excel_csv(EXCEL_EN), nested=False),
    ExportFormat(
        *("tei", ".xml", "TEI P5, one teiCorpus"),
        write_file=write_tei,
        needs=_TEI_NEEDS,
        usual=(*_DESCRIBED, "dateline", "fetched_utc", "text"),
    ),
    _citations("bibtex", ".bib", "citations for BibTeX", write_bibtex),
    _citations("ris", ".ris", "citations for Zotero, Mendeley and EndNote (RIS)", write_ris),
    _citations("csl", ".csl.json", "citations for Zotero and pandoc (CSL-JSON)", write_csl),
    _citations("citations", ".txt", "citations, a line each", write_citation_lines),
    ExportFormat("text", "", "a folder of plain texts", write_folder=write_text_folder, needs=_TEXT_NEEDS),
    ExportFormat(
        *("vertical", "", "a folder with a vertical for Sketch Engine and KonText"),
        write_folder=write_vertical,
        needs=_TEXT_NEEDS,
        usual=(*_DESCRIBED, "text"),
    ),
    ExportFormat("huggingface", "", "a folder for the Hugging Face hub", write_folder=write_huggingface, several=True),
)

FORMATS: Mapping[str, ExportFormat] = {row.ending or row.name: row for row in _ROWS}
"""Every format by its ending, or its name. A further one is a file beside this one, a row and a line in docs/corpus.md.
"""


def format_of(path: Path) -> ExportFormat | None:
    """Return the format that the ending of a file's name chooses; None for an ending that no format has."""
    endings = [row.ending for row in FORMATS.values() if row.ending and path.name.lower().endswith(row.ending)]
    return FORMATS[max(endings, key=len)] if endings else None


def format_named(name: str) -> ExportFormat:
    """Return the format with this name, which must be known."""
    return next(row for row in FORMATS.values() if row.name == name)


def form_beside(form: ExportFormat) -> ExportFormat:
    """Return the format of a table beside an export in this format: the same, or CSV where it holds articles alone."""
    return format_named("csv") if form.needs else form


def text_formats() -> list[ExportFormat]:
    """Return the formats that a command can print."""
    return [row for row in FORMATS.values() if row.write is not None]


def formats_in_words() -> str:
    """Return the formats as the help names them: `CSV (.csv), ..., a folder of plain texts (--format text)`."""
    named = [row for row in FORMATS.values() if row.ending or row.write_folder]
    return ", ".join(f"{row.words} ({row.ending or '--format ' + row.name})" for row in named)


def endings() -> list[str]:
    """Return the endings of files, in the registry's order."""
    return [row.ending for row in FORMATS.values() if row.ending]
