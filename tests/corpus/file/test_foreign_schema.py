"""A file whose schema holds more, less or other than kliping's: what runs when we write is refused, by name."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from corpus.errors import CorpusDamagedError, CorpusError
from corpus.file.checksums import wrong_tables
from corpus.file.schema import SCHEMA_VERSION
from corpus.file.schema.migrations import MIGRATION_STEPS, migrations
from corpus.file.schema_parts import _tokens_of, schema_differences
from corpus.file.waiting import WaitingConnection
from corpus.store import Corpus

RUNNING = {
    "a trigger": ("CREATE TRIGGER jahat AFTER INSERT ON meta BEGIN DELETE FROM runs; END", 'the trigger "jahat"'),
    "a trigger with a name of ours, in capitals": (
        "DROP TRIGGER articles_ai; CREATE TRIGGER Articles_AI AFTER INSERT ON articles BEGIN DELETE FROM runs; END",
        'the trigger "articles_ai", which is not as kliping makes it',
    ),
    "a trigger on a table of the index": (
        "CREATE TRIGGER t AFTER INSERT ON _sqlite_migrations BEGIN SELECT 1; END",
        'the trigger "t"',
    ),
    "a trigger on a view": (
        "CREATE VIEW v AS SELECT 1 AS a; CREATE TRIGGER t INSTEAD OF INSERT ON v BEGIN SELECT 1; END",
        'the trigger "t"',
    ),
    "a name with a line break": ('CREATE TRIGGER "a\nb" AFTER INSERT ON meta BEGIN SELECT 1; END', 'the trigger "a�b"'),
    "a full-text table": ("CREATE VIRTUAL TABLE lain USING fts5(a)", 'the virtual table "lain"'),
    "an index of an expression": ("CREATE INDEX i ON articles(lower(title))", 'the index "i" on articles'),
    "an index with a condition": ("CREATE INDEX i ON articles(title) WHERE words > 9", 'the index "i" on articles'),
    "a unique index": ("CREATE UNIQUE INDEX i ON meta(value)", 'the index "i" on meta'),
    "an index of ours, of another column": (
        "DROP INDEX articles_day; CREATE INDEX articles_day ON articles(abs(words))",
        'the index "articles_day", which is not as kliping makes it',
    ),
    "a column more": ("ALTER TABLE articles ADD COLUMN catatan TEXT", 'the column "catatan" of articles'),
    "columns with odd names": (
        'ALTER TABLE meta ADD COLUMN "Catatan Saya" TEXT; ALTER TABLE meta ADD COLUMN "order" INTEGER',
        'the column "catatan saya" of meta, the column "order" of meta',
    ),
}
BROKEN = {
    "a view for a table": ("DROP TABLE watches; CREATE VIEW watches AS SELECT 1 AS name", 'the view "watches" stands'),
    "a virtual table for a table": (
        "DROP TABLE watches; CREATE VIRTUAL TABLE watches USING fts5(name)",
        "stands where",
    ),
    "a table that is gone": ("DROP TABLE derived", 'the table "derived" is missing'),
    "a generated column": (
        "ALTER TABLE meta ADD COLUMN g TEXT AS (hex(zeroblob(9)))",
        'the table "meta" is not as kliping makes it',
    ),
    "a check that calls": (
        (
            "DROP TABLE watches; CREATE TABLE watches (name TEXT PRIMARY KEY CHECK (abs(random()) > 1), query TEXT "
            "NOT NULL, added_at TEXT NOT NULL, seen_run_id INTEGER NOT NULL) STRICT"
        ),
        'the table "watches" is not as kliping makes it',
    ),
    "a default that calls": (
        "DROP TABLE derived; CREATE TABLE derived (name TEXT PRIMARY KEY, x INT DEFAULT (random())) STRICT",
        'the table "derived" is not as kliping makes it',
    ),
    "a table that isn't strict": (
        "DROP TABLE derived; CREATE TABLE derived (name TEXT PRIMARY KEY)",
        'the table "derived" is not as kliping makes it',
    ),
    "another index of words": (
        "DROP TABLE articles_fts; CREATE VIRTUAL TABLE articles_fts USING fts5(title, text)",
        'the virtual table "articles_fts" is not as kliping makes it',
    ),
    "a forged type": (
        (
            "PRAGMA writable_schema = ON; INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql) VALUES "
            "('view', 'tenang', 'meta', 0, 'CREATE TRIGGER jahat AFTER INSERT ON meta BEGIN DELETE FROM runs; END')"
        ),
        r'malformed database schema \(tenang\)|the entry "tenang" of its schema is not as',
    ),
    "a forged name": (
        (
            "PRAGMA writable_schema = ON; INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql) VALUES "
            "('trigger', 'articles_ai2', 'meta', 0, 'CREATE TRIGGER jahat AFTER INSERT ON meta BEGIN SELECT 1; END')"
        ),
        r'malformed database schema \(articles_ai2\)|the entry "articles_ai2" of its schema is not',
    ),
    "a check in a table of the index": (
        (
            "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE TABLE articles_fts_docsize(id INTEGER "
            "PRIMARY KEY, sz BLOB CHECK (random() > 0))' WHERE name = 'articles_fts_docsize'"
        ),
        'the table "articles_fts_docsize" is not as SQLite makes it',
    ),
    "a name that only SQLite may give": (
        (
            "CREATE TABLE lain (a); PRAGMA writable_schema = ON; UPDATE sqlite_schema SET name = 'sqlite_lain', "
            "tbl_name = 'sqlite_lain', sql = 'CREATE TABLE sqlite_lain (a)' WHERE name = 'lain'"
        ),
        "has a name that only SQLite may give",
    ),
}
HARMLESS = {
    "a view": ("CREATE VIEW v AS SELECT load_extension('x') FROM articles", ['the view "v"']),
    "another coverage": ("DROP VIEW coverage; CREATE VIEW coverage AS SELECT 1", ['the view "coverage" is not as']),
    "an index": ('CREATE INDEX i ON articles("place" COLLATE NOCASE, words DESC)', ['the index "i" on articles']),
    "a table of its own with what it likes": (
        (
            "CREATE TABLE catatan (id INTEGER PRIMARY KEY AUTOINCREMENT, t TEXT DEFAULT (lower('A')) UNIQUE); "
            "CREATE UNIQUE INDEX c ON catatan(lower(t)); ANALYZE"
        ),
        [],
    ),
    "a table that refers to ours": (
        "CREATE TABLE catatan (a INTEGER REFERENCES articles(id))",
        ['the table "catatan", which refers to articles'],
    ),
}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "kliping.db"
    Corpus(path).close()
    return path


@pytest.fixture
def path(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(template, tmp_path / "kliping.db"))


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    sentences: list[str] = []
    monkeypatch.setattr(WaitingConnection, "announce", staticmethod(sentences.append))
    return sentences


def change(path: Path, script: str) -> bytes:
    """The file's bytes after the script, which ran as in any other SQLite program."""
    with closing(sqlite3.connect(path, isolation_level=None)) as sql:
        sql.executescript(script + ";")
        sql.execute("PRAGMA journal_mode = DELETE")
    return path.read_bytes()


