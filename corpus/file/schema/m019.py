"""Migration 19: each corpus has a uuid, and one that was merged knows the ids that its articles and runs had before."""

from __future__ import annotations

import uuid

from sqlite_utils import Database

MERGED_TABLES = (
    # The id of an article in each corpus that was merged into this one. Copies of one corpus that went apart may have
    # given one id to two articles: then it has two rows.
    """CREATE TABLE merged_ids (
    corpus_uuid TEXT NOT NULL,
    old_id INTEGER NOT NULL,
    new_id INTEGER NOT NULL REFERENCES article_ids(id),
    PRIMARY KEY (corpus_uuid, old_id, new_id)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE merged_runs (
    corpus_uuid TEXT NOT NULL,
    old_id INTEGER NOT NULL,
    new_id INTEGER NOT NULL REFERENCES runs(id),
    PRIMARY KEY (corpus_uuid, old_id, new_id)
) STRICT, WITHOUT ROWID""",
)
_FIRST_RUN = "SELECT command, started_at, clock, options, versions FROM runs ORDER BY id LIMIT 1"
_FIRST_CAPTURE = "SELECT url, fetched_at, sha256 FROM captures ORDER BY id LIMIT 1"


def m019_merged_corpora(db: Database) -> None:
    """Give the corpus a uuid, and add the tables of a merged corpus, empty."""
    for statement in MERGED_TABLES:
        db.conn.execute(statement)
    db.conn.execute("INSERT OR IGNORE INTO meta (name, value) VALUES ('uuid', ?)", (_uuid(db),))
    db.conn.execute("PRAGMA user_version = 19")


def _uuid(db: Database) -> str:
    """Return a random uuid; for an older corpus one of its first run and page, so that its copies have the same."""
    first = [db.conn.execute(query).fetchone() for query in (_FIRST_RUN, _FIRST_CAPTURE)]
    if None in first:
        return str(uuid.uuid4())
    return str(uuid.uuid5(uuid.NAMESPACE_URL, repr([tuple(row) for row in first])))
