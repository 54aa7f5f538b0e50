"""Read a list of names (`read_name_list`): a name a line, or a CSV with a column `name` or `nama`.

A name is literal text. The file is text in UTF-8, UTF-16 or Windows-1252, its cells parted by comma, semicolon or tab.

- A line with one of `NAME_COLUMNS`, or with one cell like `nama_pegawai`, names the columns. Where it names one column
  only, the rest of each line is the name, commas and all (`Budi Santoso, S.H.`). It may stand below a title: then the
  lines above are no names.
- Without such a line, cells are parted by tabs, semicolons, or commas without a blank behind them, if all lines have
  the same number of them; the name is in the first column with letters. Otherwise each line is a name.
- Numbers before the names of a pasted list ("1. Budi") are no part of them, where most lines have one.
- A quote that begins a cell and doesn't end within `QUOTED_LINES` lines is a character like any other.

Not seen yet, and what happens: a name in two columns (first and last name) is read from the first; a file whose header
has another word for names is read from its first column of words, header and all, which the summary says.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.characters import as_read
from corpus.errors import KlipingError
from corpus.file.decoding import decoded_file
from corpus.messages.list_messages import LIST_IS_JSON, LIST_MISSING, LIST_TOO_LONG, LIST_UNREADABLE, LIST_WITHOUT_NAME
from corpus.vocabulary.tokens import tokens

NAME_COLUMNS = (
    *("name", "nama", "nama_lengkap", "full_name", "fullname", "names", "nama_tokoh", "tokoh", "nama_pejabat"),
    *("pejabat", "person", "orang", "nama_lembaga", "lembaga", "istilah", "term"),
)
"""Names of the column of names, in small letters, blanks as underscores; the first that is there counts."""
DELIMITERS = "\t;|,"
_LIKE_NAME = re.compile(r"(?:nama|name)_\w+|\w+_name")
MOST_ABOVE = 10  # lines above the one that names the columns
NUMBERED = re.compile(r"\s*\d{1,5}[.)]\s+(?=[^\W\d_])")
_NO_LIST = re.compile(r"\s*(?:%PDF-|<[!?a-z])", re.IGNORECASE)
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
    the column that was read, None if no line names columns; `first_of` is the number of columns then, and `position` of
    which of them, from 1. `above` is the number of lines above the one that names the columns, `numbered` the number of
    names that stood behind a number.
    """

    names: tuple[ListedName, ...]
    repeated: tuple[ListedName, ...] = ()
    empty: int = 0
    column: str | None = None
    first_of: int = 1
    position: int = 1
    above: int = 0
    numbered: int = 0


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
    if _NO_LIST.match(lines[head]):
        raise KlipingError(LIST_UNREADABLE(path=path))
    top = _heading_line(lines, head)
    delimiter, column, named = _header(lines[top])
    width = 1
    if named is None:
        delimiter, width = _delimiter(lines)
        column = _column_of_words(lines, delimiter, width)
    cells = [
        (line, row[column] if column < len(row) else "") for line, row in _rows(lines, top + bool(named), delimiter)
    ]
    numbered = sum(bool(NUMBERED.match(cell)) for _, cell in cells)
    if numbered * 2 <= sum(bool(cell.strip()) for _, cell in cells):
        numbered = 0
    names = _collected(path, ((line, NUMBERED.sub("", cell, count=1) if numbered else cell) for line, cell in cells))
    above = sum(bool(line.strip()) for line in lines[head:top])
    return replace(names, column=named, first_of=width, position=column + 1, above=above, numbered=numbered)


def _heading_line(lines: Sequence[str], head: int) -> int:
    """Return the number of the line that names the columns; `head`, the first with text, if none does below it."""
    if _header(lines[head])[2] is None:
        for number in range(head + 1, min(head + MOST_ABOVE + 1, len(lines))):
            delimiter, _, named = _header(lines[number])
            if named is not None and delimiter is not None and len(_cells(lines[head], delimiter)) > 1:
                return number
    return head


def _column_of_words(lines: Sequence[str], delimiter: str | None, width: int) -> int:
    """Return the first column whose cells mostly have a letter, so that numbers before the names are left; or 0."""
    if delimiter is None:
        return 0
    rows = [_cells(line, delimiter) for line in lines if line.strip()]
    for column in range(width):
        if sum(any(map(str.isalpha, row[column])) for row in rows) * 2 > len(rows):
            return column
    return 0


def _text(path: Path) -> str:
    """Return the file's text."""
    try:
        if not path.exists():
            raise KlipingError(LIST_MISSING(path=path))
        return decoded_file(path, most=LARGEST_LIST)
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
        alike = [head for head in heads if _LIKE_NAME.fullmatch(head)]
        if len(heads) > 1 and len(alike) == 1:
            return delimiter, heads.index(alike[0]), _heading(line, delimiter, alike[0])
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


def _collected(path: Path, rows: Iterable[tuple[int, str]]) -> NameList:
    names: dict[object, ListedName] = {}
    repeated: list[ListedName] = []
    empty = 0
    for line, cell in rows:
        one = ListedName(" ".join(as_read(cell).split()), line)
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
    return NameList(tuple(names.values()), tuple(repeated), empty)
