"""Migration 5: an index of articles by outlet, so that a search in one outlet reads no article's row."""

from __future__ import annotations

from sqlite_utils import Database


def m005_outlets_articles(db: Database) -> None:
    """Add an index of articles by outlet, so that a search in one outlet reads no article's row."""
    db.conn.execute("CREATE INDEX articles_outlet ON articles(outlet)")
    db.conn.execute("PRAGMA user_version = 5")
