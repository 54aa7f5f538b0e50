"""Read a list of names (`read_name_list`): a name a line, or a CSV with a column `name` or `nama`.

A name is literal text. The file is text in UTF-8, UTF-16 or Windows-1252, its cells parted by comma, semicolon or tab.

- A first line with one of `NAME_COLUMNS` names the columns. Where it names one column only, the rest of each line is
  the name, commas and all (`Budi Santoso, S.H.`).
- Without such a line, cells are parted by tabs, semicolons, or commas without a blank behind them, if all lines have
  the same number of them; the first cell is the name. Otherwise each line is a name.
- A quote that begins a cell and doesn't end within `QUOTED_LINES` lines is a character like any other.

Not seen yet, and what happens: a name in two columns (first and last name) is read from the first; a file whose header
has another word for names is read from its first column, header and all, which the summary says.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import KlipingError
from corpus.file.decoding import text_encoding
from corpus.messages.address_messages import ADDRESS_FILE_TOO_LARGE
from corpus.messages.list_messages import LIST_IS_JSON, LIST_TOO_LONG, LIST_UNREADABLE, LIST_WITHOUT_NAME
from corpus.vocabulary.tokens import tokens

NAME_COLUMNS = (
    *("name", "nama", "nama_lengkap", "full_name", "fullname", "names", "nama_tokoh", "tokoh", "nama_pejabat"),
    *("pejabat", "person", "orang", "nama_lembaga", "lembaga", "istilah", "term"),
)
"""Names of the column of names, in small letters, blanks as underscores; the first that is there counts."""
DELIMITERS = "\t;,"
LARGEST_LIST = 64 << 20  # bytes
MAX_NAMES = 50_000
QUOTED_LINES = 5  # lines that a cell in quotes may have


@dataclass(frozen=True, slots=True)
class ListedName:
    """A name as the file has it, and the line where it stands, from 1."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class NameList:
    """The names of a file, each once, in their order, and what else stood there.

    `repeated` are names that stood there again, `empty` is the number of lines without a name. `column` is the name of
    the column that was read, None if no line names columns; `first_of` is the number of columns then.
    """

    names: tuple[ListedName, ...]
    repeated: tuple[ListedName, ...] = ()
    empty: int = 0
    column: str | None = None
    first_of: int = 1


def read_name_list(path: Path) -> NameList:
    """Return the names of a file. Raises KlipingError, with a sentence, for a file that is no list of names."""
    lines = _text(path).splitlines()
    if lines and (declared := lines[0].strip().strip('"').lower()).startswith("sep=") and len(declared) < 6:
        lines[0] = ""  # Excel's first line
    head = next((number for number, line in enumerate(lines) if line.strip()), None)
    if head is None:
        raise KlipingError(LIST_WITHOUT_NAME(path=path))
    if lines[head].lstrip()[:1] in ("{", "["):
        raise KlipingError(LIST_IS_JSON(path=path))
    delimiter, column, named = _header(lines[head])
    width = 1
    if named is None:
        delimiter, width = _delimiter(lines)
        column = 0
    rows = _rows(lines, head + (named is not None), delimiter)
    return _collected(
        path, ((line, cells[column] if column < len(cells) else "") for line, cells in rows), named, width
    )


def _text(path: Path) -> str:
    """Return the file's text."""
    try:
        if not path.is_file():
            raise OSError("no file")
        with path.open("rb") as file:
            data = file.read(LARGEST_LIST + 1)
        if len(data) > LARGEST_LIST:
            raise KlipingError(ADDRESS_FILE_TOO_LARGE(path=path, most=LARGEST_LIST >> 20))
        return data.decode(text_encoding(data)).lstrip("\ufeff")
    except (OSError, UnicodeDecodeError) as error:
        raise KlipingError(LIST_UNREADABLE(path=path)) from error


def _header(line: str) -> tuple[str | None, int, str | None]:
    """Return delimiter, position and name of the column of names, if the line names columns; else the name is None.

    The delimiter is None if there is one column only: then whole lines are names.
    """
    for delimiter in DELIMITERS:
        heads = ["_".join(cell.strip().lower().split()) for cell in _cells(line, delimiter)]
        for name in NAME_COLUMNS:
            if name in heads:
                return (delimiter if len(heads) > 1 else None), heads.index(name), _heading(line, delimiter, name)
    return None, 0, None


def _heading(line: str, delimiter: str, name: str) -> str:
    """Return the heading as the file writes it."""
    written = [cell.strip() for cell in _cells(line, delimiter)]
    return next(cell for cell in written if "_".join(cell.lower().split()) == name)


def _delimiter(lines: Sequence[str]) -> tuple[str | None, int]:
    """Return the delimiter of a file whose columns have no names, and its columns; None if lines are whole names."""
    full = [line for line in lines if line.strip()]
    for delimiter in DELIMITERS:
        widths = {len(_cells(line, delimiter)) for line in full}
        prose = delimiter == "," and any(", " in line for line in full)  # "Budi Santoso, S.H."
        if len(widths) == 1 and (width := widths.pop()) > 1 and not prose:
            return delimiter, width
    return None, 1


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return line.split(delimiter)


def _rows(lines: Sequence[str], begin: int, delimiter: str | None) -> Iterator[tuple[int, list[str]]]:
    """Yield the number of each row's first line, and its cells. Without a delimiter, a line is one cell."""
    number = begin
    while number < len(lines):
        length = next((n for n in range(1, QUOTED_LINES + 1) if not _is_open(lines[number : number + n], delimiter)), 0)
        text = " ".join(lines[number : number + (length or 1)])
        if delimiter is None:
            yield number + 1, [_unquoted(text)]
        else:
            yield number + 1, _cells(text, delimiter) if length else lines[number].split(delimiter)
        number += length or 1


def _is_open(lines: Sequence[str], delimiter: str | None) -> bool:
    """Return True if a cell in these lines begins with a quote and does not end in them."""
    text = " ".join(lines)
    begins = text.lstrip().startswith('"') or (delimiter is not None and f'{delimiter}"' in text)
    return begins and text.count('"') % 2 == 1


def _unquoted(line: str) -> str:
    """Return a line without the quotes around all of it, which a spreadsheet puts around a name with a comma."""
    text = line.strip()
    inner = text[1:-1].replace('""', "")
    whole = len(text) > 1 and text[0] == text[-1] == '"' and '"' not in inner
    return text[1:-1].replace('""', '"') if whole else text


def _collected(path: Path, rows: Iterator[tuple[int, str]], column: str | None, width: int) -> NameList:
    names: dict[object, ListedName] = {}
    repeated: list[ListedName] = []
    empty = 0
    for line, cell in rows:
        one = ListedName(" ".join(cell.split()), line)
        key = tokens(one.text) or one.text
        if not one.text:
            empty += 1
        elif key in names:
            repeated.append(one)
        else:
            names[key] = one
            if len(names) > MAX_NAMES:
                raise KlipingError(LIST_TOO_LONG(path=path, most=MAX_NAMES))
    if not names:
        raise KlipingError(LIST_WITHOUT_NAME(path=path))
    return NameList(tuple(names.values()), tuple(repeated), empty, column, width)
