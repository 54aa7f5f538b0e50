"""Migration 6: `captures.passed_over`, the reason why a later capture did not replace the stored article."""

from __future__ import annotations

from sqlite_utils import Database


def m006_passed_over(db: Database) -> None:
    """Add `captures.passed_over`, the reason why a later capture did not replace the stored article."""
    db.conn.execute("ALTER TABLE captures ADD COLUMN passed_over TEXT")
    db.conn.execute("PRAGMA user_version = 6")
