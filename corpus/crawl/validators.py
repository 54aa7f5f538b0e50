"""HTTP validators (ETag, Last-Modified) of fetched pages, to ask for a page only if it has changed (`conditions`)."""

from __future__ import annotations

from collections.abc import Mapping

from corpus.store import Corpus

CONDITIONS = ("If-None-Match", "If-Modified-Since")
"""The request headers that ask for a page only if its ETag or its Last-Modified has changed."""

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
    named = zip(CONDITIONS, row or (), strict=False)
    return {name: value for name, value in named if value}
