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
    """A temporary database of further pages: address, the article's key, and the record's place.

    A place is the byte offset of the record's gzip member, and where it begins in what unpacks there.
    """

    def __init__(self) -> None:
        self._sql = sqlite3.connect("")
        self._sql.execute("CREATE TABLE pages (url TEXT PRIMARY KEY, key TEXT NOT NULL, place INTEGER, inner INTEGER)")

    def add(self, url: str, key: str, place: tuple[int, int]) -> bool:
        """Store where a page is. Of several pages with one address, the first counts; False for the others."""
        added = self._sql.execute("INSERT OR IGNORE INTO pages VALUES (?, ?, ?, ?)", (clean_url(url), key, *place))
        return added.rowcount > 0

    def place_of(self, url: str) -> tuple[int, int] | None:
        """Return the place of the record with this address, None if the file has none."""
        row = self._sql.execute("SELECT place, inner FROM pages WHERE url = ?", (clean_url(url),)).fetchone()
        return (int(row[0]), int(row[1])) if row else None

    def all(self) -> Iterator[tuple[str, tuple[int, int]]]:
        """Yield article key and place of each page, in the order of the file."""
        rows = self._sql.execute("SELECT key, place, inner FROM pages ORDER BY place, inner")
        yield from ((key, (place, inner)) for key, place, inner in rows)

    def close(self) -> None:
        """Close and delete the temporary database."""
        self._sql.close()
