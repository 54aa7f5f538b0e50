"""An article's rows in `page_words`, `outside` and `images`: written with the article, read by `kliping show`."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # a search starts without them
    from corpus.models import Article

_COUNTS = ("seen", "kept", "fields", "cut", "outside", "unexplained", "added")
"""The columns of `page_words` that count words; `kept` is `PageWords.in_text`."""


def write_page_rows(sql: sqlite3.Connection, article_id: int, article: Article) -> None:
    """Write the balance of each page, what stands outside the article, and the photos. The older rows are gone."""
    sql.executemany(
        "INSERT INTO page_words VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (article_id, w.part, w.seen, w.in_text, w.fields, w.cut, w.outside, w.unexplained, w.added)
            for w in article.page_words
        ],
    )
    sql.executemany(
        "INSERT INTO outside (article_id, part, position, reason, words, text) VALUES (?, ?, ?, ?, ?, ?)",
        [(article_id, o.part, o.position, o.reason, o.words, o.text) for o in article.outside],
    )
    sql.executemany(
        "INSERT INTO images (article_id, position, url, caption, credit, alt) VALUES (?, ?, ?, ?, ?, ?)",
        [(article_id, i.position, i.url, i.caption, i.credit, i.alt) for i in article.images],
    )


def page_rows(sql: sqlite3.Connection, article_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return the article's rows: `page_words` by part, `outside` by part and position, `images` in reading order.

    All three are empty for an article that was last refined by a kliping that did not count the words of pages.
    """
    return {
        "page_words": _rows(sql, f"part, {', '.join(_COUNTS)} FROM page_words", "part", article_id),
        "outside": _rows(sql, "part, position, reason, words, text FROM outside", "part, position, id", article_id),
        "images": _rows(sql, "position, url, caption, credit, alt FROM images", "id", article_id),
    }


def _rows(sql: sqlite3.Connection, what: str, order: str, article_id: int) -> list[dict[str, Any]]:
    cursor = sql.execute(f"SELECT {what} WHERE article_id = ? ORDER BY {order}", (article_id,))
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]
