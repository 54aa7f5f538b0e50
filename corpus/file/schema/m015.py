"""Migration 15: second looks at stored articles, what happened to them, and when the next look is due."""

from __future__ import annotations

from sqlite_utils import Database

TABLES = (
    """CREATE TABLE looks (
    id INTEGER PRIMARY KEY,
    article_key TEXT NOT NULL,
    run_id INTEGER NOT NULL REFERENCES runs(id),
    at TEXT NOT NULL,
    result TEXT NOT NULL CHECK (result IN ('same', 'changed', 'gone', 'moved', 'refused', 'unseen')),
    capture_id INTEGER REFERENCES captures(id)
) STRICT""",
    "CREATE INDEX looks_article ON looks(article_key, id)",
    "CREATE INDEX looks_run ON looks(run_id)",
    "CREATE INDEX looks_capture ON looks(capture_id) WHERE capture_id IS NOT NULL",
    """CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    article_key TEXT NOT NULL,
    day TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('changed', 'headline', 'corrected', 'gone', 'back')),
    from_capture INTEGER REFERENCES captures(id),
    to_capture INTEGER REFERENCES captures(id)
) STRICT""",
    "CREATE INDEX events_article ON events(article_key, id)",
    "CREATE INDEX events_kind ON events(kind, day)",
    "CREATE INDEX events_from ON events(from_capture) WHERE from_capture IS NOT NULL",
    "CREATE INDEX events_to ON events(to_capture) WHERE to_capture IS NOT NULL",
    # Made from looks and captures: the article's next look, `step` of the schedule.
    """CREATE TABLE looks_due (
    article_key TEXT PRIMARY KEY,
    outlet TEXT NOT NULL REFERENCES outlets(slug),
    due_at INTEGER NOT NULL,
    step INTEGER NOT NULL
) STRICT""",
    "CREATE INDEX looks_due_outlet ON looks_due(outlet, due_at)",
)


LOOKED_BACK = "-30 days"
"""What was fetched longer before the last run of an older corpus is not looked at again: its edits are long over."""

FILL = """INSERT INTO looks_due (article_key, outlet, due_at, step)
SELECT articles.key, frontier.outlet, CAST(strftime('%s', max(captures.fetched_at)) AS INTEGER) + 2880, 1
FROM articles JOIN frontier ON frontier.article_key = articles.key
JOIN captures ON captures.frontier_id = frontier.id JOIN runs ON runs.id = captures.run_id
WHERE frontier.kind = 'article' AND frontier.state = 'stored'
    AND frontier.url NOT LIKE '%://web.archive.org/web/%' AND frontier.url NOT LIKE '%://data.commoncrawl.org/%'
GROUP BY articles.key
HAVING strftime('%s', max(captures.fetched_at)) >= strftime('%s', (SELECT max(started_at) FROM runs), ?1)
    AND strftime('%s', max(captures.fetched_at)) >= strftime('%s', max(runs.started_at), ?1)"""
"""Each article that was fetched lately is due at the first step, which is over after an hour (80 % of it: 2,880 s)."""


def m015_revisits_and_events(db: Database) -> None:
    """Add second looks at stored articles, what happened to them, and when the next look is due."""
    for statement in TABLES:
        db.conn.execute(statement)
    db.conn.execute(FILL, (LOOKED_BACK,))
    db.conn.execute(
        """INSERT INTO meta (name, value) SELECT 'looks_since', strftime('%Y-%m-%dT%H:%M:%S+00:00', started_at, ?)
        FROM (SELECT max(started_at) AS started_at FROM runs) WHERE started_at IS NOT NULL""",
        (LOOKED_BACK,),
    )
    db.conn.execute("PRAGMA user_version = 15")
