"""Migration 7: indexes for the filters of a search, so that no article's text is read, and of words' beginnings."""

from __future__ import annotations

from sqlite_utils import Database

SEARCH_INDEXES = (
    # An article's row holds its whole text: what a search filters, folds and counts by is read here instead.
    """CREATE INDEX articles_facts
    ON articles(id, outlet, published_day, words, text_sha256, place, credit, authors)""",
    "CREATE INDEX forms_term ON forms(term)",
    "CREATE INDEX grades_topic ON grades(topic_id, grade)",
    "CREATE INDEX misdated_day ON misdated(published_day)",
)


def m007_search_indexes(db: Database) -> None:
    """Add indexes for the filters of a search, so that no article's text is read, and of words' beginnings."""
    for statement in SEARCH_INDEXES:
        db.conn.execute(statement)
    db.conn.execute("PRAGMA user_version = 7")
