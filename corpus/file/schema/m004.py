"""Migration 4: the word index (`forms`), the articles whose words must still be counted, and saved searches."""

from __future__ import annotations

from sqlite_utils import Database

ASKING = (
    """CREATE TABLE forms (
    stem TEXT NOT NULL,
    term TEXT NOT NULL,
    df INTEGER NOT NULL,
    PRIMARY KEY (stem, term)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE forms_due (
    article_id INTEGER PRIMARY KEY,
    change TEXT NOT NULL CHECK (change IN ('new', 'changed', 'removed'))
) STRICT""",
    """CREATE TABLE watches (
    name TEXT PRIMARY KEY,
    query TEXT NOT NULL,
    added_at TEXT NOT NULL,
    seen_run_id INTEGER NOT NULL
) STRICT""",
    # Whatever way an article comes, changes or goes, its words are due (corpus.vocabulary.word_index). No
    # OR IGNORE: in a trigger the conflict clause of the statement that fired it holds instead.
    """CREATE TRIGGER forms_due_ai AFTER INSERT ON articles BEGIN
  DELETE FROM forms_due WHERE article_id = new.id;
  INSERT INTO forms_due (article_id, change) VALUES (new.id, 'new');
END""",
    """CREATE TRIGGER forms_due_au AFTER UPDATE OF title, text ON articles
    WHEN old.title <> new.title OR old.text <> new.text BEGIN
  INSERT INTO forms_due (article_id, change) SELECT new.id, 'changed'
    WHERE NOT EXISTS (SELECT 1 FROM forms_due WHERE article_id = new.id);
END""",
    """CREATE TRIGGER forms_due_ad AFTER DELETE ON articles BEGIN
  DELETE FROM forms_due WHERE article_id = old.id;
  INSERT INTO forms_due (article_id, change) VALUES (old.id, 'removed');
END""",
    "INSERT INTO forms_due (article_id, change) SELECT id, 'new' FROM articles",
)


def m004_asking(db: Database) -> None:
    """Add the word index (`forms`), the articles whose words must still be counted, and saved searches."""
    for statement in ASKING:
        db.conn.execute(statement)
    db.conn.execute("PRAGMA user_version = 4")
