"""Tombstones of removed articles: hashes by which a crawl, import or refine recognises an article and rejects it.

There is one row for the SHA-256 of each of its keys, and two for its text: with its outlet (such a page is rejected)
and without one (the same text at another outlet is only reported). `is_removed` checks a key, `removal_reason` a page.
"""

from __future__ import annotations

import hashlib
import sqlite3

from corpus.fingerprint import text_sha256
from corpus.models import Article
from corpus.store import DUPLICATE_WORDS
from corpus.urls import article_key

REMOVED = "removed"
"""The reject reason of a removed article."""


def key_hash(key: str) -> str:
    """Return the hash that a tombstone stores for a key."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def text_mark(sha256: str, outlet: str | None = None) -> str:
    """Return what a tombstone stores for a text's hash: for its own outlet, or for any outlet."""
    return f"text:{outlet}:{sha256}" if outlet else f"text:{sha256}"


def text_hashes(text: str, *others: str) -> frozenset[str]:
    """Return the text's fingerprint with those of earlier versions (`others`); none if the text is too short."""
    return frozenset({text_sha256(text), *others}) if len(text.split()) >= DUPLICATE_WORDS else frozenset()


def gives_removed(sql: sqlite3.Connection, article: Article) -> bool:
    """Return True if this is an article that was removed."""
    return removal_reason(sql, article) is not None


def removal_reason(sql: sqlite3.Connection, article: Article) -> str | None:
    """Return why the article was removed, or None. It is recognised by key, address, or text and outlet."""
    keys = [key for key in (article.key, article_key(article.url), article_key(article.canonical_url or "")) if key]
    texts = text_hashes(article.text) if article.outlet else ()
    for mark in (*map(key_hash, keys), *(text_mark(sha256, article.outlet) for sha256 in texts)):
        row = sql.execute("SELECT reason FROM tombstones WHERE key_sha256 = ?", (mark,)).fetchone()
        if row is not None:
            return str(row[0])
    return None


def is_removed(sql: sqlite3.Connection, key: str) -> bool:
    """Return True if an article with this key was removed."""
    row = sql.execute("SELECT 1 FROM tombstones WHERE key_sha256 = ?", (key_hash(key),))
    return row.fetchone() is not None
