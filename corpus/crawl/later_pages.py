"""Further pages of articles in a file that is imported, in a temporary database, so that memory stays flat."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator

from corpus.urls import clean_url

# "/berita/1?page=2", "/berita/1?halaman=all", "/judul/2", "/judul/all"
FURTHER = re.compile(r"[?&](?:page|halaman)=(?:\d+|all)\b|/(?:\d{1,2}|all)/?$")


def first_page(url: str) -> str | None:
    """The address of the article's first page, where this may be that of a further one.

    >>> first_page("https://example.com/judul-berita/2"), first_page("https://example.com/judul-berita")
    ('https://example.com/judul-berita', None)
    """
    address = clean_url(url)
    first = FURTHER.sub("", address)
    return first if first != address else None


class LaterPages:
    """Further pages by address: the article's key, and the byte at which the record stands. A temporary database."""

    def __init__(self) -> None:
        self._sql = sqlite3.connect("")
        self._sql.execute("CREATE TABLE pages (url TEXT PRIMARY KEY, key TEXT NOT NULL, place INTEGER NOT NULL)")

    def add(self, url: str, key: str, place: int) -> None:
        """Keep where a page stands; the first of an address counts."""
        self._sql.execute("INSERT OR IGNORE INTO pages VALUES (?, ?, ?)", (clean_url(url), key, place))

    def place_of(self, url: str) -> int | None:
        """The byte at which the address's record stands; None where the file holds none."""
        row = self._sql.execute("SELECT place FROM pages WHERE url = ?", (clean_url(url),)).fetchone()
        return int(row[0]) if row else None

    def all(self) -> Iterator[tuple[str, int]]:
        """Each page's key and place, in the order of the file."""
        yield from self._sql.execute("SELECT key, place FROM pages ORDER BY place")

    def close(self) -> None:
        """Forget them."""
        self._sql.close()
