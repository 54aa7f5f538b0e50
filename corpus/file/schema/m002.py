"""Migration 2: samples and labels, tombstones of removed articles, what pages say of their use."""

from __future__ import annotations

from sqlite_utils import Database

METHODS = """
CREATE TABLE samples (
    id INTEGER PRIMARY KEY,
    topic_id INTEGER REFERENCES topics(id),
    drawn_at TEXT NOT NULL,
    seed INTEGER NOT NULL,
    strata TEXT NOT NULL,
    size INTEGER NOT NULL
) STRICT;

CREATE TABLE sample_articles (
    sample_id INTEGER NOT NULL REFERENCES samples(id),
    position INTEGER NOT NULL,
    article_id INTEGER NOT NULL REFERENCES article_ids(id),
    stratum TEXT NOT NULL,
    stratum_size INTEGER NOT NULL,
    PRIMARY KEY (sample_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE labels (
    article_id INTEGER NOT NULL REFERENCES article_ids(id),
    topic TEXT NOT NULL,
    coder TEXT NOT NULL,
    label TEXT NOT NULL CHECK (label IN ('yes', 'no', 'unsure')),
    note TEXT,
    labelled_at TEXT NOT NULL,
    PRIMARY KEY (article_id, topic, coder)
) STRICT, WITHOUT ROWID;

CREATE TABLE tombstones (
    key_sha256 TEXT PRIMARY KEY,
    reason TEXT NOT NULL,
    removed_at TEXT NOT NULL
) STRICT;

CREATE TABLE validators (
    url TEXT PRIMARY KEY,
    etag TEXT,
    last_modified TEXT,
    run_id INTEGER NOT NULL REFERENCES runs(id)
) STRICT;

ALTER TABLE captures ADD COLUMN robots_tag TEXT;
ALTER TABLE articles ADD COLUMN usage_terms TEXT;
"""


def m002_methods_and_removal(db: Database) -> None:
    """Add tables of samples and labels, tombstones of removed articles, and what pages say of their use."""
    for statement in METHODS.split(";\n"):
        if statement.strip():
            db.conn.execute(statement)
    db.conn.execute("PRAGMA user_version = 2")
