"""Read the outlets stored in the corpus: their sites, and where their rules come from."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.store import Corpus

SERVICES = ("gdelt", "mediacloud")
"""Slugs of discovery services: they stand among the outlets for the ledger, and publish nothing."""


@dataclass(frozen=True, slots=True)
class WaitingOutlet:
    """An outlet with addresses of articles that wait to be fetched."""

    slug: str
    site: str
    origin: str
    waiting: int


def waiting_outlets(corpus: Corpus) -> list[WaitingOutlet]:
    """Return the outlets that have addresses of articles that wait, by slug."""
    rows = corpus.conn.execute(
        """SELECT slug, site, origin, (
            SELECT count(*) FROM frontier WHERE outlet = slug AND frontier.kind = 'article' AND state = 'pending'
                AND waiting = 0
        ) AS number FROM outlets WHERE number > 0 ORDER BY slug"""
    )
    return [WaitingOutlet(*row) for row in rows.fetchall()]


def outlet_origins(corpus: Corpus) -> dict[str, str]:
    """Return slug -> "shipped", "user" or "host" (made from an imported page's host)."""
    return dict(corpus.conn.execute("SELECT slug, origin FROM outlets").fetchall())


def outlet_sites(corpus: Corpus) -> list[tuple[str, str]]:
    """Return (slug, site) of the outlets that have a file, the longest site first."""
    return corpus.conn.execute(
        "SELECT slug, site FROM outlets WHERE origin <> 'host' ORDER BY length(site) DESC"
    ).fetchall()
