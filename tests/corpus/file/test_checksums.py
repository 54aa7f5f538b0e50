"""Checksums follow every write of this program, and nothing else; a migration calls nothing right that was wrong."""

from __future__ import annotations

import re
import sqlite3
import string
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from corpus.file.checksums import OWNED_TABLES, SUMMED_TABLES, WrongArticle, wrong_articles, wrong_tables
from corpus.file.migrating import migrate
from corpus.file.schema import SCHEMA_VERSION
from corpus.file.schema.migrations import MIGRATION_STEPS, migrations
from corpus.integrity.sum_checks import COVERED
from corpus.methods.labels import Label, put_labels
from corpus.models import Article
from corpus.store import Corpus
from tests.each import for_each

ROOT = Path(__file__).parents[3]


def wrong(path: Path) -> tuple[list[WrongArticle], list[str]]:
    with Corpus(path, read_only=True) as corpus:
        return list(wrong_articles(corpus.conn)), wrong_tables(corpus.conn)


def by_hand(path: Path, *statements: str) -> None:
    """Change the file as another program does: without foreign keys and our triggers."""
    with closing(sqlite3.connect(path, isolation_level=None)) as sql:
        for statement in statements:
            sql.execute(statement)


def test_what_this_program_writes_is_right(
    filled: Corpus, articles: tuple[Article, ...], keep: Callable[..., object]
) -> None:
    assert wrong(filled.path) == ([], [])
    keep(replace(articles[0], text=articles[0].text + "\nTambahan.", removed=()))  # a change
    put_labels(filled, [Label(str(filled.id_of(str(articles[2].key))), "yes", "ana")], "pembinaan-pegawai")
    filled.drop_article(str(articles[1].key))
    filled.conn.execute("BEGIN")
    filled.conn.execute("UPDATE frontier SET title = 'x'")
    filled.conn.rollback()
    assert wrong(filled.path) == ([], [])


HARM = {
    "a letter of a text": ("UPDATE articles SET text = replace(text, 'BP2MI', 'bp2mi')", {"row"}),
    "a space": ("UPDATE articles SET title = title || ' '", {"row"}),
    "a NULL": ("UPDATE articles SET lead = NULL", {"row"}),
    "a cut": ("UPDATE removed_lines SET text = 'x'", {"details"}),
    "a line cut more": ("INSERT INTO removed_lines SELECT 77, id, 'r', 1, 't', NULL, NULL FROM articles", {"details"}),
    "a page's balance": ("UPDATE page_words SET added = added + 1", {"details"}),
    "words outside": ("UPDATE outside SET words = words + 1", {"details"}),
    "a photo less": ("DELETE FROM images", {"details"}),
    "a caption": ("UPDATE images SET caption = 'x'", {"details"}),
    "an origin": ("UPDATE origins SET origin = 'x'", {"details"}),
    "a version": ("UPDATE versions SET content_sha256 = 'x'", {"versions"}),
    "a page": ("UPDATE article_captures SET part = part + 1", {"details"}),
    "a checksum": ("UPDATE article_sums SET row_sha256 = upper(row_sha256)", {"row"}),
    "no checksum": ("DELETE FROM article_sums", {"sums"}),
    "no article": ("DELETE FROM articles", {"article"}),
}


@for_each("name, harm", HARM.items())
def test_a_change_by_another_program_is_seen(filled: Corpus, name: str, harm: tuple[str, set[str]]) -> None:
    copy = filled.path.with_name(f"{name}.db")
    with closing(sqlite3.connect(copy)) as target:
        filled.conn.backup(target)
    first = filled.conn.execute("SELECT article_id FROM removed_lines").fetchone()[0]
    with closing(sqlite3.connect(copy, isolation_level=None)) as sql:
        for trigger in sql.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            sql.execute(f"DROP TRIGGER {trigger[0]}")
        number = "article_id" if "articles SET" not in harm[0] and "FROM articles" not in harm[0] else "id"
        sql.execute(f"{harm[0]} WHERE {number} = {first}")
        assert list(wrong_articles(sql)) == [WrongArticle(first, (harm[1].copy().pop(),))], name  # type: ignore[arg-type]
        assert wrong_tables(sql) == []
        assert [each.id for each in wrong_articles(sql, [first])] == [first]
        assert list(wrong_articles(sql, [first + 1])) == []


def test_a_change_of_a_table_by_another_program_is_seen_also_after_a_later_write(filled: Corpus) -> None:
    put_labels(filled, [Label(str(filled.conn.execute("SELECT min(id) FROM articles").fetchone()[0]), "yes", "a")], "t")
    by_hand(filled.path, "UPDATE labels SET label = 'no'", "UPDATE runs SET clock = 'x'", "DELETE FROM topics")
    assert wrong(filled.path)[1] == ["topics", "runs", "labels"]
    filled.conn.execute("UPDATE labels SET note = 'later'")
    filled.conn.execute("DELETE FROM labels")
    assert wrong(filled.path)[1] == ["topics", "runs", "labels"]


def test_a_partial_write_of_a_damaged_article_does_not_make_it_right_but_a_whole_one_does(
    filled: Corpus, articles: tuple[Article, ...], keep: Callable[..., object]
) -> None:
    number = filled.id_of(str(articles[0].key))
    by_hand(filled.path, f"UPDATE articles SET text = text || '!', lead = 'z' WHERE id = {number}",
            f"UPDATE origins SET origin = 'x' WHERE article_id = {number}")  # fmt: skip
    filled.conn.execute("UPDATE articles SET reprint_of_title = NULL")
    filled.conn.execute("UPDATE origins SET origin = 'y'")
    assert wrong(filled.path)[0] == [WrongArticle(number, ("row", "details"))]
    by_hand(filled.path, f"UPDATE articles SET key = 'z' WHERE id = {filled.id_of(str(articles[3].key))}")
    keep(articles[0], articles[3])
    assert wrong(filled.path) == ([], [])


