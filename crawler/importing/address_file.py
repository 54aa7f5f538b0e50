"""Read the addresses of a `--urls` file: lines of text, a CSV with a column of addresses, JSON Lines or JSON.

The content decides, not the file's name. A file whose first line (that is neither empty nor a comment) is an address is
lines of text. One that begins with `[` or `{` is JSON. Any other is a table whose first line names its columns.

Not seen yet, and what happens: a table without names of columns, or with an address column of another name, is refused
with the names that stand there; a column that holds addresses among other words is refused at its first such line; an
XLSX file is no text and is refused; letters beyond ASCII in an encoding that `text_encoding` does not know are
read as other letters; a quote that never ends is refused with its line, so that no row is swallowed.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from corpus.errors import KlipingError
from corpus.file.decoding import decoded_file
from corpus.messages.address_messages import (
    ADDRESS_FILE_UNREADABLE,
    ADDRESS_LINES_BAD,
    ADDRESSES_NOT_CSV,
    ADDRESSES_NOT_JSON,
    AND_OTHER_LINES,
    COLUMNS_UNNAMED,
    NO_ADDRESS_IN_FILE,
    NO_ADDRESS_THERE,
    NO_URL_COLUMN,
)
from corpus.messages.hint_messages import AND_MORE
from corpus.messages.statement import Statement
from corpus.urls import check_web_address

URL_COLUMNS = ("url", "article_url", "story_url", "sourceurl", "documentidentifier", "address", "link", "uri", "alamat")
"""Names of a column of addresses in small letters; the first that is there counts: `url` of Media Cloud's exports, of
ours and of GDELT's (there in capitals), then those of GDELT's other tables, then what people write."""
LISTS = ("articles", "stories", "results", "items", "data")
"""Names under which one JSON object holds a list of objects: GDELT's `articles`, Media Cloud's `stories`."""
DELIMITERS = ",;\t"
TABLES = (".csv", ".tsv")
LARGEST_FILE = 256 << 20  # bytes
LARGEST_CELL = 16 << 20  # characters: an export with the articles' text has long ones
SHOWN_FAULTS = 3
SHOWN_COLUMNS = 12

Numbered = tuple[int, str | None]
"""A line's number (from 1; of a JSON list, the number of its entry) and the address there, None where it is empty."""


def read_address_file(path: Path) -> tuple[str, ...]:
    """Return the addresses of a `--urls` file, each once, in their order.

    Raises KlipingError with a sentence that names the file, and the lines that hold no address.
    """
    text = _text(path)
    first = next((line.strip() for line in text.splitlines() if _counts(line)), "")
    if first[:1] in {"{", "["}:
        return _checked(path, *_of_json(path, text))
    if not first or _is_address(first, path) or not _is_table(path, first):
        lines = ((number, line) for number, line in enumerate(text.splitlines(), 1) if _counts(line))
        return _checked(path, "line", lines)
    return _checked(path, "line", _rows(path, text))


def _text(path: Path) -> str:
    """The file's text, in UTF-8, UTF-16 or Windows-1252, as spreadsheets write it."""
    try:
        return decoded_file(path, most=LARGEST_FILE)
    except (OSError, UnicodeDecodeError) as error:
        raise KlipingError(ADDRESS_FILE_UNREADABLE(path=path)) from error


