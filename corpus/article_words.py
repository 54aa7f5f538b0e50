"""An article as derivations read it (`ArticleWords`), and what a derivation is (`Derivation`)."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from zlib import crc32

MOST_DERIVED = 1_000_000  # characters of a text: some 140,000 words, which take 100 MB for a moment


@dataclass(frozen=True, slots=True)
class ArticleWords:
    """Headline and text of a stored article; `text_sha256` is the fingerprint of its words."""

    id: int
    title: str
    text: str
    text_sha256: str


class Derivation(Protocol):
    """Something that is made from the articles' texts by rules, and made anew where the rules change.

    `rows_of` is pure, and runs in other processes. `write` and `settle` are called in one transaction for a batch of
    articles: `write` replaces the article's rows, `settle` does what takes more than one article. `clear` deletes all
    rows before everything is derived anew. What was derived must not depend on the order of the articles.
    """

    @property
    def name(self) -> str:
        """Its name in the table `derived`, as "quotes"."""

    def rules_version(self) -> str:
        """Return a fingerprint of its rules: another one wherever the same text may give other rows."""

    def rows_of(self, article: ArticleWords) -> Any:
        """Return what an article gives; it can be sent to another process."""

    def write(self, sql: sqlite3.Connection, article: ArticleWords, rows: Any) -> None:
        """Replace what is stored of the article."""

    def settle(self, sql: sqlite3.Connection, ids: Sequence[int]) -> None:
        """Do what takes more than one article, after these were written, or are gone."""

    def clear(self, sql: sqlite3.Connection) -> None:
        """Delete every row."""


def files_version(*files: Path) -> str:
    """Return a checksum of these files' contents, for `rules_version`; line ends don't count."""
    return f"{crc32(b''.join(file.read_bytes().replace(bytes((13, 10)), bytes((10,))) for file in files)):08x}"
