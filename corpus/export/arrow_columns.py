"""The columns of an export as Arrow has them: their types (`arrow_schema`), and their values (`arrow_array`)."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Sequence
from typing import Any

from corpus.columns import Column
from corpus.export.content import ExportTable, in_order

GROUP = 2_000
"""Rows of an Arrow table: with their texts they are some megabytes, however many articles there are."""


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


def arrow_tables(pa: Any, table: ExportTable) -> Iterator[Any]:
    """Yield the rows as Arrow tables of at most 2,000: texts do not stand in the memory twice."""
    schema, values = arrow_schema(pa, table.columns), in_order(table.columns)
    rows = iter(table.rows)
    while some := [values(row) for row in itertools.islice(rows, GROUP)]:
        columns = zip(zip(*some, strict=True), table.columns, schema.types, strict=True)
        yield pa.Table.from_arrays([arrow_array(pa, *each) for each in columns], schema=schema)


def arrow_array(pa: Any, values: Sequence[Any], column: Column, kind: Any) -> Any:
    """Return the values of a column as an Arrow array of this type."""
    if column.type == "json":
        values = [None if value is None else json.dumps(value, ensure_ascii=False) for value in values]
    elif column.type == "list":
        values = [None if value is None else [str(each) for each in value] for value in values]
    elif column.type in ("day", "instant", "local"):
        return pa.array(values, pa.string()).cast(kind)  # Arrow reads ISO 8601 itself, many times faster
    return pa.array(values, kind)