def test_the_triggers_are_of_our_connections_alone(filled: Corpus) -> None:
    names = [row[0] for row in filled.conn.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")]
    assert not [name for name in names if name.startswith("sums_")]


def test_no_statement_replaces_rows_of_a_summed_table() -> None:
    """A row that goes by OR REPLACE goes without a trigger."""
    covered = "|".join((*SUMMED_TABLES, *OWNED_TABLES, "articles"))
    statement = re.compile(rf"REPLACE\s+INTO\s+({covered})\b")
    replacing = [
        str(path.relative_to(ROOT))
        for package in ("corpus", "crawler", "pipelines")
        for path in (ROOT / package).rglob("*.py")
        if statement.search(path.read_text(encoding="utf-8"))
    ]
    assert replacing == []


def older(filled: Corpus, path: Path) -> None:
    """Write a corpus of the schema before checksums, with the articles of another."""
    with closing(sqlite3.connect(path, isolation_level=None)) as sql:
        migrations.apply(Database(sql), stop_before="m011_checksums")
        sql.execute("ATTACH ? AS new", (str(filled.path),))
        for table in ("outlets", "topics", "runs", "frontier", "captures", "article_ids", "articles", *OWNED_TABLES):
            names = ", ".join(f'"{row[1]}"' for row in sql.execute(f"PRAGMA main.table_info({table})"))
            if not names:  # a table of a later schema
                continue
            sql.execute(f"INSERT OR IGNORE INTO main.{table} ({names}) SELECT {names} FROM new.{table}")


def test_an_older_corpus_gets_them_and_a_text_that_fails_its_fingerprint_differs(filled: Corpus) -> None:
    path = filled.path.with_name("older.db")
    older(filled, path)
    first, second = [row[0] for row in filled.conn.execute("SELECT id FROM articles ORDER BY id LIMIT 2")]
    by_hand(path, f"UPDATE articles SET text = replace(text, 'pegawai', 'pegawei') WHERE id = {first}")
    by_hand(path, f"UPDATE articles SET title = CAST(x'ff' AS TEXT) WHERE id = {second}")  # no text any more
    Corpus(path).close()
    assert wrong(path) == ([WrongArticle(first, ("row",)), WrongArticle(second, ("row",))], [])


def test_a_migration_computes_them_anew_and_what_differed_still_does(
    filled: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A later step changes values of every table that has checksums; migrate() itself is what runs."""
    path, first = filled.path, filled.conn.execute("SELECT min(id) FROM articles").fetchone()[0]
    filled.close()
    by_hand(path, f"UPDATE articles SET words = words + 1 WHERE id = {first}", "UPDATE topics SET title = 'x'")

    def later(db: Database) -> None:
        db.conn.execute("ALTER TABLE articles ADD COLUMN mood TEXT NOT NULL DEFAULT 'calm'")
        db.conn.execute("ALTER TABLE removed_lines ADD COLUMN weight INTEGER NOT NULL DEFAULT 1")
        db.conn.execute("ALTER TABLE frontier ADD COLUMN hue TEXT NOT NULL DEFAULT 'red'")
        db.conn.execute("UPDATE captures SET content_type = 'text/plain'")
        db.conn.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")

    monkeypatch.setattr("corpus.file.schema.migrations.migrations", _Steps(later))
    with closing(sqlite3.connect(path, isolation_level=None)) as sql:
        migrate(sql, path, SCHEMA_VERSION + 1)
        assert list(wrong_articles(sql)) == [WrongArticle(first, ("row",))]
        assert wrong_tables(sql) == ["topics"]


class _Steps:
    """Stands for the list of migrations: one step that is due."""

    def __init__(self, step: Callable[[Database], None]) -> None:
        self.apply = step


def test_a_byte_more_or_less_gives_another_digest() -> None:
    from corpus.file.checksums import row_digest

    digests = {row_digest("t", ("a", "b"), values) for values in (("x", "y"), ("xy", ""), ("x", None), (None, "x"))}
    assert len(digests | {row_digest("t", ("a", "b"), (letter, "y")) for letter in string.ascii_lowercase}) == 4 + 25
    assert row_digest("t", ("a",), ("x",)) == row_digest("t", ("a", "new"), ("x", None))


def test_the_migration_of_checksums_has_the_number_that_the_code_names() -> None:
    from corpus.file.checksums import FIRST_WITH_SUMS

    assert MIGRATION_STEPS[FIRST_WITH_SUMS - 1].__name__.endswith("_checksums")


def test_each_table_has_a_row_in_the_list_of_what_is_checked(corpus: Corpus) -> None:
    """A new table: add it to SUMMED_TABLES or OWNED_TABLES, or say in COVERED why nothing checks it."""
    tables = {row[0] for row in corpus.conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    own = {
        name
        for name in tables
        if not name.startswith(("sqlite_", "_sqlite_migrations", "articles_fts_", "quotes_fts_"))
    }
    assert own == set(COVERED)
    assert {row[0] for row in corpus.conn.execute("SELECT name FROM table_sums")} == set(SUMMED_TABLES)
