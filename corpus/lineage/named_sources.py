"""Which outlet of the corpus an article names as its source (`SourceNames`): by its credit or its reprint notice."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from corpus.fingerprint import counted_words
from corpus.urls import host_of


class SourceNames:
    """The outlets of a corpus by their hosts, names and slugs, read once."""

    def __init__(self, sql: sqlite3.Connection) -> None:
        self._hosts: dict[str, str] = {}
        self._names: dict[tuple[str, ...], str] = {}
        self._longest = 1
        for slug, name, site in sql.execute("SELECT slug, name, site FROM outlets ORDER BY slug"):
            self._hosts.setdefault(host_of(f"https://{site}"), slug)
            for words in (
                tuple(counted_words(name)),
                tuple(counted_words(slug.replace("_", " "))),
                tuple(counted_words(site)),
            ):
                if words and len("".join(words)) > 2:
                    self._names.setdefault(words, slug)
                    self._longest = max(self._longest, len(words))

    def outlet_of(self, own: str, credit: str | None, outlet: str | None, address: str | None) -> str | None:
        """Return the other outlet that a credit, a notice's outlet or its address names; None if none is known."""
        if address and (slug := self._hosts.get(host_of(address))):
            return slug if slug != own else None
        for words in (outlet, credit):
            if words and (slug := self._named(counted_words(words))):
                return slug if slug != own else None
        return None

    def _named(self, words: Sequence[str]) -> str | None:
        """Return the outlet with the longest name that stands in these words."""
        for length in range(min(self._longest, len(words)), 0, -1):
            for start in range(len(words) - length + 1):
                if slug := self._names.get(tuple(words[start : start + length])):
                    return slug
        return None
