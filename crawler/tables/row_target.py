"""Where a command's rows go, and in which form (`RowTarget`): a table, JSON or CSV; a terminal, pipe or file."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO, TypeVar

from corpus.errors import KlipingError
from corpus.file.database_files import is_database
from corpus.messages.command_messages import FORMATS_CHOSEN_TWICE, PICTURE_OR_ROWS
from corpus.messages.corpus_messages import FOLDER_MISSING
from corpus.messages.export_messages import (
    FILE_NOT_WRITABLE,
    ROWS_ENDING_UNKNOWN,
    ROWS_FILE_EXISTS,
    ROWS_INTO_DATABASE,
    ROWS_INTO_FOLDER,
    ROWS_INTO_NO_FILE,
)
from crawler.console.output import counted, is_terminal, print_json, print_rows, say
from crawler.live.doors import Door, as_utf8, behind
from crawler.mistakes import CommandLineError
from crawler.tables.picture_file import PICTURE_ENDINGS, check_picture, is_picture

Item = TypeVar("Item")
TABLE, LINES, PICTURE = "table", "lines", "picture"
"""Forms beside those of rows: for people; that of `--json` (JSON Lines, then what is known beside them); a chart."""

NONE = "-"  # of a cell, for people


@dataclass(frozen=True, slots=True, kw_only=True)
class RowSet:
    """The rows of an answer in every form that a command can print.

    `records` are the rows as JSON has them. `columns` maps a name to its heading: those of the table and of CSV.
    `cells` are the values of these columns, where they aren't those of the records with the same names. `draw` prints
    the rows for people, where that is not a table of all columns. `name` and `parts` are those of the one JSON
    document, and `lines` the last lines of `--json`; without them, a line for each part.
    """

    records: Sequence[Mapping[str, Any]]
    columns: Mapping[str, str]
    cells: Sequence[Sequence[object]] | None = None
    draw: Callable[[], None] | None = None
    name: str = "rows"
    parts: Mapping[str, Any] = field(default_factory=dict)
    lines: Sequence[Mapping[str, Any]] | None = None


class RowTarget:
    """The form of a command's rows, the file they are written to (None or "-": stdout), and how many there may be."""

    def __init__(self, form: str, output: Path | None = None, most: int | None = None) -> None:
        self.form = form
        self.output = None if output is None or str(output) == "-" else output
        self.most = most
        self._all = 0

    @property
    def on_screen(self) -> bool:
        """True if the rows are printed for people, on a terminal."""
        return self.form == TABLE and self.output is None and is_terminal()

    def first(self, rows: Sequence[Item], usual: int | None = None) -> Sequence[Item]:
        """Return the rows that `-n` leaves, or where it isn't given, `usual`; `put` says how many there were."""
        most = self.most or usual
        if most is None or len(rows) <= most:
            return rows
        self._all = len(rows)
        return rows[:most]

    def put(self, rows: RowSet) -> None:
        """Print or write the rows."""
        with self._opened() as out:
            self._write(rows, out)
        number = len(rows.records)
        if self._all:
            say(f"The first {f'{number:,} ' if number > 1 else ''}of {self._all:,} rows; -n {self._all} gives all.")
        if self.output is not None:
            say(f"{counted(number, 'row')} written to {self.output}.")

    def _write(self, rows: RowSet, out: TextIO) -> None:
        if self.form == LINES:
            lines = [{name: part} for name, part in rows.parts.items()] if rows.lines is None else rows.lines
            for record in (*rows.records, *lines):
                print_json(record)
        elif self.form != TABLE:
            _write_format(self.form, rows, out)
        elif rows.draw is not None:
            rows.draw()
        else:
            print_rows(list(rows.columns.values()), _cells(rows, _rounded))

    @contextmanager
    def _opened(self) -> Iterator[TextIO]:
        """Yield what the rows are written to; while it is a file, it is stdout as well. Whole or not at all."""
        from corpus.file.whole import whole_file

        if self.output is None:
            if self.form != TABLE:
                as_utf8(sys.stdout)
            yield behind(sys.stdout)
            return
        before = sys.stdout
        try:
            with whole_file(self.output, sync=False, newline="") as out:  # the same command writes it again
                sys.stdout = Door(out)
                try:
                    yield out
                finally:
                    sys.stdout = before
        except OSError as error:
            raise KlipingError(FILE_NOT_WRITABLE(path=self.output, reason=error.strerror)) from error


def form_names() -> list[str]:
    """Return the names of the formats: `table`, and those that are text."""
    from corpus.export.formats import text_formats

    return [TABLE, *(row.name for row in text_formats())]


