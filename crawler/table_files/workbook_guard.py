"""Check a workbook before it is opened (`checked_workbook`): what it would unpack to, and what none may have in it."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from corpus.messages.import_messages import (
    TABLE_BROKEN,
    WORKBOOK_LOCKED,
    WORKBOOK_NOT_ONE,
    WORKBOOK_OLD,
    WORKBOOK_TOO_LARGE,
)
from crawler.archive.limits import STEP
from crawler.importing.table_sign import OLD_EXCEL
from crawler.table_files.imported_table import LONGEST_CELL, TableError

ALWAYS = 64 << 20  # bytes that a part may have unpacked, whatever its packed size
MOST_TIMES = 100  # times its packed size that a larger part may have; a sheet of numbers has some 10
LARGEST_STRINGS = 256 << 20  # bytes of the shared texts, which are held in memory
LARGEST_PART = 4 << 30  # bytes of a sheet
MOST_PARTS = 10_000
STRINGS = "xl/sharedstrings.xml"
_ENDS_OF_MARKUP = b"<"


def checked_workbook(path: Path) -> int:
    """Return how many formulas the workbook's sheets have.

    Raises TableError where it is no workbook, or can't be read with bounded memory. Each part is unpacked
    once, a step at a time: what a part says of its size need not be true.
    """
    with path.open("rb") as file:
        if file.read(4) == OLD_EXCEL:
            raise TableError(WORKBOOK_OLD(path=path))
    try:
        with zipfile.ZipFile(path) as pack:
            parts = pack.infolist()
            names = {part.filename.lower() for part in parts}
            if "xl/workbook.xml" not in names or len(parts) > MOST_PARTS:
                raise TableError(WORKBOOK_NOT_ONE(path=path))
            return sum(_checked_part(path, pack, part) for part in parts if part.filename.lower().endswith(".xml"))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise TableError(TABLE_BROKEN(path=path, fault=error)) from error


def _checked_part(path: Path, pack: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    name, size = part.filename.lower(), part.file_size
    if part.flag_bits & 1:
        raise TableError(WORKBOOK_LOCKED(path=path))
    most = LARGEST_STRINGS if name == STRINGS else LARGEST_PART
    if size > most or size > max(ALWAYS, MOST_TIMES * part.compress_size):
        raise TableError(WORKBOOK_TOO_LARGE(path=path, part=part.filename, size=size >> 20))
    formulas, since_markup, before = 0, 0, b""
    with pack.open(part) as file:
        while data := file.read(STEP):
            if b"<!DOCTYPE" in before + data or b"<!ENTITY" in before + data:
                raise TableError(WORKBOOK_NOT_ONE(path=path))
            if name.startswith("xl/worksheets/"):
                formulas += data.count(b"<f>") + data.count(b"<f ")
            last = data.rfind(_ENDS_OF_MARKUP)
            since_markup = since_markup + len(data) if last < 0 else len(data) - last
            if since_markup > LONGEST_CELL:
                raise TableError(WORKBOOK_TOO_LARGE(path=path, part=part.filename, size=size >> 20))
            before = data[-10:]
    return formulas