def _counts(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _is_address(line: str, path: Path) -> bool:
    """True for a line that is one address and nothing else; an address may have commas and semicolons of its own."""
    is_one = line.lower().startswith(("http://", "https://")) and not any(mark in line for mark in ' "\t')
    return is_one and not (path.suffix.lower() in TABLES and len(_cells(line)) > 1)


def _is_table(path: Path, first: str) -> bool:
    """True for a first line that names columns, or that several cells stand in."""
    cells = _cells(first)
    named = any(_name(cell) in URL_COLUMNS for cell in cells)
    return named or len(cells) > 1 or path.suffix.lower() in TABLES


def _cells(line: str) -> list[str]:
    """The cells of a first line, by the delimiter that finds the column of addresses, else by that of most cells."""
    return _split(line, _delimiter(line))


def _split(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return [line]


def _delimiter(line: str) -> str:
    def fitness(delimiter: str) -> tuple[bool, int]:
        cells = _split(line, delimiter)
        return any(_name(cell) in URL_COLUMNS for cell in cells), len(cells)

    return max(DELIMITERS, key=fitness)


def _name(cell: str) -> str:
    return "_".join(cell.strip().strip('"').lower().split())


def _rows(path: Path, text: str) -> Iterator[Numbered]:
    """Yield the addresses of a table, each with the line where its row begins."""
    lines = text.splitlines(keepends=True)
    skipped = 0
    while skipped < len(lines) and not _counts(lines[skipped]):
        skipped += 1
    declared = lines[skipped].strip().strip('"').lower()
    delimiter = declared[4:] if declared.startswith("sep=") and len(declared) == 5 else ""  # Excel's first line
    if delimiter or declared == "sep=":  # strip() took a tab
        skipped, delimiter = skipped + 1, delimiter or "\t"
    head = lines[skipped] if skipped < len(lines) else ""
    before = csv.field_size_limit(LARGEST_CELL)
    try:
        reader = csv.reader(
            io.StringIO("".join(lines[skipped:]), newline=""), delimiter=delimiter or _delimiter(head), strict=True
        )
        header = next(reader, [])
        column = _column(path, header)
        line = skipped + reader.line_num + 1
        for row in reader:
            if any(cell.strip() for cell in row):
                yield line, row[column].strip() if column < len(row) else None
            line = skipped + reader.line_num + 1
    except csv.Error as error:
        raise KlipingError(ADDRESSES_NOT_CSV(path=path, line=skipped + reader.line_num, fault=error)) from error
    finally:
        csv.field_size_limit(before)


def _column(path: Path, header: list[str]) -> int:
    """The place of the column of addresses. Raises KlipingError with the names that are there."""
    names = [_name(cell) for cell in header]
    for name in URL_COLUMNS:
        if name in names:
            return names.index(name)
    if any(cell.strip().lower().startswith(("http://", "https://")) for cell in header):
        raise KlipingError(COLUMNS_UNNAMED(path=path))
    shown = [" ".join(cell.split())[:40] or "(no name)" for cell in header[:SHOWN_COLUMNS]]
    more = AND_MORE(n=len(header) - SHOWN_COLUMNS) if len(header) > SHOWN_COLUMNS else None
    raise KlipingError(NO_URL_COLUMN(path=path, columns=shown, more=more))


def _of_json(path: Path, text: str) -> tuple[str, Iterable[Numbered]]:
    """The addresses of JSON Lines ("line"), or of one list of entries, also one within an object ("entry")."""
    whole = _whole(text)
    if isinstance(whole, dict):
        whole = next((whole[name] for name in LISTS if isinstance(whole.get(name), list)), [whole])
    if isinstance(whole, list):
        return "entry", enumerate(map(_address, whole), 1)
    if text.lstrip().startswith("["):
        _parsed(path, text)  # raises
    lines = enumerate(text.split("\n"), 1)  # U+2028 ends no line of JSON
    return "line", ((number, _address(_parsed(path, line, number))) for number, line in lines if line.strip())


def _whole(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _parsed(path: Path, text: str, line: int | None = None) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        at = getattr(error, "lineno", 1) if line is None else line
        why = getattr(error, "msg", "lists in lists without end")
        raise KlipingError(ADDRESSES_NOT_JSON(path=path, line=at, fault=why)) from error


def _address(entry: Any) -> str | None:
    """The address of an entry: the entry itself where it is text, else its field of addresses, also one level below."""
    if isinstance(entry, str):
        return entry
    if not isinstance(entry, dict):
        return None
    for fields in (entry, *(value for value in entry.values() if isinstance(value, dict))):
        named = {_name(str(name)): value for name, value in fields.items()}
        for name in URL_COLUMNS:
            if isinstance(value := named.get(name), str) and value.strip():
                return value
    return None


def _checked(path: Path, unit: str, entries: Iterable[Numbered]) -> tuple[str, ...]:
    """The addresses, each once. Raises KlipingError that names the lines without one, and what stands in the first."""
    named: dict[str, None] = {}
    faults: list[tuple[int, Statement]] = []
    for number, text in entries:
        try:
            if text is None or not text.strip():
                faults.append((number, NO_ADDRESS_THERE()))
            else:
                named.setdefault(check_web_address(text))
        except KlipingError as error:
            faults.append((number, error.statement))
    if faults:
        number, why = faults[0]
        others = [str(other) for other, _ in faults[1 : 1 + SHOWN_FAULTS]]
        left = len(faults) - 1 - len(others)
        more = AND_MORE(n=left) if left else None
        rest = AND_OTHER_LINES(unit=unit, others=others, more=more) if others else None
        raise KlipingError(ADDRESS_LINES_BAD(path=path, unit=unit, number=number, fault=why, rest=rest))
    if not named:
        raise KlipingError(NO_ADDRESS_IN_FILE(path=path))
    return tuple(named)
