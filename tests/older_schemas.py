"""A filled corpus as an older program left it, for the tests of migrations."""

from __future__ import annotations

import sqlite3

from corpus.file.checksums import accept_tables
from corpus.file.schema.m001 import FULL_TEXT
from corpus.file.schema.m004 import ASKING
from corpus.file.schema.m007 import SEARCH_INDEXES
from corpus.file.schema.m009 import REPRINTS

LINEAGE = ("prints", "shingles", "common_shingles", "named_sources", "lineage_gone")


def undo_merged(sql: sqlite3.Connection) -> None:
    """Take back migration 19: the corpus has no uuid."""
    for table in ("merged_ids", "merged_runs"):
        sql.execute(f"DROP TABLE {table}")
        sql.execute("DELETE FROM table_sums WHERE name = ?", (table,))
    sql.execute("DELETE FROM meta WHERE name = 'uuid'")
    accept_tables(sql, ("meta",))  # as if it had never stood there
    sql.execute("DELETE FROM _sqlite_migrations WHERE name >= 'm019'")
    sql.execute("PRAGMA user_version = 18")


def undo_derived(sql: sqlite3.Connection) -> None:
    """Take back migrations 19 and 18: nothing is derived from the texts, and versions have no words."""
    undo_merged(sql)
    for trigger in ("article_facts_au", "copies_bd", "derived_au", "prints_ad", "named_sources_ad"):
        sql.execute(f"DROP TRIGGER {trigger}")
    for table in (
        "quotes_fts",
        "quotes",
        "mentions",
        "copies",
        "stories",
        "corrections",
        "correction_names",
        "derived",
        *LINEAGE,
    ):
        sql.execute(f"DROP TABLE {table}")
    for column in ("title", "text", "captured_at", "cosmetic"):
        sql.execute(f"ALTER TABLE versions DROP COLUMN {column}")
    for column in ("words_in", "words_out", "correction"):
        sql.execute(f"ALTER TABLE events DROP COLUMN {column}")
    sql.execute("ALTER TABLE labels DROP COLUMN scope")
    for statement in REPRINTS:
        sql.execute(statement)
    sql.execute("DELETE FROM _sqlite_migrations WHERE name >= 'm018'")
    sql.execute("PRAGMA user_version = 17")


def undo_places(sql: sqlite3.Connection) -> None:
    """Take back migrations 18 and 17: the full-text index holds headline and text again."""
    undo_derived(sql)
    for trigger in ("articles_ai", "articles_ad", "articles_au", "forms_due_au"):
        sql.execute(f"DROP TRIGGER {trigger}")
    for part in ("TABLE articles_fts", "TABLE place_words", "INDEX articles_event", "INDEX articles_facts"):
        sql.execute(f"DROP {part}")
    for statement in (*FULL_TEXT, *(one for one in ASKING if "forms_due_au" in one), SEARCH_INDEXES[0]):
        sql.execute(statement)
    sql.execute("INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')")
    sql.execute("DELETE FROM table_sums WHERE name = 'place_words'")
    sql.execute("DELETE FROM _sqlite_migrations WHERE name >= 'm017'")
    sql.execute("PRAGMA user_version = 16")
