"""Migration 14: when a refused or failed address is asked for again, and how often it was refused."""

from __future__ import annotations

from sqlite_utils import Database


def m014_refusals(db: Database) -> None:
    """Add to each address when it is asked for again (seconds since 1970, UTC) and how often it was refused."""
    db.conn.execute("ALTER TABLE frontier ADD COLUMN retry_at INTEGER")
    db.conn.execute("ALTER TABLE frontier ADD COLUMN refusals INTEGER NOT NULL DEFAULT 0")
    db.conn.execute("CREATE INDEX frontier_retry ON frontier(outlet, retry_at) WHERE retry_at IS NOT NULL")
    db.conn.execute("PRAGMA user_version = 14")
