"""Checksums of the rows: one SHA-256 an article, and sums that each write keeps right (`keep_sums`).

SQLite notices damage to the structure of its file; a byte that changed within a text is a sound file to it. So each
article has a row in `article_sums`: the SHA-256 of its row, and a sum over the rows of other tables that belong to it.
Each table that can't be made again from the archive has a row in `table_sums`: how many rows, and a sum over them.

A sum is that of the rows' digests (first 8 bytes), so the order of the rows doesn't matter and a write costs the same
however many there are. Temporary triggers of our own connections keep them; so a change that another program makes,
or the disk, shows as a sum that differs. A damaged row that is changed or deleted takes its damage along: the sum goes
on to differ. What is written whole from a capture (`corpus.store`) sets the article's sums anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import Literal

from corpus.file.schema_parts import added_columns
from corpus.fingerprint import text_sha256

SUMMED_TABLES = (
    "meta",
    "outlets",
    "topics",
    "runs",
    "captures",
    "article_ids",
    "aliases",
    "frontier",
    "run_outcomes",
    "ledger",
    "samples",
    "sample_articles",
    "labels",
    "tombstones",
    "validators",
    "watches",
    "listing_examples",
    "looks",
    "events",
    "merged_ids",
    "merged_runs",
)
"""Each has one sum over its rows: what they hold can't be made again from the archive."""

DETAIL_TABLES = ("article_captures", "origins", "removed_lines", "misdated", "page_words", "outside", "images")
"""Rows of an article that are written anew with it: the sum `details`."""

VERSION_TABLES = ("versions",)
"""Rows of an article that stay when it is written anew: the sum `versions`."""

OWNED_TABLES = (*DETAIL_TABLES, *VERSION_TABLES)
WITH_SUMS = frozenset({"articles", *OWNED_TABLES, *SUMMED_TABLES})

TypedColumns = tuple[tuple[str, str], ...]
"""Name and type of each column of a table, in order."""

ArticlePart = Literal["row", "details", "versions", "sums", "article"]
"""What of an article differs: its row, its rows in other tables; or its sums, or all of it, are missing."""

FIRST_WITH_SUMS = 11  # the schema that has them
DIFFERS = "differs"  # in place of the SHA-256 of an article that was damaged before its checksum was computed
_BATCH = 500  # articles read at once
_MASK, _SIGN = (1 << 64) - 1, 1 << 63
Value = bytes | str | int | float | None


@dataclass(frozen=True, slots=True)
class WrongArticle:
    """An article that is not as this program wrote it, and which of its parts are not."""

    id: int
    parts: tuple[ArticlePart, ...]


def row_digest(table: str, names: Sequence[str], values: Iterable[Value]) -> bytes:
    """Return the SHA-256 of a row: the table's name, then each value that is not NULL, in the order of the columns.

    A value is written as name, NUL, its length in bytes, NUL, and its UTF-8 or decimal digits; so a new column without
    a value doesn't change it.
    """
    pieces = [table.encode()]
    for name, value in zip(names, values, strict=True):
        if value is not None:
            data = value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")
            pieces.append(b"\0%s\0%d\0" % (name.encode(), len(data)))
            pieces.append(data)
    return sha256(b"".join(pieces)).digest()


def keep_sums(sql: sqlite3.Connection) -> None:
    """Let this connection keep all sums right with each write, by temporary triggers that only it has."""
    tables = _tables_columns(sql)
    _add_functions(sql, {table: tuple(name for name, _ in typed) for table, typed in tables})
    for trigger in _triggers(tables):
        sql.execute(trigger)


def create_sums(sql: sqlite3.Connection) -> None:
    """Compute every sum from the rows as they are."""
    accept_tables(sql, SUMMED_TABLES)
    sql.execute("DELETE FROM article_sums")
    ids = [row[0] for row in sql.execute("SELECT id FROM articles ORDER BY id")]
    for batch in _batches(ids):
        sql.executemany("INSERT INTO article_sums VALUES (?, ?, ?, ?)", list(_article_sums(sql, batch)))


def accept_tables(sql: sqlite3.Connection, tables: Iterable[str]) -> None:
    """Compute the sums of these tables from their rows as they are."""
    for table in tables:
        sql.execute(
            """INSERT INTO table_sums (name, rows, sum) VALUES (?, ?, ?)
            ON CONFLICT (name) DO UPDATE SET rows = excluded.rows, sum = excluded.sum""",
            (table, *_table_sum(sql, table)),
        )


