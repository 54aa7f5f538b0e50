"""Further pages of articles in a file that is imported, in a temporary database, so that memory stays flat."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator

from corpus.urls import clean_url

# "/berita/1?page=2", "/berita/1?halaman=all", "/judul/2", "/judul/all"
FURTHER = re.compile(r"[?&](?:page|halaman)=(?:\d+|all)\b|/(?:\d{1,2}|all)/?$")


def first_page(url: str) -> str | None:
    """Return the address of the article's first page if `url` may be a further page, else None.

    >>> first_page("https://example.com/judul-berita/2"), first_page("https://example.com/judul-berita")
    ('https://example.com/judul-berita', None)
    """
    address = clean_url(url)
    first = FURTHER.sub("", address)
    return first if first != address else None


class LaterPages:
    """A temporary database of further pages: address, the article's key, and the byte offset of the record."""

    def __init__(self) -> None:
        self._sql = sqlite3.connect("")
        self._sql.execute("CREATE TABLE pages (url TEXT PRIMARY KEY, key TEXT NOT NULL, place INTEGER NOT NULL)")

    def add(self, url: str, key: str, place: int) -> None:
        """Store where a page is. Of several pages with one address, the first counts."""
        self._sql.execute("INSERT OR IGNORE INTO pages VALUES (?, ?, ?)", (clean_url(url), key, place))

    def place_of(self, url: str) -> int | None:
        """Return the byte offset of the record with this address, None if the file has none."""
        row = self._sql.execute("SELECT place FROM pages WHERE url = ?", (clean_url(url),)).fetchone()
        return int(row[0]) if row else None

    def all(self) -> Iterator[tuple[str, int]]:
        """Yield (article key, byte offset) of each page, in the order of the file."""
        yield from self._sql.execute("SELECT key, place FROM pages ORDER BY place")

    def close(self) -> None:
        """Close and delete the temporary database."""
        self._sql.close()
