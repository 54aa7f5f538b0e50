"""Migration 12: the order in which articles came or changed, and up to where each topic has graded them."""

from __future__ import annotations

from sqlite_utils import Database

CHANGES = (
    # A number is never given twice (AUTOINCREMENT): what is done up to a number stays done.
    """CREATE TABLE article_changes (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL UNIQUE
) STRICT""",
    """CREATE TABLE graded_upto (
    topic_id INTEGER PRIMARY KEY REFERENCES topics(id),
    seq INTEGER NOT NULL
) STRICT""",
    # Whatever way an article comes, changes or goes. What a grade rests on has changed: no topic's grade holds.
    """CREATE TRIGGER article_changes_ai AFTER INSERT ON articles BEGIN
  DELETE FROM article_changes WHERE article_id = new.id;
  INSERT INTO article_changes (article_id) VALUES (new.id); END""",
    """CREATE TRIGGER article_changes_au AFTER UPDATE OF title, lead, text ON articles
    WHEN old.title <> new.title OR old.lead IS NOT new.lead OR old.text <> new.text BEGIN
  DELETE FROM grades WHERE article_id = old.id;
  DELETE FROM matches WHERE article_id = old.id;
  DELETE FROM article_changes WHERE article_id = old.id;
  INSERT INTO article_changes (article_id) VALUES (new.id); END""",
    """CREATE TRIGGER article_changes_ad AFTER DELETE ON articles BEGIN
  DELETE FROM article_changes WHERE article_id = old.id; END""",
    "INSERT INTO article_changes (article_id) SELECT id FROM articles INDEXED BY articles_facts ORDER BY id",
    """INSERT INTO graded_upto (topic_id, seq) SELECT topic_id, (SELECT max(seq) FROM article_changes)
    FROM grades WHERE article_id IN (SELECT id FROM articles)
    GROUP BY topic_id HAVING count(*) = (SELECT count(*) FROM articles)""",
)


def m012_changes_in_order(db: Database) -> None:
    """Add the order in which articles came or changed, and up to where each topic has graded them."""
    for statement in CHANGES:
        db.conn.execute(statement)
    db.conn.execute("PRAGMA user_version = 12")
