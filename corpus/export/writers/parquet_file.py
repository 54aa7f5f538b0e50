"""Write Parquet: typed columns, packed by zstd, the same bytes for the same rows."""

from __future__ import annotations

from pathlib import Path

from corpus.errors import KlipingError
from corpus.export.arrow_columns import arrow_schema, arrow_tables
from corpus.export.content import ExportContent, ExportTable
from corpus.messages.export_messages import NO_PYARROW


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
    number = 0
    with pq.ParquetWriter(path, arrow_schema(pa, table.columns), compression="zstd") as writer:
        for some in arrow_tables(pa, table):
            writer.write_table(some)
            number += some.num_rows
    return number
