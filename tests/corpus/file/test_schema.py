"""The schema is what docs/corpus.md and schema.sql say, strict, and whole."""

import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from corpus.file.schema import SCHEMA_VERSION
from corpus.file.schema.current import SCHEMA_FILE, schema_sql
from corpus.file.schema.migrations import MIGRATION_STEPS, migrations
from corpus.store import Corpus

DOCS = Path(__file__).parents[3] / "docs" / "corpus.md"
NOT_OURS = ("_sqlite_migrations", "sqlite_", "articles_fts", "quotes_fts")


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
    by_table: dict[str, list[tuple[str, str]]] = {}
    for line in DOCS.read_text(encoding="utf-8").splitlines():
        if heading := re.fullmatch(r"### `(\w+)`.*", line):
            table = by_table.setdefault(heading[1], [])
        elif line.startswith("#"):
            table = []  # a list that is no table of the file, as that of exports
        elif row := re.match(r"\| `(\w+)` \|\s*(\w*)\s*\|", line):
            table.append((row[1], row[2]))
    return by_table


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
    assert corpus.conn.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION == len(MIGRATION_STEPS)


def test_the_numbers_of_the_migrations_have_no_gap() -> None:
    folder = SCHEMA_FILE.parent / "schema"
    assert sorted(path.name for path in folder.glob("m[0-9]*")) == [f"m{n:03}.py" for n in range(1, SCHEMA_VERSION + 1)]


def test_opening_a_corpus_of_this_schema_imports_no_migration(corpus: Corpus) -> None:
    script = """import sys; from pathlib import Path; from corpus.store import Corpus
with Corpus(Path(sys.argv[1]), read_only=True): print(sorted(m for m in sys.modules if "file.schema." in m))"""
    ran = subprocess.run([sys.executable, "-c", script, corpus.path], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"


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
        for table in ("origins", "removed_lines", "grades", "matches", "misdated", "article_captures", "versions",
                      "page_words", "outside", "images")
    }  # fmt: skip
    assert set(left.values()) == {0}, left


def test_the_schema_file_is_what_the_migrations_make() -> None:
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_sql(), "run: make docs"


def _parts(sql: sqlite3.Connection) -> dict[str, list[object]]:
    """Table, index, trigger or view -> what SQLite knows of it; its SQL without blanks."""
    result: dict[str, list[object]] = {}
    for kind, name, text in sql.execute("SELECT type, name, sql FROM sqlite_schema"):
        if "_sqlite_migrations" not in name:  # sqlite-utils' own
            columns = sql.execute(f"PRAGMA table_xinfo('{name}')").fetchall()
            result[name] = [kind, columns, "".join((text or "").split())]
    return result


def test_the_schema_file_makes_the_same_corpus(corpus: Corpus, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "by-hand.db", isolation_level=None)) as made:
        made.executescript(SCHEMA_FILE.read_text(encoding="utf-8"))
        assert _parts(made) == _parts(corpus.conn)
        assert made.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
            made.execute("INSERT INTO outlets VALUES ('a', 'A', 'media', 'a.example', NULL, 'elsewhere')")


def test_a_migration_keeps_the_name_that_corpora_have_of_it(corpus: Corpus) -> None:
    entered = [row[0] for row in corpus.conn.execute("SELECT name FROM _sqlite_migrations ORDER BY id")]
    assert entered == [step.__name__ for step in MIGRATION_STEPS]
    assert entered == re.findall(r"^--   (m\d{3}_\w+)$", SCHEMA_FILE.read_text(encoding="utf-8"), re.MULTILINE)
    assert entered[:12] == [
        "m001_first_tables",
        "m002_methods_and_removal",
        "m003_text_fields",
        "m004_asking",
        "m005_outlets_articles",
        "m006_passed_over",
        "m007_search_indexes",
        "m008_writers",
        "m009_reprints",
        "m010_growth_indexes",
        "m011_checksums",
        "m012_changes_in_order",
    ]


@pytest.mark.parametrize("step", range(1, len(MIGRATION_STEPS)))
def test_a_corpus_of_any_schema_becomes_one_of_this(corpus: Corpus, tmp_path: Path, step: int) -> None:
    path = tmp_path / "older.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as sql:
        migrations.apply(Database(sql), stop_before=MIGRATION_STEPS[step].__name__)
        assert sql.execute("PRAGMA user_version").fetchone() == (step,)
    with Corpus(path) as opened:
        assert _parts(opened.conn) == _parts(corpus.conn)
