"""The map from an article's fields to a table's columns: typed by the user (`read_map`), guessed, or kliping's own."""

from __future__ import annotations

import csv
import re
import shlex
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from corpus.columns import COLUMN_BY_NAME
from corpus.errors import KlipingError
from corpus.messages.hint_messages import NAMES_AND_MORE, THERE_ARE
from corpus.messages.import_messages import (
    MAP_COLUMN_DOUBLE,
    MAP_COLUMN_TWICE,
    MAP_COLUMN_UNKNOWN,
    MAP_FIELD_TWICE,
    MAP_FIELD_UNKNOWN,
    MAP_NEEDS,
    MAP_NOT_READ,
    MAP_ORDER_OF_DATES,
    MAP_TWICE,
    OWN_WITHOUT_TEXT,
    TABLE_NEEDS_MAP,
)
from corpus.near_names import did_you_mean
from crawler.table_files.imported_table import ImportedTable, TableRow, shown_columns

FIELDS = (
    *("url", "title", "date", "text", "authors", "editor", "outlet", "section", "tags", "place", "dateline", "credit"),
    "modified",
)
"""What a map may name; `outlet` is stored with the row only: an article's outlet is that of its address."""
NEEDED = ("url", "text")
DATES = ("date", "modified")
ORDERS = ("dmy", "mdy")
OWN_NAMES = ("doc_id", "key")
GUESSED_ROWS = 200  # that are looked at
GUESSES: Mapping[str, tuple[str, ...]] = {
    "url": ("url", "link", "alamat", "tautan", "article_url", "page_url", "source_url", "permalink", "uri", "laman"),
    "title": ("title", "judul", "headline", "article_title", "judul_berita"),
    "date": (
        *("date", "tanggal", "published", "publish_date", "published_at", "pub_date", "published_date", "tgl"),
        *("publication_date", "tanggal_terbit", "waktu", "datetime", "time", "timestamp"),
    ),
    "text": ("text", "isi", "content", "body", "konten", "article_text", "full_text", "isi_berita", "teks", "berita"),
    "authors": ("authors", "author", "penulis", "writer", "byline", "wartawan", "reporter"),
    "editor": ("editor", "penyunting"),
    "outlet": ("outlet", "media", "source", "sumber", "publisher", "media_name", "portal", "domain"),
    "section": ("section", "rubrik", "kanal", "kategori", "category"),
    "tags": ("tags", "tag", "keywords", "kata_kunci"),
}
"""Names of columns by field, the likeliest first, as they are met in data sets; in small letters, words joined by _."""
LEAST_TEXT = 200  # characters: the median of a column of articles' texts has more


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Field -> column, and the orders of day and month that were said. `columns` is None for an export of kliping."""

    columns: Mapping[str, str] | None
    orders: Mapping[str, str] = field(default_factory=dict)

    def column(self, name: str) -> str:
        """The column of a field that every map has ("url", "text")."""
        return name if self.columns is None else self.columns[name]

    def typed(self) -> str:
        """The map as it is typed behind --map."""
        pairs = []
        for name, column in (self.columns or {}).items():
            pair = f"{name}={column}" + (f":{self.orders[name]}" if name in self.orders else "")
            pairs.append('"' + pair.replace('"', '""') + '"' if set(pair) & set(',"') else pair)
        return ",".join(pairs)


def read_map(typed: Sequence[str]) -> ColumnMap:
    """Read the value of --map: "url=link,title=judul,date=tanggal:dmy,text=isi". Raises KlipingError.

    >>> read_map(['url=link,"title=judul, utama",date=tgl:dmy,text=isi']).columns["title"]
    'judul, utama'
    """
    if len(typed) > 1:
        raise KlipingError(MAP_TWICE())
    pairs = next(csv.reader([typed[0]], skipinitialspace=True), [])
    columns: dict[str, str] = {}
    orders: dict[str, str] = {}
    for pair in pairs:
        name, is_pair, column = (part.strip() for part in pair.partition("="))
        if not (is_pair and name and column):
            raise KlipingError(MAP_NOT_READ(pair=pair))
        if name not in FIELDS:
            raise KlipingError(MAP_FIELD_UNKNOWN(field=name, hint=did_you_mean(name, FIELDS, THERE_ARE(names=FIELDS))))
        if name in columns:
            raise KlipingError(MAP_FIELD_TWICE(field=name, first=columns[name], second=column))
        start, _, order = column.rpartition(":")
        if start and order in ORDERS:
            if name not in DATES:
                raise KlipingError(MAP_ORDER_OF_DATES(pair=pair))
            column, orders[name] = start, order
        if column in columns.values():
            other = next(field for field, used in columns.items() if used == column)
            raise KlipingError(MAP_COLUMN_TWICE(column=column, first=other, second=name))
        columns[name] = column
    if missing := [name for name in NEEDED if name not in columns]:
        raise KlipingError(MAP_NEEDS(fields=missing))
    return ColumnMap(columns, orders)


def fitted_map(table: ImportedTable, typed: ColumnMap | None) -> ColumnMap:
    """The typed map where the table has its columns (in any case), else the one of kliping's own exports.

    Raises KlipingError with the nearest name for a column that isn't there, and for a table that needs a map.
    """
    if typed is None:
        return _own_map(table)
    columns = {}
    for name, column in (typed.columns or {}).items():
        columns[name] = _column(table, column)
    return ColumnMap(columns, typed.orders)


def _column(table: ImportedTable, column: str) -> str:
    if f"{column} (2)" in table.columns:
        raise KlipingError(MAP_COLUMN_DOUBLE(path=table.path, column=column))
    if column in table.columns:
        return column
    like = [name for name in table.columns if name.casefold() == " ".join(column.split()).casefold()]
    if len(like) == 1:
        return like[0]
    shown, more = shown_columns(table.columns)
    there = THERE_ARE(names=(NAMES_AND_MORE(names=shown, more=more),))
    raise KlipingError(
        MAP_COLUMN_UNKNOWN(path=table.path, column=column, hint=did_you_mean(column, table.columns, there))
    )


def _own_map(table: ImportedTable) -> ColumnMap:
    names = set(table.columns)
    is_own = "url" in names and (names <= COLUMN_BY_NAME.keys() or names.issuperset(OWN_NAMES))
    if is_own and "text" in names:
        return ColumnMap(None)
    if is_own:
        raise KlipingError(OWN_WITHOUT_TEXT(path=table.path))
    shown, more = shown_columns(table.columns)
    raise KlipingError(
        TABLE_NEEDS_MAP(
            path=table.path, columns=NAMES_AND_MORE(names=shown, more=more), file=shlex.quote(str(table.path))
        )
    )


def guessed_map(table: ImportedTable) -> ColumnMap:
    """The map that the names of the columns and the first rows suggest; of two that fit the likelier name counts.

    An address must look like one in most rows, a text must be long. Columns of other names are tried for these two.
    """
    rows = [row for row in islice(table.rows(), GUESSED_ROWS) if row.fault is None]
    columns: dict[str, str] = {}
    for name, likely in GUESSES.items():
        named = {_folded(column): column for column in reversed(table.columns) if column not in columns.values()}
        column = next((named[each] for each in likely if each in named and _fits(name, rows, named[each])), None)
        if column is None and name in NEEDED:
            column = next((each for each in named.values() if _fits(name, rows, each, strict=True)), None)
        if column is not None:
            columns[name] = column
    return ColumnMap(columns)


def _folded(column: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", column.lower()).strip("_")


def _fits(name: str, rows: Sequence[TableRow], column: str, *, strict: bool = False) -> bool:
    values = _texts(rows, column)
    if name == "url":
        return bool(values) and sum(value.startswith(("http://", "https://")) for value in values) * 2 > len(values)
    if name == "text" and strict:
        return bool(values) and sorted(map(len, values))[len(values) // 2] >= LEAST_TEXT
    if name in {"title", "date", "text"}:
        return not any(value.startswith(("http://", "https://")) for value in values)
    return True


def _texts(rows: Iterable[TableRow], column: str) -> list[str]:
    values: Iterable[Any] = (row.cells.get(column) for row in rows)
    return [text for value in values if value is not None and (text := str(value).strip())]
