"""Migration 14: when a refused or failed address is asked for again, and how often it was refused."""

from __future__ import annotations

from sqlite_utils import Database

from corpus.reasons import retry_time


def m014_refusals(db: Database) -> None:
    """Add to each address when it is asked for again (seconds since 1970, UTC) and how often it was refused.

    What older programs refused for good is due at once, as if it had been refused once: articles from a listing or
    from named addresses, and the refused listings of the newest run. A run asks few of them at a time.
    """
    db.conn.execute("ALTER TABLE frontier ADD COLUMN retry_at INTEGER")
    db.conn.execute("ALTER TABLE frontier ADD COLUMN refusals INTEGER NOT NULL DEFAULT 0")
    db.conn.execute("CREATE INDEX frontier_retry ON frontier(outlet, retry_at) WHERE retry_at IS NOT NULL")
    db.conn.execute("""CREATE INDEX frontier_given_up ON frontier(outlet, reason)
    WHERE retry_at IS NULL AND refusals > 0 AND state IN ('rejected', 'failed')""")
    db.conn.create_function("comes_back", 1, lambda reason: retry_time(reason, 1, 0) is not None)
    db.conn.execute("""UPDATE frontier SET refusals = 1, retry_at = 0
    WHERE state IN ('rejected', 'failed') AND way <> 'import' AND comes_back(reason)
        AND (kind = 'article' OR kind = 'listing' AND settled_run_id =
            (SELECT max(settled_run_id) FROM frontier WHERE kind = 'listing'))""")
    db.conn.execute("PRAGMA user_version = 14")
