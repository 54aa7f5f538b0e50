"""HTTP validators (ETag, Last-Modified) of fetched pages, to ask for a page only if it has changed (`conditions`)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from corpus.store import Corpus

LONGEST_VALIDATOR = 500  # characters; a longer one is not stored
UNCHANGED = "unchanged"
"""The ledger's remark on a listing that answered 304."""


def keep_validators(corpus: Corpus, url: str, etag: str | None, last_modified: str | None, run_id: int) -> None:
    """Store the page's validators of this run; if it sent none, delete those stored before."""
    values = [
        text if text and len(text) <= LONGEST_VALIDATOR and text.isprintable() else None
        for text in (etag, last_modified)
    ]
    if not any(values):
        corpus.conn.execute("DELETE FROM validators WHERE url = ?", (url,))
        return
    corpus.conn.execute(
        """INSERT INTO validators (url, etag, last_modified, run_id) VALUES (?, ?, ?, ?)
        ON CONFLICT (url) DO UPDATE SET etag = excluded.etag, last_modified = excluded.last_modified,
            run_id = excluded.run_id""",
        (url, *values, run_id),
    )


def still_valid(corpus: Corpus, url: str, run_id: int) -> None:
    """Store that the page answered 304 (not modified) in this run."""
    corpus.conn.execute("UPDATE validators SET run_id = ? WHERE url = ?", (run_id, url))


def conditions(corpus: Corpus, url: str, until_run: int) -> Mapping[str, str]:
    """Return the request headers that ask for the page only if it has changed since a run up to `until_run` read it."""
    row = corpus.conn.execute(
        "SELECT etag, last_modified FROM validators WHERE url = ? AND run_id <= ?", (url, until_run)
    ).fetchone()
    named = zip(("If-None-Match", "If-Modified-Since"), row or (), strict=False)
    return {name: value for name, value in named if value}


def young_articles(
    corpus: Corpus, outlet: str, today: date, now: datetime, *, days: int, hours: int
) -> list[tuple[int, str, str]]:
    """Return (frontier id, address, key) of articles of the last `days` not fetched for `hours`, newest first.

    Articles of several pages are left out, because one edited page would be taken for the whole article.
    """
    before = (now - timedelta(hours=hours)).astimezone(UTC).isoformat(timespec="seconds")
    since = today - timedelta(days=days)
    rows = corpus.conn.execute(
        _YOUNG,
        {
            "since": since.isoformat(),
            "first_id": (since - date(1970, 1, 1)).days << 20,
            "outlet": outlet,
            "before": before,
        },
    )
    return [(row[0], row[1], row[2]) for row in rows]


# Read from the newest ids on and by CROSS JOIN in this order, so that what the outlet gave before is not looked at.
_YOUNG = """SELECT frontier.id, frontier.url, frontier.key FROM (
    SELECT id FROM articles INDEXED BY articles_facts
        WHERE id >= :first_id AND outlet = :outlet AND published_day >= :since
    UNION SELECT article_id FROM misdated WHERE published_day >= :since
) AS young CROSS JOIN articles ON articles.id = young.id CROSS JOIN frontier ON frontier.article_key = articles.key
WHERE frontier.outlet = :outlet AND frontier.kind = 'article' AND frontier.state = 'stored'
    AND NOT EXISTS (SELECT 1 FROM frontier AS part WHERE part.parent_id = frontier.id AND part.kind = 'part')
    AND (SELECT max(fetched_at) FROM captures WHERE frontier_id = frontier.id) < :before
    AND NOT EXISTS (SELECT 1 FROM validators JOIN runs ON runs.id = validators.run_id
        WHERE validators.url = frontier.url AND runs.started_at >= :before)
ORDER BY articles.id DESC"""
