"""Was this article removed on request? Then no crawl, import or refine brings it back.

A tombstone is a row for each thing that the article is known by: the SHA-256 of its keys, and of its text, once
under its outlet (that is set aside) and once under none (at another outlet it is only named).
"""

from __future__ import annotations

import hashlib
import sqlite3

from corpus.fingerprint import text_sha256
from corpus.models import Article
from corpus.store import DUPLICATE_WORDS
from corpus.urls import article_key

REMOVED = "removed"
"""The reason that rows of removed articles carry."""


def key_hash(key: str) -> str:
    """What is kept of a removed article's key."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def text_mark(sha256: str, outlet: str | None = None) -> str:
    """What is kept of a removed article's text: for its own outlet, or to know it at any other."""
    return f"text:{outlet}:{sha256}" if outlet else f"text:{sha256}"


def text_hashes(text: str, *others: str) -> frozenset[str]:
    """By which fingerprints a text is known, its earlier versions' with it; none for one that says too little."""
    return frozenset({text_sha256(text), *others}) if len(text.split()) >= DUPLICATE_WORDS else frozenset()


def gives_removed(sql: sqlite3.Connection, article: Article) -> bool:
    """True where a page turned out to be an article that was removed."""
    return reason_of(sql, article) is not None


def reason_of(sql: sqlite3.Connection, article: Article) -> str | None:
    """Why the article was removed, known by its key, the address it claims, or its text at the same outlet."""
    keys = [key for key in (article.key, article_key(article.canonical_url or "")) if key]
    texts = text_hashes(article.text) if article.outlet else ()
    for mark in (*map(key_hash, keys), *(text_mark(sha256, article.outlet) for sha256 in texts)):
        found = sql.execute("SELECT reason FROM tombstones WHERE key_sha256 = ?", (mark,)).fetchone()
        if found is not None:
            return str(found[0])
    return None


def is_removed(sql: sqlite3.Connection, key: str) -> bool:
    """True where an article of this key was removed."""
    found = sql.execute("SELECT 1 FROM tombstones WHERE key_sha256 = ?", (key_hash(key),))
    return found.fetchone() is not None
