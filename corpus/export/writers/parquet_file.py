"""Write Parquet: typed columns, packed by zstd, the same bytes for the same rows."""

from __future__ import annotations

import itertools
from pathlib import Path

from corpus.errors import KlipingError
from corpus.export.arrow_columns import arrow_array, arrow_schema
from corpus.export.content import ExportContent, ExportTable, in_order
from corpus.messages.export_messages import NO_PYARROW

GROUP = 2_000
"""Rows of a row group: with their texts they are some megabytes, however many articles there are."""


def write_parquet(content: ExportContent, path: Path) -> int:
    """Write the articles and return how many there were. Raises KlipingError where pyarrow is not installed."""
    return write_parquet_table(content.articles, path)


def write_parquet_table(table: ExportTable, path: Path) -> int:
    """Write a table and return its number of rows. Raises KlipingError where pyarrow is not installed.

    A day is date32, an instant timestamp[us, UTC], a local time timestamp[us] without a zone, a list list<string>; json
    is text. The meaning of each column stands in its field's metadata.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise KlipingError(NO_PYARROW(path=path)) from error
    columns = table.columns
    schema = arrow_schema(pa, columns)
    rows, number = iter(table.rows), 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        while some := list(itertools.islice(rows, GROUP)):
            values = zip(*map(in_order(columns), some), strict=True)
            arrays = [arrow_array(pa, *each) for each in zip(values, columns, schema.types, strict=False)]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
            number += len(some)
    return number
