"""Was the article of this key removed on request? Then no crawl, import or refine brings it back."""

from __future__ import annotations

import hashlib
import sqlite3

from corpus.models import Article
from corpus.urls import article_key

REMOVED = "removed"
"""The reason that rows of removed articles carry."""


def key_hash(key: str) -> str:
    """What is kept of a removed article's key."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def gives_removed(sql: sqlite3.Connection, article: Article) -> bool:
    """True where a page turned out to be an article that was removed: by its key, or by the address it claims."""
    keys = [key for key in (article.key, article_key(article.canonical_url or "")) if key]
    return any(is_removed(sql, key) for key in keys)


def is_removed(sql: sqlite3.Connection, key: str) -> bool:
    """True where an article of this key was removed."""
    found = sql.execute("SELECT 1 FROM tombstones WHERE key_sha256 = ?", (key_hash(key),))
    return found.fetchone() is not None
