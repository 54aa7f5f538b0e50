"""What an export holds (`ExportContent`): a table of articles, tables beside it, and what is known of the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import itemgetter
from typing import Any

from corpus.columns import Column

Row = Mapping[str, Any]
"""Column's name -> value, as `Column.loaded` gives it."""


@dataclass(frozen=True, slots=True)
class ExportTable:
    """A table of an export: its name, its columns, and its rows, which can be read once. `meaning` is for readers."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Row]
    meaning: str = ""


@dataclass(slots=True)
class ExportContent:
    """The tables of an export, that of the articles first, and the facts about it (a name and a sentence each).

    Tables are read in their order, each row once. `notice` is what goes with others' texts. `notes` is for what a
    format has to say of what it wrote: that a long table was split, for example; the command prints them.
    """

    articles: ExportTable
    beside: Sequence[ExportTable] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    notice: str = ""

    @property
    def tables(self) -> Sequence[ExportTable]:
        """All tables, that of the articles first."""
        return (self.articles, *self.beside)

    @property
    def has_wording(self) -> bool:
        """True if a column of a table holds others' words."""
        return any(column.wording for table in self.tables for column in table.columns)

    def alone(self, table: ExportTable) -> ExportContent:
        """Return the content of a file for this table alone; it shares the notes."""
        return ExportContent(table, (), self.facts, self.notes, self.notice)


def in_order(columns: Sequence[Column]) -> Callable[[Row], tuple[Any, ...]]:
    """Return what gives a row's values in the order of the columns.

    >>> in_order([Column("b"), Column("a")])({"a": 1, "b": 2})
    (2, 1)
    """
    names = [column.name for column in columns]
    return itemgetter(*names) if len(names) > 1 else lambda row: tuple(row[name] for name in names)


def typed(value: Any, column: Column) -> Any:
    """Return a row's value as Python has its type: a day as date, an instant or local time as datetime; others as is.

    >>> typed("2023-11-20", Column("day", "day")), typed("2023-11-20T03:15:00Z", Column("at", "instant")).hour
    (datetime.date(2023, 11, 20), 3)
    """
    if value is None:
        return None
    if column.type == "day":
        return date.fromisoformat(value)
    if column.type in ("instant", "local"):
        return datetime.fromisoformat(value)
    return value
