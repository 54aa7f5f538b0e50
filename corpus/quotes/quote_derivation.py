"""Quotes as derived rows (`QUOTE_ROWS`, `quotes_of_corpus`): made from each article's text, stored in `quotes`."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corpus.article_words import ArticleWords, files_version
from corpus.errors import KlipingError
from corpus.quotes.extraction import quotes_of
from corpus.quotes.quote_marks import Quote
from corpus.vocabulary.names import Names
from corpus.vocabulary.names_file import names_of, names_path, shipped_names
from corpus.vocabulary.stemming import DATA

_ROOM = Path(__file__).parent
_VOCABULARY = _ROOM.parent / "vocabulary"
_LISTS = ("names.toml", "places.toml", "quotes.toml", "roots.txt", "speakers.toml", "spellings.txt", "stems.txt")
RULE_FILES = (
    *sorted(_ROOM.glob("*.py")),
    *(_VOCABULARY / f"{name}.py" for name in ("names", "names_file", "places", "stemming", "tokens")),
    *(DATA / name for name in (*_LISTS, "doubled.txt", "stopwords.txt")),
)
_INSERT = """INSERT INTO quotes
    (article_id, start, "end", kind, text, speaker, role, speaker_start, speaker_end, rule, text_sha256)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""


@dataclass(frozen=True, slots=True)
class QuoteDerivation:
    """The derivation of quotes, with the names of the file beside a corpus; None for the names that ship alone."""

    names_file_of: Path | None = None
    name: str = "quotes"

    def rules_version(self) -> str:
        """Return a fingerprint of the rules, their lists and the corpus's own names."""
        own = None if self.names_file_of is None else names_path(self.names_file_of)
        if own is None or not own.is_file():
            return _version(None, 0, 0)
        stat = own.stat()
        return _version(own, stat.st_mtime_ns, stat.st_size)

    def rows_of(self, article: ArticleWords) -> Sequence[Quote]:
        """Return the article's quotes."""
        return quotes_of(article.title, article.text, self._names())

    def _names(self) -> Names:
        """Return the known names; those that ship where the corpus's own file has an error, which readers say."""
        if self.names_file_of is None:
            return shipped_names()
        try:
            return names_of(self.names_file_of)
        except KlipingError:
            return shipped_names()

    def write(self, sql: sqlite3.Connection, article: ArticleWords, rows: Sequence[Quote]) -> None:
        """Replace the article's quotes."""
        sql.execute("DELETE FROM quotes WHERE article_id = ?", (article.id,))
        sql.executemany(_INSERT, [_values(article, one) for one in rows])

    def settle(self, sql: sqlite3.Connection, ids: Sequence[int]) -> None:
        """Do nothing: each article's quotes are its own."""

    def clear(self, sql: sqlite3.Connection) -> None:
        """Delete every quote."""
        sql.execute("DELETE FROM quotes")


QUOTE_ROWS = QuoteDerivation()
"""The derivation by the names that ship."""


def quotes_of_corpus(corpus: Path) -> QuoteDerivation:
    """Return the derivation of quotes for the corpus at this path, with the names of its own file."""
    return QuoteDerivation(corpus)


def _values(article: ArticleWords, one: Quote) -> tuple[object, ...]:
    words = (one.start, one.end, one.kind, one.text, one.speaker, one.role)
    return (article.id, *words, one.speaker_start, one.speaker_end, one.rule, article.text_sha256)


@lru_cache(maxsize=8)
def _version(own: Path | None, _changed_at: int, _size: int) -> str:
    return files_version(*RULE_FILES, *([own] if own else []))
