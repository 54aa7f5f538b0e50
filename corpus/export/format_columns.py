"""Which columns an export in a format has (`columns_of`): those that are named, else those that the format has."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.columns import COLUMN_BY_NAME, Column
from corpus.errors import KlipingError
from corpus.export.formats import ExportFormat
from corpus.export.rows import chosen_columns
from corpus.messages.export_messages import FORMAT_NEEDS_COLUMNS, FORMAT_NEEDS_TEXT


def columns_of(
    form: ExportFormat, names: Sequence[str] | None = None, *, with_text: bool = False
) -> tuple[Column, ...]:
    """Return the columns with these names; if no names are given, those of the format, or all.

    Raises KlipingError with a sentence as `chosen_columns` does, and for a format that needs the text or other columns.
    """
    if not with_text and any(COLUMN_BY_NAME[name].wording for name in form.needs):
        raise KlipingError(FORMAT_NEEDS_TEXT(form=form.name))
    columns = chosen_columns(names if names is not None else form.usual or None, with_text=with_text)
    check_needs(form, columns)
    return columns


def check_needs(form: ExportFormat, columns: Sequence[Column]) -> None:
    """Raise KlipingError with a sentence if these columns lack one that the format needs."""
    has = {column.name for column in columns}
    if missing := [name for name in form.needs if name not in has]:
        raise KlipingError(FORMAT_NEEDS_COLUMNS(form=form.name, names=missing))
