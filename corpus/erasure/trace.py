"""What leads to one article in the corpus: its keys, addresses, rows, records; and what only it is known by."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from corpus.crawl.tombstones import text_hashes
from corpus.erasure.marks import PIECE, PIECES, RARE_LETTERS, RARE_WORDS, Marks, marks_of
from corpus.fingerprint import text_sha256
from corpus.store import Corpus

Place = tuple[str, int]
"""Where a record stands: segment and offset."""
ELSEWHERE = (
    ("frontier", "url"),
    ("frontier", "title"),
    ("removed_lines", "text"),
    ("ledger", "url"),
    ("validators", "url"),
    ("topics", "toml"),
    ("outlets", "name"),
)
"""Where a word may stand by rights after its article is gone."""


@dataclass(frozen=True, slots=True)
class Trace:
    """An article and all that leads to it: its keys and addresses, its rows of the frontier, its records' places.

    `copies` are other articles of the same text, `texts` the fingerprints that its text is known by.
    """

    article_id: int
    key: str
    outlet: str
    title: str
    keys: frozenset[str]
    urls: frozenset[str]
    rows: tuple[int, ...]
    places: frozenset[Place]
    copies: tuple[int, ...]
    text: str
    lead: str | None
    texts: frozenset[str]


def trace(corpus: Corpus, article_id: int) -> Trace:
    """What the corpus holds of the article."""
    sql = corpus.conn
    key, outlet, title, url, canonical, text, lead = sql.execute(
        "SELECT key, outlet, title, url, canonical_url, text, lead FROM articles WHERE id = ?", (article_id,)
    ).fetchone()
    keys = {key, *_column(corpus, "SELECT key FROM aliases WHERE article_key = ?", key)}
    rows: dict[int, tuple[str, str]] = {}
    for known in keys:
        found = sql.execute(
            "SELECT id, key, url FROM frontier WHERE kind = 'article' AND (key = ? OR article_key = ?)", (known, known)
        )
        rows |= {row[0]: (row[1], row[2]) for row in found}
    keys |= {row_key for row_key, _ in rows.values()}
    for row_id in tuple(rows):
        rows |= parts_of(corpus, row_id)
    captures = records_of(corpus, rows)
    urls = {url, canonical, *(u for _, u in rows.values()), *(u for c in captures for u in c[2:])} - {None}
    earlier = _column(corpus, "SELECT content_sha256 FROM versions WHERE article_id = ?", article_id)
    same = copies_of(corpus, {text_sha256(text)}, article_id)
    return Trace(
        article_id,
        key,
        outlet,
        title,
        frozenset(keys),
        frozenset(urls),
        tuple(rows),
        frozenset((c[0], c[1]) for c in captures),
        same,
        text,
        lead,
        text_hashes(text, *earlier),
    )


def parts_of(corpus: Corpus, row_id: int) -> dict[int, tuple[str, str]]:
    """The further pages of an article's row: id -> key and address."""
    parts = corpus.conn.execute("SELECT id, key, url FROM frontier WHERE kind = 'part' AND parent_id = ?", (row_id,))
    return {row[0]: (row[1], row[2]) for row in parts}


def records_of(corpus: Corpus, rows: Iterable[int]) -> list[tuple[str, int, str, str | None]]:
    """The rows' captures: segment, offset, the address that answered and the one that was asked, if another."""
    sql = 'SELECT archive, "offset", url, requested_url FROM captures WHERE frontier_id = ?'
    return [capture for row in rows for capture in corpus.conn.execute(sql, (row,))]


def copies_of(corpus: Corpus, texts: Iterable[str], article_id: int) -> tuple[int, ...]:
    """Other articles with one of these texts, known by their fingerprints."""
    sql = "SELECT id FROM articles WHERE text_sha256 = ? AND id <> ?"
    return tuple(sorted({found for text in texts for found in _column(corpus, sql, text, article_id)}))


def marks(corpus: Corpus, found: Trace) -> Marks:
    """What the article is known by and no other one is: a title or wording that others share is none of it."""
    text = found.text
    known = marks_of(found.title, (found.title, found.lead, text), found.urls)
    title = None if known.title and is_shared(corpus, known.title, found.article_id) else known.title
    pieces = [text[at : at + PIECE] for at in range(0, len(text), max(PIECE, len(text) // PIECES))]
    own = [p for p in pieces if len(p) == PIECE and not is_shared(corpus, p.partition(" ")[2], found.article_id)]
    if title:
        own.append(found.title)
    return replace(known, title=title, pieces=tuple(own), rare=_rare_words(corpus, found, f"{found.title} {text}"))


def is_shared(corpus: Corpus, wording: str, article_id: int) -> bool:
    """True where another article has these words in a row (the last one may be cut)."""
    words = re.findall(r"\w+", wording)
    if not words:
        return True
    phrase = '"' + " ".join(words) + '"' + "*"
    found = corpus.conn.execute(
        "SELECT 1 FROM articles_fts WHERE articles_fts MATCH ? AND rowid <> ? LIMIT 1", (phrase, article_id)
    )
    return found.fetchone() is not None


def _rare_words(corpus: Corpus, found: Trace, text: str) -> tuple[str, ...]:
    """The longest words of the article that stand in no other article and in no other row's address or title."""
    words = sorted({w for w in re.findall(r"[^\W\d_]+", text) if len(w) >= RARE_LETTERS}, key=lambda w: (-len(w), w))
    rare: list[str] = []
    for word in words[: 10 * RARE_WORDS]:
        if not is_shared(corpus, word, found.article_id) and not _stands_elsewhere(corpus, word, found):
            rare.append(word)
        if len(rare) == RARE_WORDS:
            break
    return tuple(rare)


def _stands_elsewhere(corpus: Corpus, word: str, found: Trace) -> bool:
    own = ", ".join(map(str, found.rows)) or "0"
    for table, column in ELSEWHERE:
        others = f"AND id NOT IN ({own})" if table == "frontier" else ""
        others = f"AND article_id <> {found.article_id}" if table == "removed_lines" else others
        sql = f"SELECT 1 FROM {table} WHERE {column} LIKE ? {others} LIMIT 1"  # noqa: S608 - names are ours
        if corpus.conn.execute(sql, (f"%{word}%",)).fetchone():
            return True
    return False


def _column(corpus: Corpus, sql: str, *values: object) -> list[Any]:
    return [row[0] for row in corpus.conn.execute(sql, values)]
