"""Migration 16: the balance of each page's words, what stands outside the article, and its photos."""

from __future__ import annotations

from sqlite_utils import Database

TABLES = (
    """CREATE TABLE page_words (
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    part INTEGER NOT NULL CHECK (part >= 0),
    seen INTEGER NOT NULL,
    kept INTEGER NOT NULL CHECK (kept >= 0),
    fields INTEGER NOT NULL CHECK (fields >= 0),
    cut INTEGER NOT NULL CHECK (cut >= 0),
    outside INTEGER NOT NULL CHECK (outside >= 0),
    unexplained INTEGER NOT NULL CHECK (unexplained >= 0),
    added INTEGER NOT NULL CHECK (added >= 0),
    PRIMARY KEY (article_id, part),
    CHECK (seen = kept + fields + cut + outside + unexplained)
) STRICT, WITHOUT ROWID""",
    # No key over (part, position, reason): a page must never be lost because a rule fired twice on one line.
    """CREATE TABLE outside (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    part INTEGER NOT NULL CHECK (part >= 0),
    position INTEGER NOT NULL CHECK (position >= 0),
    reason TEXT NOT NULL,
    words INTEGER NOT NULL CHECK (words >= 0),
    text TEXT,
    CHECK (text IS NULL OR reason IN ('standfirst', 'other_article', 'unexplained') AND length(text) <= 2000)
) STRICT""",
    "CREATE INDEX outside_article ON outside(article_id)",
    """CREATE TABLE images (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= -1),
    url TEXT NOT NULL,
    caption TEXT,
    credit TEXT,
    alt TEXT
) STRICT""",
    "CREATE INDEX images_article ON images(article_id)",
)


def m016_page_words(db: Database) -> None:
    """Add the balance of each page's words, what is outside the article, and photos: empty until the next refine."""
    for statement in TABLES:
        db.conn.execute(statement)
    db.conn.execute("PRAGMA user_version = 16")