def accept_article(sql: sqlite3.Connection, article_id: int) -> None:
    """Set the checksum of an article's row that was just written whole."""
    sql.execute(
        f"""INSERT INTO article_sums (article_id, row_sha256, details, versions)
        SELECT id, article_sha256({_values(sql, "articles", "articles")}), 0, 0 FROM articles WHERE id = ?
        ON CONFLICT (article_id) DO UPDATE SET row_sha256 = excluded.row_sha256""",  # noqa: S608 - names are ours
        (article_id,),
    )


def forget_details(sql: sqlite3.Connection, article_id: int) -> None:
    """Delete an article's rows in `DETAIL_TABLES`, to be written anew; damage in them is gone with them."""
    for table in DETAIL_TABLES:
        sql.execute(f"DELETE FROM {table} WHERE article_id = ?", (article_id,))  # noqa: S608 - names are ours
    sql.execute("UPDATE article_sums SET details = 0 WHERE article_id = ?", (article_id,))


def forget_versions(sql: sqlite3.Connection, article_id: int) -> None:
    """Delete an article's versions, to be written anew; damage in them is gone with them."""
    sql.execute("DELETE FROM versions WHERE article_id = ?", (article_id,))
    sql.execute("UPDATE article_sums SET versions = 0 WHERE article_id = ?", (article_id,))


def wrong_tables(sql: sqlite3.Connection) -> list[str]:
    """Return those of `SUMMED_TABLES` whose rows are not those that this program wrote."""
    return [table for table in SUMMED_TABLES if not _table_agrees(sql, table)]


def wrong_articles(sql: sqlite3.Connection, ids: Sequence[int] | None = None) -> Iterator[WrongArticle]:
    """Yield the articles that are not as this program wrote them, of these ids or of all, by id."""
    if ids is None:
        ids = [row[0] for row in sql.execute("SELECT id FROM articles UNION SELECT article_id FROM article_sums")]
    for batch in _batches(sorted(ids)):
        with _one_state(sql):
            stored = _stored_sums(sql, batch)
            computed = {row[0]: row for row in _article_sums(sql, batch)}
        for number in batch:
            if parts := _parts(stored.get(number), computed.get(number)):
                yield WrongArticle(number, parts)


@dataclass(frozen=True, slots=True)
class Differences:
    """What differs from its checksum: take it before a migration, `create_sums` after it, then `mark`."""

    articles: tuple[int, ...]
    tables: tuple[str, ...]

    def mark(self, sql: sqlite3.Connection) -> None:
        """Set the checksums of what differed to values that no rows have."""
        marks = [(DIFFERS, number) for number in self.articles]
        sql.executemany("UPDATE article_sums SET row_sha256 = ? WHERE article_id = ?", marks)
        sql.executemany("UPDATE table_sums SET rows = -1 WHERE name = ?", [(table,) for table in self.tables])


def what_differs(sql: sqlite3.Connection) -> Differences:
    """Return what differs from its checksum now; nothing in a corpus of an older schema, which has none."""
    if sql.execute("SELECT 1 FROM sqlite_schema WHERE name = 'article_sums'").fetchone() is None:
        return Differences((), ())
    not_yet = set(SUMMED_TABLES) - {row[0] for row in sql.execute(_WITH_SUM_OR_ROWS)}
    tables = tuple(table for table in wrong_tables(sql) if table not in not_yet)
    return Differences(tuple(wrong.id for wrong in wrong_articles(sql)), tables)


_WITH_SUM_OR_ROWS = "SELECT name FROM table_sums UNION SELECT name FROM sqlite_schema WHERE type = 'table'"


def _table_agrees(sql: sqlite3.Connection, table: str) -> bool:
    with _one_state(sql):
        stored = sql.execute("SELECT rows, sum FROM table_sums WHERE name = ?", (table,)).fetchone()
        return stored is not None and tuple(stored) == _table_sum(sql, table)


@contextmanager
def _one_state(sql: sqlite3.Connection) -> Iterator[None]:
    """Read the rows and their sum as they are at one moment, while another program writes."""
    if sql.in_transaction:
        yield
        return
    sql.execute("BEGIN")
    try:
        yield
    finally:
        sql.execute("COMMIT")


