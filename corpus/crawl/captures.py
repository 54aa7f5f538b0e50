"""Captures without their bodies, read by row, by archive segment and by article: where each page is in the archive."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from corpus.file.archive_place import plain_segment
from corpus.file.unreadable import needed_instant
from corpus.models import Capture
from corpus.store import Corpus

_COLUMNS = "id, url, requested_url, status, content_type, fetched_at, sha256, archive, offset, length, robots_tag"

# The newest capture of each of the newest articles, with the pages of one segment together.
_NEWEST = """SELECT * FROM (
    SELECT articles.id, articles.outlet, captures.archive, captures.offset, captures.url, captures.fetched_at,
        captures.content_type
    FROM articles JOIN frontier ON frontier.article_key = articles.key AND frontier.kind = 'article'
        AND frontier.state = 'stored'
    JOIN captures ON captures.id = (SELECT max(id) FROM captures WHERE frontier_id = frontier.id)
    ORDER BY articles.id DESC LIMIT ?
) ORDER BY archive, offset"""

SENT_TYPE = "application/json"
"""The content type of such a capture. An answer of this type is an article in no other case."""

ROW_TYPE = "application/vnd.kliping.row+json"
"""The content type of a capture that is a row of an imported table. No server's answer is stored under it."""


def captures_of_row(corpus: Corpus, row_id: int) -> list[Capture]:
    """Return the captures of a frontier row, oldest first, without their bodies."""
    sql = f"SELECT {_COLUMNS} FROM captures WHERE frontier_id = ? ORDER BY id"  # noqa: S608 - names are ours
    return [_capture(row) for row in corpus.conn.execute(sql, (row_id,)).fetchall()]


def captures_of_article(corpus: Corpus, article_key: str) -> list[Capture]:
    """Return the captures that a stored article is from, in reading order, without their bodies."""
    sql = f"""SELECT {", ".join(f"captures.{name}" for name in _COLUMNS.split(", "))} FROM articles
    CROSS JOIN article_captures ON article_id = articles.id CROSS JOIN captures ON captures.id = capture_id
    WHERE articles.key = ? ORDER BY part"""  # noqa: S608 - names are ours
    return [_capture(row) for row in corpus.conn.execute(sql, (article_key,)).fetchall()]


def row_without_sent(corpus: Corpus, key: str, sha256: str) -> int | None:
    """Return the pending row of this article, unless it has a capture with this payload already."""
    row = corpus.conn.execute(
        """SELECT id FROM frontier WHERE kind = 'article' AND key = ? AND state = 'pending' AND NOT EXISTS
            (SELECT 1 FROM captures WHERE frontier_id = frontier.id AND sha256 = ?)""",
        (key, sha256),
    ).fetchone()
    return int(row[0]) if row else None


def capture_of_payload(corpus: Corpus, row_id: int, sha256: str) -> Capture | None:
    """Return the row's capture with this payload, without its body: that of an import that was cut short; else None."""
    return next((capture for capture in captures_of_row(corpus, row_id) if capture.sha256 == sha256), None)


def newest_sent(corpus: Corpus, row_id: int) -> Capture | None:
    """Return the newest capture of the row that may be such an article, without its body; None if there is none."""
    captures = [c for c in captures_of_row(corpus, row_id) if c.content_type == SENT_TYPE and c.status == 200]
    return captures[-1] if captures else None


def first_page_answered(corpus: Corpus) -> Capture | None:
    """Return the first capture with status 200, without its body; None if there is none."""
    row = corpus.conn.execute(
        "SELECT url, fetched_at, content_type, archive, offset FROM captures WHERE status = 200 ORDER BY id LIMIT 1"
    ).fetchone()
    return _place(*row) if row else None


def newest_article_pages(corpus: Corpus, most: int) -> Iterator[tuple[int, str, Capture]]:
    """Yield (article id, outlet, newest capture without body) of the newest `most` articles, by archive position."""
    for article, outlet, archive, offset, url, fetched_at, kind in corpus.conn.execute(_NEWEST, (most,)):
        yield article, outlet, _place(url, fetched_at, kind, archive, offset)


def pages_fetched(corpus: Corpus, run_id: int, outlet: str) -> int:
    """Return the number of captures of an outlet in a run."""
    row = corpus.conn.execute("SELECT count(*) FROM captures WHERE run_id = ? AND outlet = ?", (run_id, outlet))
    return int(row.fetchone()[0])


def segment_names(corpus: Corpus) -> list[str]:
    """Return the names of the archive segments that have captures."""
    return [plain_segment(row[0]) for row in corpus.conn.execute("SELECT DISTINCT archive FROM captures")]


def pages_by_segment(corpus: Corpus) -> list[tuple[str, int]]:
    """Return (segment, number of its captures), sorted by name."""
    rows = corpus.conn.execute("SELECT archive, count(*) FROM captures GROUP BY archive ORDER BY archive")
    return [(plain_segment(name), pages) for name, pages in rows]


def places_in_segment(corpus: Corpus, segment: str) -> list[tuple[int, int, str]]:
    """Return (offset, length, SHA-256 of the payload) of the captures in a segment, by offset."""
    return corpus.conn.execute(
        'SELECT "offset", length, sha256 FROM captures WHERE archive = ? ORDER BY 1', (segment,)
    ).fetchall()


def offsets_in_segment(corpus: Corpus, segment: str) -> set[int]:
    """Return the offsets of the captures in a segment."""
    return {row[0] for row in corpus.conn.execute('SELECT "offset" FROM captures WHERE archive = ?', (segment,))}


def _capture(row: tuple[Any, ...]) -> Capture:
    return Capture(
        id=row[0],
        url=row[1],
        requested_url=row[2],
        status=row[3],
        content_type=row[4],
        body=b"",
        fetched_at=needed_instant(row[5], "the time of a page"),
        sha256=row[6],
        archive=row[7],
        offset=row[8],
        length=row[9],
        robots_tag=row[10],
    )


def _place(url: str, fetched_at: str, kind: str | None, archive: str, offset: int) -> Capture:
    return Capture(
        url, b"", needed_instant(fetched_at, "the time of a page"), content_type=kind, archive=archive, offset=offset
    )
