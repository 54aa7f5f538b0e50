"""The columns of an export as Arrow has them: their types (`arrow_schema`), and their values (`arrow_reader`)."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from corpus.columns import Column
from corpus.export.content import Row, typed


def arrow_schema(pa: Any, columns: Sequence[Column]) -> Any:
    """Return the Arrow schema of these columns; `pa` is pyarrow."""
    types = {
        "text": pa.string(),
        "json": pa.string(),
        "int": pa.int64(),
        "float": pa.float64(),
        "bool": pa.bool_(),
        "day": pa.date32(),
        "instant": pa.timestamp("us", tz="UTC"),
        "local": pa.timestamp("us"),
        "list": pa.list_(pa.string()),
    }
    meanings = [{"description": column.meaning} if column.meaning else None for column in columns]
    fields = zip(columns, meanings, strict=True)
    return pa.schema([pa.field(column.name, types[column.type], metadata=meaning) for column, meaning in fields])


def arrow_reader(column: Column) -> Callable[[Row], Any]:
    """Return what gives a row's value as Arrow takes it."""
    name = column.name
    if column.type == "json":
        return lambda row: None if row[name] is None else json.dumps(row[name], ensure_ascii=False)
    if column.type == "list":
        return lambda row: None if row[name] is None else [str(each) for each in row[name]]
    if column.type == "text":
        return lambda row: row[name]
    return lambda row: typed(row[name], column)
