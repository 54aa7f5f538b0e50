"""Migration 13: what became of each entry of a listing, so that every listing balances."""

from __future__ import annotations

from sqlite_utils import Database

OUTCOMES = ("taken", "outside", "off_topic", "other_host", "unknown_form", "unreadable")
"""Columns of the ledger for what becomes of an entry, beside `known`, which it had."""

BALANCE = """stated INTEGER CHECK (CASE WHEN entries IS NULL
        THEN coalesce(taken, outside, off_topic, other_host, unknown_form, unreadable) IS NULL
        ELSE (entries = taken + known + outside + off_topic + other_host + unknown_form + unreadable) IS TRUE END)"""


def m013_entries_of_listings(db: Database) -> None:
    """Add what became of each entry of a listing, with the sum that must hold, and some addresses of each outcome."""
    db.conn.execute("ALTER TABLE ledger ADD COLUMN entries INTEGER")
    db.conn.execute("ALTER TABLE ledger ADD COLUMN came INTEGER")
    for outcome in OUTCOMES:
        db.conn.execute(f"ALTER TABLE ledger ADD COLUMN {outcome} INTEGER")
    db.conn.execute(f"ALTER TABLE ledger ADD COLUMN {BALANCE}")
    db.conn.execute("""CREATE TABLE listing_examples (
    id INTEGER PRIMARY KEY,
    ledger_id INTEGER NOT NULL REFERENCES ledger(id),
    outcome TEXT NOT NULL CHECK (outcome IN ('outside', 'off_topic', 'other_host', 'unknown_form', 'unreadable')),
    url TEXT NOT NULL
) STRICT""")
    db.conn.execute("CREATE INDEX listing_examples_ledger ON listing_examples(ledger_id)")
    db.conn.execute("PRAGMA user_version = 13")