def chosen_form(
    form: str | None,
    output: Path | None,
    *,
    as_json: bool,
    as_csv: bool,
    corpus: Path | None = None,
    pictures: bool = False,
) -> str:
    """Return the form that the options choose: `--format` first, then `--csv` and `--json`, then the ending of `-o`.

    With `pictures`, the ending may be that of a picture (crawler.tables.picture_file).

    Raises UsageError for options that contradict each other, KlipingError for a file that can't be written. Where the
    file's ending speaks of another format, that is said on stderr.
    """
    given = [name for name, value in (("--format", form), ("--json", as_json), ("--csv", as_csv)) if value]
    if len(given) > 1:
        raise CommandLineError(FORMATS_CHOSEN_TWICE(options=given))
    named = form or (LINES if as_json else "csv" if as_csv else None)
    if output is None or str(output) == "-":
        return named or TABLE
    if pictures and is_picture(output):
        if given:
            raise CommandLineError(PICTURE_OR_ROWS(output=output, option=given[0]))
        _refuse(output, corpus, replaceable=True)
        check_picture(output)
        return PICTURE
    return _form_of_file(output, named, corpus, PICTURE_ENDINGS if pictures else ())


def _form_of_file(path: Path, named: str | None, corpus: Path | None, pictures: Sequence[str]) -> str:
    from corpus.export.formats import format_of, text_formats

    by_ending = format_of(path)
    if by_ending is not None and by_ending.write is None:
        by_ending = None
    if path.is_dir():
        raise KlipingError(ROWS_INTO_FOLDER(path=path))
    if named is None and by_ending is None:
        raise KlipingError(ROWS_ENDING_UNKNOWN(path=path, endings=[*(row.ending for row in text_formats()), *pictures]))
    _refuse(path, corpus, replaceable=by_ending is not None)
    if named is None or (named == LINES and by_ending is not None and by_ending.name == "json"):
        assert by_ending is not None
        return by_ending.name
    if by_ending is not None and by_ending.name != ("jsonl" if named == LINES else named):
        option = "--json" if named == LINES else "--csv" if named == "csv" else "--format"
        say(f"({path}: its name speaks of {by_ending.name}, {option} of {named}; written as {option} says.)")
    return named


def _refuse(path: Path, corpus: Path | None, *, replaceable: bool) -> None:
    """Raise KlipingError if this file can't be written. Rows replace only a file with the ending of a format."""
    if path.is_dir():
        raise KlipingError(ROWS_INTO_FOLDER(path=path))
    if not path.parent.is_dir():
        raise KlipingError(FOLDER_MISSING(path=path, folder=path.parent))
    if not path.exists():
        return
    if not path.is_file():
        raise KlipingError(ROWS_INTO_NO_FILE(path=path))
    if is_database(path) or (corpus is not None and corpus.exists() and path.samefile(corpus)):
        raise KlipingError(ROWS_INTO_DATABASE(path=path))
    if not replaceable:
        raise KlipingError(ROWS_FILE_EXISTS(path=path))


def _write_format(name: str, rows: RowSet, out: TextIO) -> None:
    """Write the rows in a format of files: whole records, or where it has only flat values, the columns' cells."""
    from corpus.answers import DocumentFrame
    from corpus.columns import Column
    from corpus.export.formats import format_named

    form = format_named(name)
    if form.nested:
        written, names = rows.records, list(rows.records[0]) if rows.records else list(rows.columns)
    else:
        names = [_flat_name(name) for name in rows.columns]
        written = [dict(zip(names, cells, strict=True)) for cells in _flat_cells(rows)]
    assert form.write is not None  # chosen among text formats
    form.write(written, [Column(each) for each in names], out, DocumentFrame(rows.name, rows.parts))


def _cells(rows: RowSet, shown: Callable[[object], object] = lambda value: value) -> list[list[object]]:
    if rows.cells is not None:
        return [[shown(value) for value in cells] for cells in rows.cells]
    return [[shown(record[name]) for name in rows.columns] for record in rows.records]


def _rounded(value: object) -> object:
    """The value for people: a fraction to three places, yes or no."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.3f}" if isinstance(value, float) else value


def _flat_name(name: str) -> str:
    """The name of a column in a file that has only flat values.

    >>> _flat_name("next due (WIB)"), _flat_name("published_day")
    ('next_due_wib', 'published_day')
    """
    return "_".join(re.findall(r"\w+", name.lower() if " " in name else name))


def _flat_cells(rows: RowSet) -> list[list[object]]:
    """Return the values of such a file; a dash that the record has, too, is no empty cell (a name of a list)."""
    if rows.cells is None:
        return _cells(rows, _flat)
    return [
        [value if record.get(name) == value else _flat(value) for name, value in zip(rows.columns, cells, strict=True)]
        for record, cells in zip(rows.records, rows.cells, strict=True)
    ]


def _flat(value: object) -> object:
    """The value of such a file: the dash that tables have for none is none."""
    return None if value == NONE else value


def put_tuples(target: RowTarget, columns: Mapping[str, str], rows: Sequence[Sequence[object]]) -> None:
    """Print rows that are tuples of the columns' values; `columns` maps a name (of JSON, of CSV) to its heading."""
    target.put(RowSet(records=[dict(zip(columns, row, strict=True)) for row in target.first(rows)], columns=columns))
