"""Lineage as something that is derived from the texts (`LINEAGE`): who copied from whom."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from corpus.article_words import ArticleWords, files_version
from corpus.fingerprint import counted_words
from corpus.lineage.entering import NewPrints
from corpus.lineage.lineage_tables import LineageTables
from corpus.lineage.outlet_changes import forget_outlets, of_changed_outlets
from corpus.lineage.settling import settle
from corpus.lineage.winnowing import prints_of

_ROOM = Path(__file__).parent
_RULES = (
    *(
        "winnowing",
        "placed_words",
        "read_text",
        "overlap",
        "filled_forms",
        "copy_rules",
        "origin_order",
        "named_sources",
    ),
    *("common_wording", "lineage_tables", "print_entries", "entering", "settling", "outlet_changes"),
)


class LineageDerivation:
    """Copies, origins and stories. Fingerprints are made for each article, the rest when a batch is settled."""

    name = "lineage"

    def __init__(self) -> None:
        self._made: dict[int, NewPrints] = {}
        self._version: str | None = None

    def rules_version(self) -> str:
        """Return a fingerprint of the code of this room."""
        if self._version is None:
            fingerprint = _ROOM.parent / "fingerprint.py"
            self._version = files_version(*(_ROOM / f"{name}.py" for name in _RULES), fingerprint)
        return self._version

    def rows_of(self, article: ArticleWords) -> NewPrints:
        """Return the article's fingerprints."""
        words = counted_words(article.text)
        return NewPrints(prints_of(words), len(words))

    def write(self, sql: sqlite3.Connection, article: ArticleWords, rows: NewPrints) -> None:
        """Remember the fingerprints until the batch is settled: they are stored once for all with the same words."""
        self._made[article.id] = rows

    def settle(self, sql: sqlite3.Connection, ids: Sequence[int]) -> None:
        """Find the copies and origins of these articles, and of all on which they bear."""
        made, self._made = self._made, {}
        settle(sql, sorted({*ids, *of_changed_outlets(sql)}), made)

    def clear(self, sql: sqlite3.Connection) -> None:
        """Delete every row."""
        LineageTables(sql).clear()
        forget_outlets(sql)


LINEAGE = LineageDerivation()
