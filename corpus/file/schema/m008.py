"""Migration 8: a table of each writer's articles, so that a search for a rare writer does not read all articles."""

from __future__ import annotations

from sqlite_utils import Database

_WRITERS_COME = """INSERT INTO writers (name) SELECT DISTINCT value FROM json_each(new.authors)
    WHERE NOT EXISTS (SELECT 1 FROM writers WHERE name = value);
  INSERT INTO article_writers (writer_id, article_id)
    SELECT DISTINCT w.id, new.id FROM json_each(new.authors) CROSS JOIN writers w ON w.name = value;"""
_WRITERS_LEAVE = """DELETE FROM article_writers WHERE article_id = old.id
    AND writer_id IN (SELECT w.id FROM json_each(old.authors) CROSS JOIN writers w ON w.name = value);"""
_NAMES_GO = """DELETE FROM writers WHERE name IN (SELECT value FROM json_each(old.authors))
    AND NOT EXISTS (SELECT 1 FROM article_writers WHERE writer_id = writers.id);"""
WRITERS = (
    """CREATE TABLE writers (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT""",
    # No reference to articles: each one that goes would be looked for in all of this table.
    """CREATE TABLE article_writers (
    writer_id INTEGER NOT NULL REFERENCES writers(id),
    article_id INTEGER NOT NULL,
    PRIMARY KEY (writer_id, article_id)
) STRICT, WITHOUT ROWID""",
    # Whatever way an article comes, changes or goes. A name that no article has any more goes with the last.
    f"CREATE TRIGGER writers_ai AFTER INSERT ON articles WHEN new.authors <> '[]' BEGIN {_WRITERS_COME} END",
    f"""CREATE TRIGGER writers_au AFTER UPDATE OF authors ON articles WHEN old.authors <> new.authors BEGIN
  {_WRITERS_LEAVE} {_WRITERS_COME} {_NAMES_GO} END""",
    f"""CREATE TRIGGER writers_ad AFTER DELETE ON articles WHEN old.authors <> '[]' BEGIN
  {_WRITERS_LEAVE} {_NAMES_GO} END""",
    """INSERT INTO writers (name)
    SELECT DISTINCT value FROM articles a INDEXED BY articles_facts CROSS JOIN json_each(a.authors)""",
    """INSERT INTO article_writers (writer_id, article_id) SELECT DISTINCT w.id, a.id
    FROM articles a INDEXED BY articles_facts CROSS JOIN json_each(a.authors) CROSS JOIN writers w ON w.name = value
    ORDER BY 1, 2""",
)


def m008_writers(db: Database) -> None:
    """Add a table of each writer's articles, so that a search for a rare writer does not read all articles."""
    for statement in WRITERS:
        db.conn.execute(statement)
    db.conn.execute("PRAGMA user_version = 8")
