"""Migration 9: a table of the articles that are exact copies, so that a search for copies reads no others."""

from __future__ import annotations

from sqlite_utils import Database

_EARLIER = "o.text_sha256 = a.text_sha256 AND o.outlet <> a.outlet AND o.id < a.id"
_COME = """INSERT INTO reprints (article_id)
    SELECT a.id FROM articles a WHERE a.text_sha256 = new.text_sha256
    AND NOT EXISTS (SELECT 1 FROM reprints WHERE article_id = a.id)
    AND EXISTS (SELECT 1 FROM articles o WHERE o.text_sha256 = new.text_sha256
        AND o.outlet <> a.outlet AND o.id < a.id);"""
_LEAVE = f"""DELETE FROM reprints WHERE article_id = old.id;
  DELETE FROM reprints WHERE article_id IN (SELECT a.id FROM articles a WHERE a.text_sha256 = old.text_sha256
    AND NOT EXISTS (SELECT 1 FROM articles o WHERE {_EARLIER}));"""  # noqa: S608

REPRINTS = (
    # No reference to articles: the rows go by the trigger, before which each would be looked for.
    "CREATE TABLE reprints (article_id INTEGER PRIMARY KEY) STRICT",
    # Whatever way an article comes, changes or goes. One that comes later may have the lower id.
    f"CREATE TRIGGER reprints_ai AFTER INSERT ON articles BEGIN {_COME} END",
    f"""CREATE TRIGGER reprints_au AFTER UPDATE OF text_sha256, outlet ON articles
    WHEN old.text_sha256 <> new.text_sha256 OR old.outlet <> new.outlet BEGIN
  {_LEAVE} {_COME} END""",
    f"CREATE TRIGGER reprints_ad AFTER DELETE ON articles BEGIN {_LEAVE} END",
    f"""INSERT INTO reprints (article_id) SELECT a.id FROM
    (SELECT text_sha256 AS several FROM articles GROUP BY 1 HAVING count(*) > 1)
    CROSS JOIN articles a ON a.text_sha256 = several
    WHERE EXISTS (SELECT 1 FROM articles o WHERE {_EARLIER})""",  # noqa: S608
)


def m009_reprints(db: Database) -> None:
    """Add a table of the articles that are exact copies, so that a search for copies reads no others."""
    for statement in REPRINTS:
        db.conn.execute(statement)
    db.conn.execute("PRAGMA user_version = 9")
