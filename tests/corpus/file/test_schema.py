"""The schema is what docs/corpus.md says, strict, and whole."""

import re
import sqlite3
from pathlib import Path

import pytest

from corpus.file.opening import SCHEMA_VERSION
from corpus.file.schema import SCHEMA_VERSION as MIGRATIONS
from corpus.store import Corpus

DOCS = Path(__file__).parents[3] / "docs" / "corpus.md"
NOT_OURS = ("_sqlite_migrations", "sqlite_", "articles_fts")


def _tables(corpus: Corpus) -> dict[str, list[tuple[str, str]]]:
    """Table or view -> its columns as (name, type)."""
    names = [
        row[0]
        for row in corpus.conn.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
        if not row[0].startswith(NOT_OURS)
    ]
    return {n: [(r[1], r[2]) for r in corpus.conn.execute(f"PRAGMA table_info('{n}')")] for n in names}


def _documented() -> dict[str, list[tuple[str, str]]]:
    """The same, from the headings (### `table`) and tables (| `column` | TYPE | ...) of the page."""
    found: dict[str, list[tuple[str, str]]] = {}
    for line in DOCS.read_text(encoding="utf-8").splitlines():
        if heading := re.fullmatch(r"### `(\w+)`.*", line):
            table = found.setdefault(heading[1], [])
        elif line.startswith("#"):
            table = []  # a list that is no table of the file, as that of exports
        elif row := re.match(r"\| `(\w+)` \|\s*(\w*)\s*\|", line):
            table.append((row[1], row[2]))
    return found


def test_every_table_and_column_is_documented_and_nothing_else(corpus: Corpus) -> None:
    assert _documented() == _tables(corpus)


def test_tables_are_strict(corpus: Corpus) -> None:
    loose = [
        row[1]
        for row in corpus.conn.execute("PRAGMA table_list")
        if row[2] == "table" and not row[5] and not row[1].startswith(NOT_OURS)
    ]
    assert loose == []


def test_the_file_tells_its_schema(corpus: Corpus) -> None:
    assert corpus.conn.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION == MIGRATIONS


def test_references_are_kept(filled: Corpus) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        filled.conn.execute("DELETE FROM outlets")


def test_a_wrong_type_is_refused(filled: Corpus) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="cannot store"):
        filled.conn.execute("UPDATE articles SET words = 'banyak'")


def test_a_removed_article_takes_its_details_along(filled: Corpus) -> None:
    filled.conn.execute("DELETE FROM articles")
    left = {
        table: filled.conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("origins", "removed_lines", "grades", "matches", "misdated", "article_captures", "versions")
    }
    assert set(left.values()) == {0}, left
