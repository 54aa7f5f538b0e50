"""Write an article's versions: what it said before, and when each was captured (`note_reading`, `put_versions`).

The newest version has no words of its own: they are the article's. Where another takes its place, the words that it had
are stored with it, as plain text, because a removal looks for words in the bytes of the file.

A version is other words of the headline or the text, as `text_sha256` compares them: case, punctuation, spaces and
quotation marks make none. Other words that are no edit (a counter, a line that differs at each load) are a `cosmetic`
row, which says when they were captured and holds no words; they belong to the version before it. A site with a counter
would else fill the file with copies of its texts.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.file.checksums import forget_versions
from corpus.fingerprint import text_sha256
from corpus.versions.counters import COUNTED_WORDS, own_text


@dataclass(frozen=True, slots=True)
class PageReading:
    """The headline and text that an article's pages gave, and the capture that showed them."""

    title: str
    text: str
    capture_id: int

    def has_words_of(self, other: PageReading) -> bool:
        """Return True if headline and text have the same words."""
        return _words(self.title, self.text) == _words(other.title, other.text)

    def is_edit_of(self, other: PageReading) -> bool:
        """Return True if more differs than counters and stamps."""
        one, two = ((COUNTED_WORDS.sub("", each.title), own_text(each.text)) for each in (self, other))
        return _words(*one) != _words(*two)


def note_reading(
    sql: sqlite3.Connection, article_id: int, before: PageReading | None, now: PageReading, edited: bool | None
) -> None:
    """Enter what an article's pages give now, where it was `before`; None for a new article. In a transaction.

    `edited`: a second look compared both; None where nothing but the words can tell. The same page that is read
    otherwise, by newer rules, makes no version.
    """
    sha256 = text_sha256(now.text)
    last = sql.execute(
        "SELECT seq, content_sha256, capture_id FROM versions WHERE article_id = ? ORDER BY seq DESC LIMIT 1",
        (article_id,),
    ).fetchone()
    if last is None:
        _insert(sql, article_id, 1, sha256, now.capture_id, cosmetic=False)
    elif before is None or last[2] == now.capture_id:
        if last[1] != sha256:
            sql.execute(
                "UPDATE versions SET content_sha256 = ? WHERE article_id = ? AND seq = ?", (sha256, article_id, last[0])
            )
    elif not now.has_words_of(before):
        is_edit = now.is_edit_of(before) if edited is None else edited
        if is_edit:
            _fill_newest(sql, article_id, before)
        _insert(sql, article_id, last[0] + 1, sha256, now.capture_id, cosmetic=not is_edit)


def put_versions(sql: sqlite3.Connection, article_id: int, readings: Sequence[PageReading]) -> None:
    """Replace an article's versions by what all its captures in use give, oldest first; the newest is the article.

    Whether a second look saw an edit stands in `looks`. Where the words of older versions are new to the corpus, the
    article is entered anew for what is derived from them.
    """
    earlier = _texts(sql, article_id)
    forget_versions(sql, article_id)
    before: PageReading | None = None
    seq = 0
    for now in readings:
        if before is None or not now.has_words_of(before):
            edited = _was_edited(sql, article_id, now.capture_id)
            is_edit = before is None or (now.is_edit_of(before) if edited is None else edited)
            if before is not None and is_edit:
                _fill_newest(sql, article_id, before)
            seq += 1
            _insert(sql, article_id, seq, text_sha256(now.text), now.capture_id, cosmetic=not is_edit)
        before = now
    if earlier != _texts(sql, article_id):
        sql.execute("DELETE FROM article_changes WHERE article_id = ?", (article_id,))
        sql.execute("INSERT INTO article_changes (article_id) VALUES (?)", (article_id,))


def _was_edited(sql: sqlite3.Connection, article_id: int, capture_id: int) -> bool | None:
    """Return whether the look that brought a capture saw an edit; None where no look did."""
    row = sql.execute(
        """SELECT looks.result = 'changed' FROM captures CROSS JOIN articles CROSS JOIN looks
        ON looks.article_key = articles.key AND looks.run_id = captures.run_id
        WHERE captures.id = ? AND articles.id = ? ORDER BY looks.id DESC LIMIT 1""",
        (capture_id, article_id),
    ).fetchone()
    return None if row is None else bool(row[0])


def _texts(sql: sqlite3.Connection, article_id: int) -> list[tuple[str | None, str | None]]:
    rows = sql.execute("SELECT title, text FROM versions WHERE article_id = ? ORDER BY seq", (article_id,))
    return [(row[0], row[1]) for row in rows]


def _insert(
    sql: sqlite3.Connection, article_id: int, seq: int, sha256: str, capture_id: int, *, cosmetic: bool
) -> None:
    sql.execute(
        """INSERT INTO versions (article_id, seq, content_sha256, capture_id, captured_at, cosmetic)
        VALUES (?, ?, ?, ?, (SELECT fetched_at FROM captures WHERE id = ?), ?)""",
        (article_id, seq, sha256, capture_id, capture_id, int(cosmetic)),
    )


def _fill_newest(sql: sqlite3.Connection, article_id: int, reading: PageReading) -> None:
    """Store the words of the version that is not the newest any more, as its pages gave them last."""
    sql.execute(
        """UPDATE versions SET title = :title, text = :text, content_sha256 = :sha256
        WHERE article_id = :id
            AND seq = (SELECT max(seq) FROM versions WHERE article_id = :id AND cosmetic IS NOT 1)""",
        {"title": reading.title, "text": reading.text, "sha256": text_sha256(reading.text), "id": article_id},
    )


def _words(title: str, text: str) -> tuple[str, str]:
    return text_sha256(title), text_sha256(text)
