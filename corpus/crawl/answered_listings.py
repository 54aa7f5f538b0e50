"""Read which listings of an outlet's way were answered by any run, and which are still open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from corpus.file.unreadable import needed_instant
from corpus.store import Corpus


@dataclass(frozen=True, slots=True)
class AnsweredListing:
    """The newest answer of a listing: its remark, and when it was asked for."""

    reason: str | None
    asked_at: datetime


def answered_listings(corpus: Corpus, outlet: str, way: str) -> dict[str, AnsweredListing]:
    """Return address -> its newest answer, of the listings that could be read."""
    rows = corpus.conn.execute(
        """SELECT url, reason, asked_at FROM ledger WHERE outlet = ? AND way = ? AND answer = 'answered'
        ORDER BY run_id, id""",
        (outlet, way),
    )
    return {url: AnsweredListing(reason, needed_instant(at, "a request's time")) for url, reason, at in rows}


def open_listings(corpus: Corpus, outlet: str, topic: str) -> set[str]:
    """Return the addresses of an outlet's listings that are open, and that a run for the topic goes on with.

    `topic` is the checksum of the topic's text.
    """
    rows = corpus.conn.execute(
        """SELECT url FROM topics CROSS JOIN frontier ON topic_id = topics.id WHERE sha256 = ? AND outlet = ?
            AND kind = 'listing' AND state IN ('pending', 'leased')""",
        (topic, outlet),
    )
    return {row[0] for row in rows}