def failing_texts(sql: sqlite3.Connection) -> tuple[int, ...]:
    """Return the articles whose text is not that of its fingerprint, or that have bytes that can't be a text.

    No more can be checked in a corpus that is older than its checksums.
    """
    texts = sql.execute(
        f"""SELECT id, CAST(text AS BLOB), CAST(text_sha256 AS BLOB), {_values(sql, "articles", "articles")}
        FROM articles"""  # noqa: S608 - names are ours
    )
    return tuple(
        number
        for number, text, stored, *values in texts
        if text_sha256(text.decode("utf-8", "replace")).encode() != stored or not all(map(_is_text, values))
    )


def _is_text(value: Value) -> bool:
    """Return False for bytes that are not UTF-8."""
    try:
        return not isinstance(value, bytes) or value.decode() is not None
    except UnicodeDecodeError:
        return False


ArticleSums = tuple[int, str, int, int]
"""A row of `article_sums`: id, SHA-256 of the row, sums of details and versions."""


def _parts(stored: ArticleSums | None, computed: ArticleSums | None) -> tuple[ArticlePart, ...]:
    if computed is None:
        return ("article",) if stored is not None else ()
    if stored is None:
        return ("sums",)
    names: tuple[ArticlePart, ...] = ("row", "details", "versions")
    return tuple(name for name, a, b in zip(names, stored[1:], computed[1:], strict=True) if a != b)


def _stored_sums(sql: sqlite3.Connection, ids: Sequence[int]) -> dict[int, ArticleSums]:
    marks = ", ".join("?" * len(ids))
    rows = sql.execute(
        f"""SELECT article_id, CAST(row_sha256 AS BLOB), details, versions FROM article_sums
        WHERE article_id IN ({marks})""",  # noqa: S608 - marks are ours
        ids,
    )
    return {row[0]: (row[0], row[1].decode("ascii", "replace"), row[2], row[3]) for row in rows}


def _article_sums(sql: sqlite3.Connection, ids: Sequence[int]) -> Iterator[ArticleSums]:
    """Yield the sums of these articles as their rows are now."""
    marks = ", ".join("?" * len(ids))
    totals: dict[str, dict[int, int]] = {"details": {}, "versions": {}}
    for table in OWNED_TABLES:
        if not (names := columns(sql, table)):
            continue  # a corpus of an older schema, which has no such table
        of = totals["versions" if table in VERSION_TABLES else "details"]
        rows = sql.execute(
            f"SELECT article_id, {_values(sql, table, table)} FROM {table} WHERE article_id IN ({marks})",  # noqa: S608
            ids,
        )
        for number, *values in rows:
            of[number] = _plus(of.get(number, 0), row_digest(table, names, values))
    names = columns(sql, "articles")
    rows = sql.execute(
        f"SELECT id, {_values(sql, 'articles', 'articles')} FROM articles WHERE id IN ({marks})",  # noqa: S608
        ids,
    )
    for number, *values in rows:
        digest = row_digest("articles", names, values).hex()
        yield number, digest, totals["details"].get(number, 0), totals["versions"].get(number, 0)


def _table_sum(sql: sqlite3.Connection, table: str) -> tuple[int, int]:
    """Return (number of rows, their sum) of a table as it is now."""
    names = columns(sql, table)
    number = total = 0
    for values in sql.execute(f"SELECT {_values(sql, table, table)} FROM {table}"):  # noqa: S608 - names are ours
        number += 1
        total += int.from_bytes(row_digest(table, names, values)[:8], "big")
    return number, _signed(total)


def columns(sql: sqlite3.Connection, table: str) -> tuple[str, ...]:
    """Return the names of the table's columns in their order, without those that another program added."""
    return tuple(name for name, _ in _typed_columns(sql, table))


def _typed_columns(sql: sqlite3.Connection, table: str) -> TypedColumns:
    """Return the columns that a row's checksum covers."""
    added = added_columns(sql, table)
    typed = sql.execute("SELECT name, type FROM pragma_table_xinfo(?)", (table,)).fetchall()
    return tuple((name, kind) for name, kind in typed if name.casefold() not in added)


def _tables_columns(sql: sqlite3.Connection) -> tuple[tuple[str, TypedColumns], ...]:
    """Return each table that has a sum, with its columns; where others added some, nothing is opened for writing."""
    rows = sql.execute(
        """SELECT sqlite_master.name, x.name, x.type
        FROM sqlite_master CROSS JOIN pragma_table_xinfo(sqlite_master.name) x
        WHERE sqlite_master.type = 'table' ORDER BY sqlite_master.name, x.cid"""
    ).fetchall()
    tables = ((table, tuple(row[1:] for row in of)) for table, of in groupby(rows, key=itemgetter(0)))
    return tuple((table, typed) for table, typed in tables if table in WITH_SUMS)


