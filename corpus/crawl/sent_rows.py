"""Articles that a listing sent whole: the row that still needs one, and the capture that holds it."""

from __future__ import annotations

from corpus.crawl.captures import captures_of_row
from corpus.models import Capture
from corpus.store import Corpus

SENT_TYPE = "application/json"
"""The content type of such a capture. An answer of this type is an article in no other case."""


def row_without(corpus: Corpus, key: str, sha256: str) -> int | None:
    """Return the pending row of this article, unless it has a capture with this payload already."""
    row = corpus.conn.execute(
        """SELECT id FROM frontier WHERE kind = 'article' AND key = ? AND state = 'pending' AND NOT EXISTS
            (SELECT 1 FROM captures WHERE frontier_id = frontier.id AND sha256 = ?)""",
        (key, sha256),
    ).fetchone()
    return int(row[0]) if row else None


def newest_sent(corpus: Corpus, row_id: int) -> Capture | None:
    """Return the newest capture of the row that may be such an article, without its body; None if there is none."""
    captures = [c for c in captures_of_row(corpus, row_id) if c.content_type == SENT_TYPE and c.status == 200]
    return captures[-1] if captures else None
