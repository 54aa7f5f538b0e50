"""Migration 3: columns for contributors, reprints, certainty of the day, the event's day, and places of cuts."""

from __future__ import annotations

from sqlite_utils import Database

TEXT_FIELDS = """
ALTER TABLE articles ADD COLUMN form TEXT NOT NULL DEFAULT 'article'
    CHECK (form IN ('article', 'live', 'video', 'photos'));
ALTER TABLE articles ADD COLUMN edition TEXT;
ALTER TABLE articles ADD COLUMN contributors TEXT NOT NULL DEFAULT '[]';
ALTER TABLE articles ADD COLUMN initials TEXT;
ALTER TABLE articles ADD COLUMN reprint_of_outlet TEXT;
ALTER TABLE articles ADD COLUMN reprint_of_title TEXT;
ALTER TABLE articles ADD COLUMN reprint_of_url TEXT;
ALTER TABLE articles ADD COLUMN date_confidence TEXT
    CHECK (date_confidence IN ('confirmed', 'single', 'disputed'));
ALTER TABLE articles ADD COLUMN date_note TEXT;
ALTER TABLE articles ADD COLUMN event_day TEXT;
ALTER TABLE articles ADD COLUMN event_printed TEXT;
ALTER TABLE articles ADD COLUMN language_note TEXT;
ALTER TABLE removed_lines ADD COLUMN at INTEGER;
ALTER TABLE removed_lines ADD COLUMN behind INTEGER;
"""


def m003_text_fields(db: Database) -> None:
    """Add the columns for contributors, reprints, certainty of the day, the event's day, and places of cuts."""
    for statement in TEXT_FIELDS.split(";\n"):
        if statement.strip():
            db.conn.execute(statement)
    db.conn.execute("PRAGMA user_version = 3")
