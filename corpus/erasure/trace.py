"""Collect all that the corpus holds of one article (`trace`), and the words that identify it (`marks`)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from corpus.crawl.tombstones import text_hashes
from corpus.erasure.marks import PIECE, PIECES, RARE_LETTERS, RARE_WORDS, Marks, marks_of
from corpus.erasure.registry import OTHER_ROWS
from corpus.file.checksums import OWNED_TABLES
from corpus.fingerprint import text_sha256
from corpus.store import Corpus

RecordPosition = tuple[str, int]
"""The position of a WARC record: (segment, offset)."""
_WITH_ARTICLES = frozenset(OWNED_TABLES)
_EARLIER = "SELECT title, text FROM versions WHERE article_id = ? AND text IS NOT NULL ORDER BY seq"
_STANDFIRSTS = "SELECT text FROM outside WHERE article_id = ? AND reason = 'standfirst' AND text IS NOT NULL"


@dataclass(frozen=True, slots=True)
class Trace:
    """An article and all that leads to it: keys, addresses (`urls`), frontier `rows` and positions of its records.

    `copies` are other articles with the same text, `texts` the fingerprints of its text and of its earlier versions.
    `standfirsts` are words of its page that are its own and stand outside its text; `earlier` are the headline and text
    of each earlier version.
    """

    article_id: int
    key: str
    outlet: str
    title: str
    keys: frozenset[str]
    urls: frozenset[str]
    rows: tuple[int, ...]
    places: frozenset[RecordPosition]
    copies: tuple[int, ...]
    text: str
    lead: str | None
    texts: frozenset[str]
    standfirsts: tuple[str, ...] = ()
    earlier: tuple[tuple[str, str], ...] = ()


def trace(corpus: Corpus, article_id: int) -> Trace:
    """Return all that the corpus holds of the article."""
    sql = corpus.conn
    key, outlet, title, url, canonical, text, lead = sql.execute(
        "SELECT key, outlet, title, url, canonical_url, text, lead FROM articles WHERE id = ?", (article_id,)
    ).fetchone()
    keys = {key, *_column(corpus, "SELECT key FROM aliases WHERE article_key = ?", key)}
    rows: dict[int, tuple[str, str]] = {}
    for known in keys:
        row_cursor = sql.execute(
            "SELECT id, key, url FROM frontier WHERE kind = 'article' AND (key = ? OR article_key = ?)", (known, known)
        )
        rows |= {row[0]: (row[1], row[2]) for row in row_cursor}
    keys |= {row_key for row_key, _ in rows.values()}
    for row_id in tuple(rows):
        rows |= parts_of(corpus, row_id)
    captures = records_of(corpus, rows)
    urls = {url, canonical, *(u for _, u in rows.values()), *(u for c in captures for u in c[2:])} - {None}
    hashes = _column(corpus, "SELECT content_sha256 FROM versions WHERE article_id = ?", article_id)
    earlier = sql.execute(_EARLIER, (article_id,)).fetchall()
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
        text_hashes(text, *hashes),
        tuple(_column(corpus, _STANDFIRSTS, article_id)),
        tuple((row[0] or "", row[1]) for row in earlier),
    )


def stored_id(corpus: Corpus, key: str) -> int | None:
    """Return the id of the stored article with this key, None if there is none."""
    row = corpus.conn.execute("SELECT id FROM articles WHERE key = ?", (key,)).fetchone()
    return int(row[0]) if row else None


def key_of_id(corpus: Corpus, article_id: int) -> str | None:
    """Return the key of this id, even if its article was removed; None if the id was never given."""
    row = corpus.conn.execute("SELECT key FROM article_ids WHERE id = ?", (min(article_id, (1 << 63) - 1),)).fetchone()
    return str(row[0]) if row else None


def parts_of(corpus: Corpus, row_id: int) -> dict[int, tuple[str, str]]:
    """Return id -> (key, address) for the further pages of an article's row."""
    parts = corpus.conn.execute("SELECT id, key, url FROM frontier WHERE kind = 'part' AND parent_id = ?", (row_id,))
    return {row[0]: (row[1], row[2]) for row in parts}