@pytest.mark.parametrize("case", RUNNING)
def test_what_runs_when_we_write_is_refused_by_name_and_reading_goes_on(path: Path, case: str) -> None:
    script, sentence = RUNNING[case]
    before = change(path, script)
    with pytest.raises(CorpusError, match=f"{sentence}.* was not made by kliping") as refused:
        Corpus(path)
    assert refused.value.exit_code == 2
    assert path.read_bytes() == before
    with Corpus(path, read_only=True) as corpus:
        assert corpus.conn.execute("SELECT count(*) FROM articles").fetchone() == (0,)


@pytest.mark.parametrize("case", BROKEN)
@pytest.mark.parametrize("read_only", [False, True], ids=["writing", "reading"])
def test_a_table_of_ours_that_is_something_else_is_refused_by_readers_too(
    path: Path, case: str, read_only: bool
) -> None:
    script, sentence = BROKEN[case]
    before = change(path, script)
    with pytest.raises(CorpusDamagedError, match=sentence):
        Corpus(path, read_only=read_only)
    assert path.read_bytes() == before


@pytest.mark.parametrize("case", HARMLESS)
def test_foreign_views_and_indexes_are_named_and_let_be(path: Path, case: str) -> None:
    script, named = HARMLESS[case]
    change(path, script)
    with Corpus(path) as corpus:
        found = schema_differences(corpus.conn, SCHEMA_VERSION)
        assert len(found.harmless) == len(named)
        assert all(part.startswith(begin) for part, begin in zip(found.harmless, named, strict=True))
        corpus.conn.execute("INSERT INTO meta (name, value) VALUES ('a', 'b')")


def test_a_view_named_as_our_table_is_no_corpus_to_anyone(path: Path) -> None:
    change(path, "PRAGMA foreign_keys = OFF; ALTER TABLE articles RENAME TO x; CREATE VIEW articles AS SELECT * FROM x")
    for read_only in (False, True):
        with pytest.raises(CorpusDamagedError, match='the view "articles" stands where a corpus has a table'):
            Corpus(path, read_only=read_only)


def test_our_own_parts_that_another_program_dropped_are_made_again(path: Path, announced: list[str]) -> None:
    change(path, "DROP TRIGGER articles_au; DROP INDEX articles_facts; DROP VIEW coverage")
    with Corpus(path, read_only=True) as corpus:
        assert len(schema_differences(corpus.conn, SCHEMA_VERSION).missing) == 3
    with Corpus(path) as corpus:
        assert schema_differences(corpus.conn, SCHEMA_VERSION).missing == []
    assert len(announced) == 1
    assert "had been dropped by another program, and was made again; `kliping doctor` checks" in announced[0]


