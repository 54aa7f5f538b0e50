"""Import tables (`row_sources`, `RowImport`): all are read to their end before anything is stored."""

from __future__ import annotations

import json
import shlex
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from corpus.errors import KlipingError
from corpus.messages.import_messages import NO_COLUMN_GUESSED, TABLE_NEEDS_MAP
from corpus.models import Article, Capture, Refined
from crawler.importing.intake import REMOVED_BEFORE
from crawler.importing.record_counts import ImportCounts
from crawler.table_files.column_map import GUESSED_ROWS, NEEDED, ColumnMap, fitted_map, guessed_map
from crawler.table_files.imported_table import ImportedTable, TableError, shown_columns
from crawler.table_files.row_source import RowCounts, RowSource
from crawler.table_files.table_opening import open_table
from pipelines.calendar.refusals import EITHER_ORDER, Refusal
from pipelines.dates.sources import WIB, PageClock
from pipelines.dates.table_dates import cell_date

SHOWN_VALUE = 60  # characters


def row_sources(
    paths: Sequence[Path], typed: ColumnMap | None, sheet: str | None, step: Callable[[], None] = lambda: None
) -> list[RowSource]:
    """The tables in these files, each read to its end with `step` for each row.

    Raises KlipingError where one can't be read, or its columns don't fit the map; nothing is stored then.
    """
    counts = RowCounts()
    needed = tuple((typed.columns or {}).values()) if typed else ()
    sources = []
    for path in paths:
        table = open_table(path, sheet, needed)
        sources.append(RowSource(table, fitted_map(table, typed), counts))
    for source in sources:
        source.check(step)
    return sources


class RowImport:
    """What became of the rows of an import: which stand without a day, and the sum."""

    def __init__(self, sources: Sequence[RowSource]) -> None:
        self.sources = sources
        self.counts = sources[0].counts

    def note(self, capture: Capture, refined: Refined) -> None:
        """Count an article whose day the table does not give, or not in a form that names one."""
        if not isinstance(refined, Article) or refined.published_day is not None:
            return
        row = json.loads(capture.body)
        words = refined.published_printed
        self.counts.note(
            "stored without a day, their date can't be read" if words else "stored without a day, they have no date",
            f"row {row['number']:,}" + (f": {words[:SHOWN_VALUE]}" if words else ""),
        )

    def sum_of(self, taken: ImportCounts, counts: Mapping[str, Counter[str]]) -> dict[str, int]:
        """The sum of the rows: `rows` is that of the others."""
        of_outlets = {name: sum(each[name] for each in counts.values()) for name in ("stored", "duplicate", "rejected")}
        return {
            "rows": taken.records,
            "stored": of_outlets["stored"],
            "duplicate": of_outlets["duplicate"] + taken.known,
            "set_aside": of_outlets["rejected"],
            "passed_over": taken.passed_over.total(),
            "unreadable": taken.unreadable,
        }

    def options(self) -> dict[str, Any]:
        """What the run stores of its tables: each file's SHA-256 and the map."""
        return {
            "tables": [
                {"file": str(each.table.path), "sha256": each.sha256, "map": each.columns.typed() or None}
                for each in self.sources
            ]
        }

    def notes(self, taken: ImportCounts) -> Iterator[str]:
        """Yield sentences on how the tables were read, and on rows that stand out."""
        for source in self.sources:
            yield from source.table.notes
        yield from self.counts.sentences()
        if removed := taken.passed_over[REMOVED_BEFORE]:
            yield f"rows {REMOVED_BEFORE}: {removed:,}"


def row_sum_sentence(numbers: Mapping[str, int]) -> str:
    """The sum of the rows in one line.

    >>> row_sum_sentence({"rows": 3, "stored": 1, "duplicate": 1, "set_aside": 0, "passed_over": 1, "unreadable": 0})
    'rows 3 = stored 1 + duplicate 1 + set aside 0 + passed over 1 + unreadable 0'
    """
    parts = [f"{name.replace('_', ' ')} {number:,}" for name, number in numbers.items() if name != "rows"]
    balances = numbers["rows"] == sum(numbers.values()) - numbers["rows"]
    return f"rows {numbers['rows']:,} {'=' if balances else '≠'} {' + '.join(parts)}"


def guess_lines(path: Path, sheet: str | None) -> tuple[str, list[str]]:
    """The command line with the guessed map, and what to check in it. Raises KlipingError where none can be guessed."""
    table = open_table(path, sheet)
    command = f"kliping import {shlex.quote(str(path))}"
    if sheet is not None:
        command += f" --sheet {shlex.quote(sheet)}"
    if _is_own_export(table):
        return command, [*table.notes, f"{path}: is an export of kliping, which needs no map"]
    guessed = guessed_map(table)
    columns = dict(guessed.columns or {})
    if missing := [name for name in NEEDED if name not in columns]:
        shown, more = shown_columns(table.columns)
        raise TableError(NO_COLUMN_GUESSED(path=path, fields=missing, columns=shown, more=more))
    first = next((row for row in table.rows() if row.fault is None), None)
    checks = [*table.notes, f"{path}: a guess by the names and the first rows; check it:"]
    for name, column in columns.items():
        value = " ".join(str((first.cells.get(column) if first else None) or "").split())
        checks.append(f"  {name} = {column}: {value[:SHOWN_VALUE]}{'...' if len(value) > SHOWN_VALUE else ''}")
    if "date" in columns and (words := _in_either_order(table, columns["date"])):
        checks.append(
            f"  day and month of {words} may stand in either order: write date={columns['date']}:dmy or :mdy, or such "
            "rows get no day"
        )
    return f"{command} --map {shlex.quote(guessed.typed())}", checks


def _is_own_export(table: ImportedTable) -> bool:
    try:
        return fitted_map(table, None).columns is None
    except KlipingError as error:
        if error.code != TABLE_NEEDS_MAP.code:
            raise
        return False


def _in_either_order(table: ImportedTable, column: str) -> str | None:
    from datetime import UTC, datetime
    from itertools import islice

    clock = PageClock(datetime.now(UTC), WIB)
    for row in islice(table.rows(), GUESSED_ROWS):
        read = cell_date(row.cells.get(column), clock, from_1904=table.from_1904)
        if isinstance(read, Refusal) and read.why == EITHER_ORDER:
            return read.words
    return None
