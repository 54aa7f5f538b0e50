"""Read what a discovery service answered in earlier runs, what is open, and what a run found for other outlets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from corpus.file.unreadable import needed_instant
from corpus.store import Corpus


@dataclass(frozen=True, slots=True)
class AnsweredListing:
    """The newest answer of a listing: its remark, and when it was asked for."""

    reason: str | None
    requested_at: datetime


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


@dataclass(frozen=True, slots=True)
class DiscoveredAddresses:
    """The addresses of one outlet that a run was the first to find; `waiting` of them are still to be fetched.

    `site` is the outlet's host, `origin` says where its rules come from (shipped, user, host).
    """

    outlet: str
    site: str
    origin: str
    new: int
    waiting: int


def discovered_by_outlet(corpus: Corpus, run_id: int, way: str) -> list[DiscoveredAddresses]:
    """Return the outlets for which a run found addresses by this way, those with the most first."""
    rows = corpus.conn.execute(
        """SELECT outlet, site, origin, count(*), sum(state = 'pending') FROM run_outcomes
        CROSS JOIN frontier ON frontier.id = frontier_id CROSS JOIN outlets ON slug = outlet
        WHERE run_outcomes.run_id = ? AND frontier.run_id = ? AND frontier.kind = 'article' AND way = ?
        GROUP BY outlet ORDER BY 4 DESC, outlet""",
        (run_id, run_id, way),
    )
    return [DiscoveredAddresses(*row) for row in rows]