def made_by(step: int, path: Path) -> None:
    """A corpus as the program of that schema made it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as sql:
        later = MIGRATION_STEPS[step].__name__ if step < len(MIGRATION_STEPS) else None
        migrations.apply(Database(sql), stop_before=later)


@pytest.mark.parametrize("step", range(1, SCHEMA_VERSION + 1))
def test_a_corpus_of_any_honest_history_has_no_difference(tmp_path: Path, step: int) -> None:
    made_by(step, path := tmp_path / "tua.db")
    with closing(sqlite3.connect(path)) as sql:
        found = schema_differences(sql, step)
    assert (found.broken, found.running, found.harmless, found.missing) == ([], [], [], [])
    with Corpus(path) as corpus:
        found = schema_differences(corpus.conn, SCHEMA_VERSION)
        assert (found.broken, found.running, found.harmless, found.missing) == ([], [], [], [])


@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        ("CREATE TRIGGER t AFTER INSERT ON meta BEGIN SELECT 1; END", 'the trigger "t" was not made'),
        ("CREATE TRIGGER writers_ai AFTER INSERT ON articles BEGIN SELECT 1; END", 'the trigger "writers_ai" was not'),
        ("CREATE VIRTUAL TABLE watches USING fts5(name)", 'the virtual table "watches" was not made'),
    ],
)
def test_an_older_corpus_is_compared_with_its_own_schema_before_it_is_migrated(
    tmp_path: Path, script: str, sentence: str
) -> None:
    """A name that a later schema has is foreign in the earlier one."""
    made_by(1, path := tmp_path / "tua.db")
    before = change(path, script)
    with pytest.raises(CorpusError, match=sentence):
        Corpus(path)
    assert path.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["tua.db"]


def test_migrations_that_a_file_only_claims_are_found_out(tmp_path: Path) -> None:
    made_by(SCHEMA_VERSION - 1, path := tmp_path / "tua.db")
    name = MIGRATION_STEPS[-1].__name__
    change(
        path,
        f"INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('kliping', '{name}', '2026-11-28')",
    )
    with pytest.raises(CorpusDamagedError, match="its migrations are not those of its schema number"):
        Corpus(path)


def test_a_reader_runs_no_function_of_the_file_that_has_side_effects(path: Path) -> None:
    change(path, "CREATE VIEW v AS SELECT load_extension('/tmp/x.so') AS a")
    with (
        Corpus(path, read_only=True) as corpus,
        pytest.raises(sqlite3.OperationalError, match="unsafe use of"),
    ):
        corpus.conn.execute("SELECT * FROM v")


def test_a_value_larger_than_any_of_ours_is_not_read(path: Path) -> None:
    with Corpus(path, read_only=True) as corpus, pytest.raises(sqlite3.DataError, match="too big"):
        corpus.conn.execute("SELECT zeroblob(200 << 20)").fetchone()


def test_a_filled_column_of_another_program_is_no_damage_and_can_be_dropped(path: Path) -> None:
    with Corpus(path) as corpus:
        corpus.conn.execute("INSERT INTO meta (name, value) VALUES ('a', 'b')")
    change(path, 'ALTER TABLE meta ADD COLUMN "Catatan Saya" TEXT; UPDATE meta SET "Catatan Saya" = \'x\'')
    with Corpus(path, read_only=True) as corpus:
        assert wrong_tables(corpus.conn) == []
    change(path, "UPDATE meta SET value = 'c' WHERE name = 'a'")
    with Corpus(path, read_only=True) as corpus:
        assert wrong_tables(corpus.conn) == ["meta"]
    change(path, "UPDATE meta SET value = 'b' WHERE name = 'a'; ALTER TABLE meta DROP COLUMN \"Catatan Saya\"")
    with Corpus(path) as corpus:
        assert wrong_tables(corpus.conn) == []


def test_articles_that_sqlite_utils_wrote_again_are_as_ours(path: Path, announced: list[str]) -> None:
    change(path, "ALTER TABLE articles ADD COLUMN catatan TEXT")
    with closing(sqlite3.connect(path)) as sql:
        Database(sql).table("articles").transform(drop=["catatan"])  # it quotes the column named key
    with Corpus(path, read_only=True) as corpus:
        assert schema_differences(corpus.conn, SCHEMA_VERSION).broken == []
    with Corpus(path) as corpus:
        assert schema_differences(corpus.conn, SCHEMA_VERSION).missing == []
    assert "was made again" in announced[0]


@pytest.mark.parametrize("word", ["PRIMARY", "FOREIGN"])
def test_a_quoted_key_is_no_keyword(word: str) -> None:
    assert _tokens_of(f"CREATE TABLE t (a, {word} KEY (a))") != _tokens_of(f'CREATE TABLE t (a, {word} "key" (a))')
    assert _tokens_of(f"CREATE TABLE t (a, {word} KEY (a))") != _tokens_of(f"CREATE TABLE t (a, {word} /**/ [key] (a))")
