"""Merge knows every table of the corpus: a new one fails here until somebody decides what becomes of it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from corpus.file.derived_tables import DERIVED_TABLES
from corpus.file.schema_parts import SHADOWS
from corpus.merging.merged_tables import MERGED_TABLES, merged_rows

MADE_BY_OTHERS = {"sqlite_sequence", "_sqlite_migrations"}  # SQLite, sqlite-utils


def unknown_tables(path: Path) -> tuple[set[str], set[str]]:
    """The tables of a file that merge does not know, and those that it knows and the file has not."""
    with closing(sqlite3.connect(path)) as sql:
        names = {row[0] for row in sql.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    there = names - SHADOWS - MADE_BY_OTHERS
    return there - set(MERGED_TABLES), set(MERGED_TABLES) - there


def test_every_table_has_a_row(new_corpus: Path) -> None:
    assert unknown_tables(new_corpus) == (set(), set())


def test_a_table_that_merge_does_not_know_is_seen(new_corpus: Path, tmp_path: Path) -> None:
    path = tmp_path / "kliping.db"
    path.write_bytes(new_corpus.read_bytes())
    with closing(sqlite3.connect(path)) as sql:
        sql.execute("CREATE TABLE catatan (article_id INTEGER, text TEXT)")
    assert unknown_tables(path) == ({"catatan"}, set())


def test_each_table_stands_in_one_row_of_the_documentation() -> None:
    rows = list(merged_rows())
    assert all(sum(f"`{table}`" in row.split("|")[1] for row in rows) == 1 for table in MERGED_TABLES)
    assert set(DERIVED_TABLES) <= set(MERGED_TABLES)