def records_of(corpus: Corpus, rows: Iterable[int]) -> list[tuple[str, int, str, str | None]]:
    """Return (segment, offset, address that answered, requested address if another) for the captures of the rows."""
    sql = 'SELECT archive, "offset", url, requested_url FROM captures WHERE frontier_id = ?'
    return [capture for row in rows for capture in corpus.conn.execute(sql, (row,))]


def copies_of(corpus: Corpus, texts: Iterable[str], article_id: int) -> tuple[int, ...]:
    """Return the ids of other articles whose text has one of these fingerprints."""
    sql = "SELECT id FROM articles WHERE text_sha256 = ? AND id <> ?"
    return tuple(sorted({copy for text in texts for copy in _column(corpus, sql, text, article_id)}))


def marks(corpus: Corpus, trace: Trace) -> Marks:
    """Return the marks that identify the article. A title or wording that another article has is left out."""
    titles = [trace.title, *(title for title, _ in trace.earlier)]
    texts = [trace.text, *(text for _, text in trace.earlier)]
    known = marks_of(titles, (*titles, trace.lead, *texts, *trace.standfirsts), trace.urls)
    own_titles = tuple(title for title in known.titles if not is_shared(corpus, title, trace.article_id))
    pieces = [p for text in texts for p in _pieces(text)]
    own = [p for p in pieces if not is_shared(corpus, p.partition(" ")[2], trace.article_id)]
    own += [title for title in dict.fromkeys(titles) if set(marks_of([title], (), ()).titles) & set(own_titles)]
    rare = _rare_words(corpus, trace, " ".join([*titles, *texts]))
    return replace(known, titles=own_titles, pieces=tuple(dict.fromkeys(own)), rare=rare)


def _pieces(text: str) -> list[str]:
    """Return pieces of a text, spread over it."""
    pieces = (text[at : at + PIECE] for at in range(0, len(text), max(PIECE, len(text) // PIECES)))
    return [piece for piece in pieces if len(piece) == PIECE]


def is_shared(corpus: Corpus, wording: str, article_id: int) -> bool:
    """Return True if another article has this sequence of words (the last word may be cut)."""
    words = re.findall(r"\w+", wording)
    if not words:
        return True
    phrase = '"' + " ".join(words) + '"' + "*"
    other = corpus.conn.execute(
        "SELECT 1 FROM articles_fts WHERE articles_fts MATCH ? AND rowid <> ? LIMIT 1", (phrase, article_id)
    )
    return other.fetchone() is not None


def _rare_words(corpus: Corpus, trace: Trace, text: str) -> tuple[str, ...]:
    """Return the longest words of the article that are in no other article, and in no other row's address or title."""
    words = sorted({w for w in re.findall(r"[^\W\d_]+", text) if len(w) >= RARE_LETTERS}, key=lambda w: (-len(w), w))
    rare: list[str] = []
    for word in words[: 10 * RARE_WORDS]:
        if not is_shared(corpus, word, trace.article_id) and not _stands_elsewhere(corpus, word, trace):
            rare.append(word)
        if len(rare) == RARE_WORDS:
            break
    return tuple(rare)


def _stands_elsewhere(corpus: Corpus, word: str, trace: Trace) -> bool:
    """Return True if rows of others hold the word, which may rightly stand there after the removal."""
    own = ", ".join(map(str, trace.rows)) or "0"
    for mention in OTHER_ROWS:
        others = f"AND id NOT IN ({own})" if mention.table == "frontier" else ""
        others = f"AND id <> {trace.article_id}" if mention.table == "articles" else others
        others = f"AND article_id <> {trace.article_id}" if mention.table in _WITH_ARTICLES else others
        sql = f"SELECT 1 FROM {mention.table} WHERE {mention.column} LIKE ? {others} LIMIT 1"  # noqa: S608 - names
        if corpus.conn.execute(sql, (f"%{word}%",)).fetchone():
            return True
    return False


def _column(corpus: Corpus, sql: str, *values: object) -> list[Any]:
    """Return the first column of the rows that a query gives."""
    return [row[0] for row in corpus.conn.execute(sql, values)]
