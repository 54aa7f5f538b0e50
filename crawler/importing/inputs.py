"""Find what can be imported: web archives, saved pages, tables; a file's first bytes say which, of tables its name."""

from __future__ import annotations

import os
import stat
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from corpus.errors import ArchiveError
from corpus.messages.import_messages import (
    IMPORT_ARC,
    IMPORT_FOLDER_EMPTY,
    IMPORT_FOLDER_NOT_READ,
    IMPORT_NO_FILE,
    IMPORT_NO_PAGE,
    IMPORT_PACKED,
    IMPORT_SAFARI,
    MORE_NOT_IMPORTED,
    NO_FILE_TO_IMPORT,
    NONE_IMPORTED,
    PAGE_NOT_READABLE,
)
from corpus.messages.statement import Statement
from crawler.importing.mhtml import is_mhtml
from crawler.importing.table_sign import is_table
from pipelines.page.content_type import begins_as_html, why_not_html

FileForm = Literal["WARC", "WACZ", "HTML", "MHTML", "table"]

WARCS = (".warc.gz", ".warc")
PAGES = (".html", ".htm", ".xhtml", ".shtml", ".mhtml", ".mht")
IN_FOLDERS = (*WARCS, ".wacz", *PAGES)
FIRST_BYTES = 1 << 16
PACKINGS = (
    (b"\x28\xb5\x2f\xfd", "zstd", "zstd -d"),
    (b"\xfd7zXZ\0", "xz", "xz -d"),
    (b"BZh", "bzip2", "bzip2 -d"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip", "7z x"),
    (b"Rar!", "RAR", "unrar x"),
)
"""First bytes of packings that aren't read, their names, and the programs that undo them."""
NAMES_SHOWN = 3


class InputError(ArchiveError):
    """A file that can't be imported, or can't be read."""


@dataclass(frozen=True, slots=True)
class Input:
    """A file to import, and what its first bytes say it is."""

    path: Path
    form: FileForm

    @property
    def is_saved_page(self) -> bool:
        """True for HTML and MHTML files."""
        return self.form in {"HTML", "MHTML"}

    @property
    def is_table(self) -> bool:
        """True for CSV, JSON Lines, XLSX and Parquet files."""
        return self.form == "table"


@dataclass(slots=True)
class Inputs:
    """The files that paths name, in order; `refused`: which not and why; `left`: what folders hold besides, by kind."""

    files: list[Input] = field(default_factory=list)
    refused: list[Statement] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)

    @property
    def number(self) -> int:
        """How many files there are, those that can't be imported included."""
        return len(self.files) + len(self.refused)

    def left_sentence(self) -> str | None:
        """What is not taken from the folders; None where everything is."""
        if not self.left:
            return None
        named = ", ".join(f"{kind} {number:,}" for kind, number in sorted(self.left.items()))
        return f"not taken from the folders: {named}"


def inputs(paths: tuple[Path, ...]) -> Inputs:
    """The files of the paths: files by their first bytes, and those of a folder by name.

    Raises InputError where none of them can be imported.
    """
    given = Inputs()
    for path in paths:
        if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises where the folder above can't be entered
            _add_folder(path, given)
        else:
            _add(path, given)
    if not given.files:
        others = len(given.refused) - 1
        more = MORE_NOT_IMPORTED(n=others) if others else None
        raise InputError(NONE_IMPORTED(first=given.refused[0], more=more))
    return given


def _add_folder(folder: Path, given: Inputs) -> None:
    """Add a folder's files by name; hidden files, folders in it (`berita_files/`) and other files are only counted."""
    before = given.number
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        given.refused.append(IMPORT_FOLDER_NOT_READ(folder=folder, reason=error.strerror))
        return
    for path in paths:
        if path.name.startswith("."):
            given.left["hidden files"] += 1
        elif os.path.isdir(path):  # noqa: PTH112 - as above
            given.left["folders in them"] += 1
        elif path.name.lower().endswith(IN_FOLDERS):
            _add(path, given)
        else:
            given.left["files of other kinds"] += 1
    if given.number == before:
        given.refused.append(IMPORT_FOLDER_EMPTY(folder=folder))


def _add(path: Path, given: Inputs) -> None:
    try:
        given.files.append(Input(path, file_form(path)))
    except FileNotFoundError:
        given.refused.append(NO_FILE_TO_IMPORT(path=path))
    except OSError as error:
        given.refused.append(PAGE_NOT_READABLE(path=path, reason=error.strerror))
    except InputError as error:
        given.refused.append(error.statement)


def file_form(path: Path) -> FileForm:
    """What a file is, by its first bytes, whatever its name. Raises InputError, OSError.

    What is none of the others is read as a WARC: its beginning may be damaged.
    """
    if not stat.S_ISREG(path.stat().st_mode):  # reading a pipe would wait for ever
        raise InputError(IMPORT_NO_FILE(path=path))
    with path.open("rb") as file:
        start = file.read(FIRST_BYTES)
    if start and is_table(path, start):
        return "table"
    if start.startswith((b"\x1f\x8b", b"WARC/")) or not start:
        return "WARC"
    if start.startswith(b"PK"):
        return "WACZ"
    for sign, packing, program in PACKINGS:
        if start.startswith(sign):
            raise InputError(IMPORT_PACKED(path=path, packing=packing, program=program))
    if start.startswith(b"filedesc://"):
        raise InputError(IMPORT_ARC(path=path))
    if start.startswith(b"bplist"):
        raise InputError(IMPORT_SAFARI(path=path))
    if is_mhtml(start):
        return "MHTML"
    named = path.name.lower().endswith(PAGES)
    if begins_as_html(start) or (named and why_not_html(start, "text/html") is None):
        return "HTML"
    if named:
        raise InputError(IMPORT_NO_PAGE(path=path, kind=why_not_html(start, "text/html")))
    return "WARC"
