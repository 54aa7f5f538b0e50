"""Migration 6: a later look at an article that didn't take the place of the one held, and why."""

from __future__ import annotations

from sqlite_utils import Database


def m006_passed_over(db: Database) -> None:
    """A later look at an article that didn't take the place of the one held, and why."""
    db.conn.execute("ALTER TABLE captures ADD COLUMN passed_over TEXT")
    db.conn.execute("PRAGMA user_version = 6")
