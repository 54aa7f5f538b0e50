"""Find removed articles that came back: rejected pages still in the archive, and copies at other outlets."""

from __future__ import annotations

import sqlite3

from corpus.crawl.tombstones import REMOVED, text_hashes
from corpus.erasure.trace import Trace, copies_of, parts_of, records_of, stored_id
from corpus.models import Article
from corpus.store import Corpus

NO_ARTICLE = 0
"""The id in the trace of a page that came back: it was never stored and has none (real ids begin with the day)."""


def returned_rows(sql: sqlite3.Connection) -> list[int]:
    """Return the ids of frontier rows that were rejected as removed articles, in the order of discovery."""
    rows = sql.execute(
        f"SELECT id FROM frontier WHERE state = 'rejected' AND reason = '{REMOVED}' AND key NOT LIKE ? ORDER BY id",  # noqa: S608
        (f"{REMOVED}:%",),
    )
    return [row[0] for row in rows]


def row_address(corpus: Corpus, row_id: int) -> tuple[str, str]:
    """Return (outlet, address) of a frontier row."""
    row = corpus.conn.execute("SELECT outlet, url FROM frontier WHERE id = ?", (row_id,)).fetchone()
    return row[0], row[1]


def copies_elsewhere(sql: sqlite3.Connection, run_id: int | None = None) -> list[int]:
    """Return the ids of other outlets' articles with the text of a removed one; with a run, only those it stored."""
    brought = """AND key IN (SELECT article_key FROM run_outcomes CROSS JOIN frontier ON frontier.id = frontier_id
        WHERE outcome = 'stored' AND run_outcomes.run_id = ?)"""
    rows = sql.execute(
        f"""SELECT articles.id FROM tombstones JOIN articles ON text_sha256 = substr(key_sha256, 6)
        WHERE key_sha256 GLOB 'text:*' {brought if run_id else ""} ORDER BY 1""",  # noqa: S608
        (run_id,) if run_id else (),
    )
    return [row[0] for row in rows]


def trace_returned(corpus: Corpus, row_id: int, article: Article | None) -> Trace:
    """Return all that the corpus holds of the page. `article` is what refining it gives, if it gives one."""
    outlet, key, url, title = corpus.conn.execute(
        "SELECT outlet, key, url, title FROM frontier WHERE id = ?", (row_id,)
    ).fetchone()
    rows = {row_id: (key, url), **parts_of(corpus, row_id)}
    captures = records_of(corpus, rows)
    own = {k for k in (key, article.key if article else None) if k}
    keys = {k for k in own if stored_id(corpus, k) is None}  # another article's key is none of this page's
    texts = text_hashes(article.text) if article else frozenset()
    return Trace(
        NO_ARTICLE,
        key,
        outlet,
        article.title if article else title or "",
        frozenset(keys),
        frozenset({url, *(u for c in captures for u in c[2:])} - {None}),
        tuple(rows),
        frozenset((c[0], c[1]) for c in captures),
        copies_of(corpus, texts, NO_ARTICLE),
        article.text if article else "",
        article.lead if article else None,
        texts,
        tuple(each.text for each in article.outside if each.reason == "standfirst" and each.text) if article else (),
    )
