"""Ask whether a line of an article's page stands in other articles of its outlet, too (`has_line_elsewhere`)."""

from __future__ import annotations

import re

from corpus.fingerprint import text_sha256
from corpus.store import Corpus

MIN_OTHERS = 2  # articles: one may well be a reprint, or a sequel that repeats a line
MIN_LINE_WORDS = 3
_WORD = re.compile(r"[^\W_]+")


def has_line_elsewhere(corpus: Corpus, article_key: str, outlet: str, line: str, shown: int = 0) -> bool:
    """Return True if two other articles of the outlet, or more, have the line in their text or as their headline.

    `shown` other articles have it on their pages, but not in the corpus yet.
    """
    words = _WORD.findall(line)
    if len(words) < MIN_LINE_WORDS:
        return False
    sha256, number = text_sha256(line), shown
    if number >= MIN_OTHERS:
        return True
    phrase = '{title text} : "' + " ".join(words) + '"'
    for title, text in corpus.conn.execute(_WITH_PHRASE, (phrase, outlet, article_key)):
        number += any(text_sha256(one) == sha256 for one in (title, *text.split("\n")))
        if number == MIN_OTHERS:
            return True
    return False


_WITH_PHRASE = """SELECT articles.title, articles.text
FROM articles_fts CROSS JOIN articles ON articles.id = articles_fts.rowid
WHERE articles_fts MATCH ? AND articles.outlet = ? AND articles.key <> ? ORDER BY articles_fts.rowid DESC LIMIT 20"""
