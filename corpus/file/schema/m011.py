"""Migration 11: checksums of all that is stored, and marks of articles that are damaged for good."""

from __future__ import annotations

from sqlite_utils import Database

SUMS = (
    "CREATE TABLE table_sums (name TEXT PRIMARY KEY, rows INTEGER NOT NULL, sum INTEGER NOT NULL) STRICT",
    """CREATE TABLE article_sums (
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
    row_sha256 TEXT NOT NULL,
    details INTEGER NOT NULL,
    versions INTEGER NOT NULL
) STRICT""",
    # No reference to articles: one that is lost is marked, too.
    """CREATE TABLE damaged (
    article_id INTEGER PRIMARY KEY REFERENCES article_ids(id),
    reason TEXT NOT NULL,
    noted_at TEXT NOT NULL
) STRICT""",
)


def m011_checksums(db: Database) -> None:
    """Add checksums of all that is stored, and marks of damaged articles. `corpus.file.migrating` computes them."""
    for statement in SUMS:
        db.conn.execute(statement)
    db.conn.execute("PRAGMA user_version = 11")