def _values(sql: sqlite3.Connection, table: str, row: str) -> str:
    """Return the SQL of a row's values, of the table's columns as they are now."""
    return _row_values(_typed_columns(sql, table), row)


def _row_values(typed: TypedColumns, row: str) -> str:
    """Return the SQL of a row's values: texts as their bytes, so that damaged UTF-8 can be read, too."""
    return ", ".join(f'CAST({row}."{n}" AS BLOB)' if kind == "TEXT" else f'{row}."{n}"' for n, kind in typed)


@lru_cache(maxsize=2)
def _triggers(tables: tuple[tuple[str, TypedColumns], ...]) -> tuple[str, ...]:
    """Return the statements that make the temporary triggers of these tables; each opening needs the same."""
    return tuple(_trigger_statements(dict(tables)))


def _trigger_statements(typed: Mapping[str, TypedColumns]) -> Iterator[str]:
    for table in SUMMED_TABLES:
        new, old = _row_values(typed[table], "new"), _row_values(typed[table], "old")
        added, gone = f"sum_with('{table}', sum, {new})", f"sum_without('{table}', sum, {old})"
        both = f"sum_with('{table}', sum_without('{table}', sum, {old}), {new})"
        for event, changes in (
            ("INSERT", f"rows = rows + 1, sum = {added}"),
            ("DELETE", f"rows = rows - 1, sum = {gone}"),
            ("UPDATE", f"sum = {both}"),
        ):
            yield _trigger(table, event, f"UPDATE table_sums SET {changes} WHERE name = '{table}';")  # noqa: S608
    for table in OWNED_TABLES:
        name = "versions" if table in VERSION_TABLES else "details"
        added = _owned(name, f"sum_with('{table}', {name}, {_row_values(typed[table], 'new')})", "new")
        gone = _owned(name, f"sum_without('{table}', {name}, {_row_values(typed[table], 'old')})", "old")
        for event, body in (("INSERT", added), ("DELETE", gone), ("UPDATE", gone + added)):
            yield _trigger(table, event, body)
    new, old = _row_values(typed["articles"], "new"), _row_values(typed["articles"], "old")
    yield _trigger(
        "articles",
        "INSERT",
        f"""INSERT INTO article_sums VALUES (new.id, article_sha256({new}), 0, 0)
        ON CONFLICT (article_id) DO NOTHING;""",  # noqa: S608 - names are ours
    )
    yield _trigger(
        "articles",
        "UPDATE",
        f"""UPDATE article_sums SET row_sha256 = article_sha256({new})
        WHERE article_id = new.id AND row_sha256 = article_sha256({old});""",  # noqa: S608 - names are ours
    )


def _owned(name: str, value: str, row: str) -> str:
    return f"UPDATE article_sums SET {name} = {value} WHERE article_id = {row}.article_id;"  # noqa: S608


def _trigger(table: str, event: str, body: str) -> str:
    return f"CREATE TEMP TRIGGER sums_{table}_{event.lower()} AFTER {event} ON main.{table} BEGIN {body} END"


def _add_functions(sql: sqlite3.Connection, names: Mapping[str, tuple[str, ...]]) -> None:
    def with_row(table: str, total: int, *values: Value) -> int:
        return _plus(total, row_digest(table, names[table], values))

    def without_row(table: str, total: int, *values: Value) -> int:
        return _signed(total - int.from_bytes(row_digest(table, names[table], values)[:8], "big"))

    sql.create_function("sum_with", -1, with_row, deterministic=True)
    sql.create_function("sum_without", -1, without_row, deterministic=True)
    sql.create_function(
        "article_sha256",
        -1,
        lambda *values: row_digest("articles", names["articles"], values).hex(),
        deterministic=True,
    )


def _plus(total: int, digest: bytes) -> int:
    return _signed(total + int.from_bytes(digest[:8], "big"))


def _signed(number: int) -> int:
    """Return the number modulo 2^64 as SQLite's integers hold it."""
    return ((number + _SIGN) & _MASK) - _SIGN


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), _BATCH):
        yield ids[start : start + _BATCH]
