"""Write Parquet: typed columns, packed by zstd, the same bytes for the same rows."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from corpus.columns import Column
from corpus.errors import KlipingError
from corpus.export.content import ExportContent, Row, typed
from corpus.messages.export_messages import NO_PYARROW

GROUP = 2_000
"""Rows of a row group: with their texts they are some megabytes, however many articles there are."""


def write_parquet(content: ExportContent, path: Path) -> int:
    """Write the articles and return how many there were. Raises KlipingError where pyarrow is not installed.

    A day is date32, an instant timestamp[us, UTC], a local time timestamp[us] without a zone, a list list<string>; json
    is text. The meaning of each column stands in its field's metadata.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise KlipingError(NO_PYARROW(path=path)) from error
    columns = content.articles.columns
    schema = arrow_schema(pa, columns)
    readers = [_reader(column) for column in columns]
    rows, number = iter(content.articles.rows), 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        while some := list(itertools.islice(rows, GROUP)):
            arrays = [
                pa.array([read(row) for row in some], field.type) for read, field in zip(readers, schema, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
            number += len(some)
    return number


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


def _reader(column: Column) -> Callable[[Row], Any]:
    """Return what gives a row's value as Arrow takes it."""
    name = column.name
    if column.type == "json":
        return lambda row: None if row[name] is None else json.dumps(row[name], ensure_ascii=False)
    if column.type == "list":
        return lambda row: None if row[name] is None else [str(each) for each in row[name]]
    if column.type == "text":
        return lambda row: row[name]
    return lambda row: typed(row[name], column)
