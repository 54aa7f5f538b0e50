"""Mentions as derived rows (`MENTIONS`, `mentions_of_corpus`): made from each article's text, stored in `mentions`."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corpus.article_words import ArticleWords, files_version
from corpus.errors import KlipingError
from corpus.people_named.mention_rows import Mention, mentions_of
from corpus.people_named.role_words import ROLES_FILE
from corpus.vocabulary.names import Names
from corpus.vocabulary.names_file import names_of, names_path, shipped_names
from corpus.vocabulary.places import PLACES_FILE
from corpus.vocabulary.stemming import DATA

_ROOM = Path(__file__).parent
_VOCABULARY = _ROOM.parent / "vocabulary"
_MODULES = (
    *("cut_text", "derivation", "known_names", "known_spots", "mention_rows", "name_runs", "persons"),
    *("role_introductions", "role_words", "speech_introductions"),
)
RULE_FILES = (
    *(_ROOM / f"{name}.py" for name in _MODULES),
    *(_VOCABULARY / f"{name}.py" for name in ("names", "names_file", "places", "stemming", "tokens")),
    *(DATA / name for name in ("names.toml", "roots.txt", "spellings.txt", "stems.txt", "stopwords.txt")),
    *(ROLES_FILE, PLACES_FILE),
)
_INSERT = (
    """INSERT INTO mentions (article_id, start, "end", kind, name, role, text_sha256) VALUES (?, ?, ?, ?, ?, ?, ?)"""
)


@dataclass(frozen=True, slots=True)
class MentionDerivation:
    """The derivation of mentions, with the names of the file beside a corpus; None for the names that ship alone."""

    names_file_of: Path | None = None
    name: str = "mentions"

    def rules_version(self) -> str:
        """Return a fingerprint of the rules, their data and the corpus's own names."""
        own = None if self.names_file_of is None else names_path(self.names_file_of)
        if own is None or not own.is_file():
            return _version(None, 0, 0)
        stat = own.stat()
        return _version(own, stat.st_mtime_ns, stat.st_size)

    def rows_of(self, article: ArticleWords) -> Sequence[Mention]:
        """Return an article's mentions."""
        return mentions_of(article.title, article.text, self._names())

    def _names(self) -> Names:
        """Return the known names; those that ship where the corpus's own file has an error, which readers say."""
        if self.names_file_of is None:
            return shipped_names()
        try:
            return names_of(self.names_file_of)
        except KlipingError:
            return shipped_names()

    def write(self, sql: sqlite3.Connection, article: ArticleWords, rows: Sequence[Mention]) -> None:
        """Replace the article's mentions."""
        sql.execute("DELETE FROM mentions WHERE article_id = ?", (article.id,))
        sql.executemany(
            _INSERT,
            [(article.id, one.start, one.end, one.kind, one.name, one.role, article.text_sha256) for one in rows],
        )

    def settle(self, sql: sqlite3.Connection, ids: Sequence[int]) -> None:
        """Do nothing: each article's mentions are its own."""

    def clear(self, sql: sqlite3.Connection) -> None:
        """Delete every mention."""
        sql.execute("DELETE FROM mentions")


MENTIONS = MentionDerivation()
"""The derivation by the names that ship."""


def mentions_of_corpus(corpus: Path) -> MentionDerivation:
    """Return the derivation of mentions for the corpus at this path, with the names of its own file."""
    return MentionDerivation(corpus)


@lru_cache(maxsize=8)
def _version(own: Path | None, _changed_at: int, _size: int) -> str:
    return files_version(*RULE_FILES, *([own] if own else []))
