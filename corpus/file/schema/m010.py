"""Migration 10: indexes for what a crawl, an import and a report look up, so that their cost doesn't grow with it."""

from __future__ import annotations

from sqlite_utils import Database

GROWTH_INDEXES = (
    # A claim takes the first rows of one kind: without `kind` it read past all addresses that wait for the listings.
    "DROP INDEX frontier_next",
    "CREATE INDEX frontier_next ON frontier(outlet, kind, state, waiting, priority DESC, id)",
    "CREATE INDEX frontier_article ON frontier(article_key) WHERE article_key IS NOT NULL",
    # Few rows at any time, so that they cost nothing to hold and are found at once.
    "CREATE INDEX frontier_leased ON frontier(id) WHERE state = 'leased'",
    """CREATE INDEX frontier_open_listings ON frontier(run_id, outlet, way)
    WHERE kind = 'listing' AND state IN ('pending', 'leased')""",
    "CREATE INDEX frontier_returned ON frontier(id) WHERE state = 'rejected' AND reason = 'removed'",
    "CREATE INDEX runs_running ON runs(id) WHERE state = 'running'",
    "CREATE INDEX runs_topic ON runs(topic_id, id)",
    "CREATE INDEX captures_run ON captures(run_id, outlet)",
    # A capture that is deleted is looked for here, because the table refers to it.
    "CREATE INDEX versions_capture ON versions(capture_id)",
    "CREATE INDEX ledger_address ON ledger(outlet, way, url, run_id)",
)


def m010_growth_indexes(db: Database) -> None:
    """Add indexes for what a crawl, an import and a report look up, so that their cost doesn't grow with the corpus."""
    for statement in GROWTH_INDEXES:
        db.conn.execute(statement)
    db.conn.execute("PRAGMA user_version = 10")
