"""Was the article of this key removed on request? Then no crawl, import or refine brings it back."""

from __future__ import annotations

import hashlib
import sqlite3

REMOVED = "removed"
"""The reason that rows of removed articles carry."""


def key_hash(key: str) -> str:
    """What is kept of a removed article's key."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def is_removed(sql: sqlite3.Connection, key: str) -> bool:
    """True where an article of this key was removed."""
    found = sql.execute("SELECT 1 FROM tombstones WHERE key_sha256 = ?", (key_hash(key),))
    return found.fetchone() is not None
