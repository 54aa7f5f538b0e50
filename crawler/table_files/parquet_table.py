"""Parquet files as tables; pyarrow reads them, in batches."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from corpus.errors import KlipingError
from corpus.messages.export_messages import NO_PYARROW
from corpus.messages.import_messages import TABLE_BROKEN, TABLE_EMPTY
from crawler.table_files.imported_table import TableError, TableRow, checked_row, plain_value

BUFFER = 1 << 20  # bytes of a column that are read at a time; else it is read whole
BATCH = 200
"""Rows that are read at a time; with their texts they are some hundred kilobytes."""


class ParquetTable:
    """A Parquet file. A column of nested values (objects, tables, bytes) is not read, and named in `nested`."""

    form = "Parquet"
    from_1904 = False
    has_mark = False

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._opened() as (pa, file):
            schema = file.schema_arrow
            self.nested = tuple(field.name for field in schema if not _is_flat(pa, field.type))
            self.columns = tuple(field.name for field in schema if field.name not in self.nested)
            if not file.metadata.num_rows:
                raise TableError(TABLE_EMPTY(path=path))
        self.notes = [f"{path}: columns of nested values are not read: {', '.join(self.nested)}"] if self.nested else []

    def rows(self) -> Iterator[TableRow]:
        """Yield the rows, counted from 1."""
        with self._opened() as (pa, file):
            number = 0
            for batch in file.iter_batches(BATCH, columns=list(self.columns), use_threads=False):
                columns = [_values(pa, batch.column(place)) for place in range(batch.num_columns)]
                names = batch.schema.names
                for place in range(batch.num_rows):
                    number += 1
                    cells = {name: column[place] for name, column in zip(names, columns, strict=True)}
                    yield checked_row(number, cells)

    @contextmanager
    def _opened(self) -> Iterator[tuple[Any, Any]]:
        try:
            import pyarrow as pa
            import pyarrow.parquet as pq
        except ImportError as error:
            raise KlipingError(NO_PYARROW(path=self.path)) from error
        try:
            with pq.ParquetFile(self.path, buffer_size=BUFFER, pre_buffer=False) as file:
                yield pa, file
        except (pa.ArrowException, OSError, MemoryError) as error:
            raise TableError(TABLE_BROKEN(path=self.path, fault=str(error).split("\n")[0][:200])) from error


def _is_flat(pa: Any, kind: Any) -> bool:
    """True for texts, numbers, days, times, and lists of these."""
    if pa.types.is_dictionary(kind):
        return _is_flat(pa, kind.value_type)
    if pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind):
        return not pa.types.is_nested(kind.value_type) and _is_flat(pa, kind.value_type)
    is_binary = pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_fixed_size_binary(kind)
    return not (pa.types.is_nested(kind) or is_binary)


def _values(pa: Any, column: Any) -> list[Any]:
    if pa.types.is_timestamp(column.type):  # Python has no nanoseconds
        column = column.cast(pa.timestamp("us", tz=column.type.tz), safe=False)
    return [plain_value(value) for value in column.to_pylist()]
