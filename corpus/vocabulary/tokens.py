"""Words of a text as the full-text index holds them (`tokens`), and a sequence of them as an FTS5 string."""

from __future__ import annotations

import re
import sqlite3
from functools import cache, lru_cache
from threading import Lock

Tokens = tuple[str, ...]
"""The words of a name or a phrase, as the full-text index holds them."""

NOTHING = '"\u2060"'
"""A string without a token: FTS5 matches nothing with it."""

TOKENIZER = "unicode61 remove_diacritics 2"
"""How the full-text index cuts words, as in its schema."""

_TOKEN = re.compile(r"[a-z0-9]+")
_CUTTER = f"""
CREATE VIRTUAL TABLE cut USING fts5(text, content='', tokenize='{TOKENIZER}');
CREATE VIRTUAL TABLE pieces USING fts5vocab(cut, instance);
"""
_LOCK = Lock()


def tokens(text: str) -> Tokens:
    """Return the words of a text as the full-text index holds them.

    Letters and figures that Unicode calls compatible are not made alike: the index has `m²` and `straße` as printed.

    >>> tokens("BP2MI-NTT, Jum'at, Jokówi, 40 m²")
    ('bp2mi', 'ntt', 'jum', 'at', 'jokowi', '40', 'm²')
    """
    return tuple(_TOKEN.findall(text.lower())) if text.isascii() else _cut(text)


def fts_string(phrase: Tokens) -> str:
    """Return a token sequence as an FTS5 string.

    >>> fts_string(("apel", "pagi"))
    '"apel pagi"'
    """
    return f'"{" ".join(phrase)}"' if phrase else NOTHING


@lru_cache(maxsize=10_000)
def _cut(text: str) -> Tokens:
    """Return the words as SQLite itself cuts them: its tables of letters are those of another Unicode than Python's."""
    with _LOCK:
        sql = _cutter()
        sql.execute("INSERT INTO cut (rowid, text) VALUES (1, ?)", (text.encode("utf-8", "replace").decode(),))
        words = tuple(row[0] for row in sql.execute("SELECT term FROM pieces ORDER BY offset"))
        sql.execute("INSERT INTO cut (cut) VALUES ('delete-all')")
    return words


@cache
def _cutter() -> sqlite3.Connection:
    """Return a full-text index in memory; every thread may use it, one at a time."""
    sql = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    sql.text_factory = lambda stored: stored.decode("utf-8", "ignore")  # FTS5 cuts a word at 32,768 bytes
    sql.executescript(_CUTTER)
    return sql
