"""Words of a text as the full-text index holds them (`tokens`), and a sequence of them as an FTS5 string."""

from __future__ import annotations

import re

from corpus.vocabulary.stemming import fold

Tokens = tuple[str, ...]
"""The words of a name or a phrase, as the full-text index holds them."""

NOTHING = '"\u2060"'
"""A string without a token: FTS5 matches nothing with it."""

_TOKEN = re.compile(r"[^\W_]+")


def tokens(text: str) -> tuple[str, ...]:
    """Return the words of a text as the full-text index holds them.

    >>> tokens("BP2MI-NTT, Jum'at")
    ('bp2mi', 'ntt', 'jum', 'at')
    """
    return tuple(_TOKEN.findall(fold(text)))


def fts_string(phrase: Tokens) -> str:
    """Return a token sequence as an FTS5 string.

    >>> fts_string(("apel", "pagi"))
    '"apel pagi"'
    """
    return f'"{" ".join(phrase)}"' if phrase else NOTHING
