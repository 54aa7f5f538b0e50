"""The queue of second looks (`looks_due`): enter an article, take what is due, count what is left.

A row is written in the transaction that stores the article or its look. It follows from `captures` and `looks`, so
`kliping refine` and `doctor --repair` make it again with each article that they write.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from corpus.crawl.captures import ROW_TYPE, SENT_TYPE, captures_of_article
from corpus.file.unreadable import needed_instant
from corpus.revisits.revisit_dates import PastLook, RevisitState, state_after
from corpus.store import Corpus
from corpus.urls import original

NEWEST_ONLY = timedelta(days=30)
"""A page that was fetched longer before it was stored (an old archive that was imported) is not looked at again."""
REVISITS_SINCE = "looks_since"
"""In `meta`: what was fetched before this time is not looked at. An upgrade of an older corpus sets it."""


@dataclass(frozen=True, slots=True)
class DueRevisit:
    """An article that is due: its key, its frontier row with address and key, and the step of the look."""

    article_key: str
    row_id: int
    url: str
    key: str
    step: int


def enter(corpus: Corpus, article_key: str) -> RevisitState | None:
    """Enter an article's next look, or delete its row where none is due any more. Call it in a transaction.

    None for what is never looked at: an article that is not stored, a web archive's copy, an article that a listing
    sent (its own page has no text) or a table's row gave, a page imported long after it was fetched, and what an older
    corpus had fetched more than 30 days before its last run.
    """
    sql = corpus.conn
    state, row = None, sql.execute(_ROW, (article_key,)).fetchone()
    if row is not None and original(row[1]) == row[1] and not _was_sent(corpus, article_key):
        outlet, _, fetched_at, started_at = row
        history = past_revisits(corpus, article_key)
        fetched = needed_instant(fetched_at, "the time of a page")
        if history or _is_recent(corpus, fetched, started_at):
            state = state_after(fetched, history)
    if state is None or state.due_at is None:
        leave(corpus, article_key)
    else:
        sql.execute(
            """INSERT INTO looks_due (article_key, outlet, due_at, step) VALUES (?, ?, ?, ?)
            ON CONFLICT (article_key) DO UPDATE SET outlet = excluded.outlet, due_at = excluded.due_at,
                step = excluded.step""",
            (article_key, outlet, int(state.due_at.timestamp()), state.step),
        )
    return state


def inherit(corpus: Corpus, outlet: str, outlets: Collection[str]) -> int:
    """Let an outlet look at what is due of outlets of the same site that have no file (any more); return how many.

    `outlets` are those that have a file; none where nobody knows, and then nothing is inherited. So an outlet that was
    renamed looks at the articles of its old name, and an outlet that got a file at its imported pages.
    """
    if outlet not in outlets:
        return 0
    done = corpus.conn.execute(
        """UPDATE looks_due SET outlet = :outlet WHERE outlet IN (SELECT other.slug FROM outlets AS own
            JOIN outlets AS other ON other.site = own.site WHERE own.slug = :outlet
            AND other.slug NOT IN (SELECT value FROM json_each(:outlets)))""",
        {"outlet": outlet, "outlets": json.dumps(sorted(outlets))},
    )
    return done.rowcount


def leave(corpus: Corpus, article_key: str) -> None:
    """Delete an article's row."""
    corpus.conn.execute("DELETE FROM looks_due WHERE article_key = ?", (article_key,))


def past_revisits(corpus: Corpus, article_key: str) -> list[PastLook]:
    """Return the looks at an article, oldest first."""
    rows = corpus.conn.execute("SELECT at, result FROM looks WHERE article_key = ? ORDER BY id", (article_key,))
    return [PastLook(needed_instant(at, "the time of a look"), result) for at, result in rows]


def count_due(corpus: Corpus, outlet: str, now: datetime) -> int:
    """Return how many of an outlet's articles are due."""
    row = corpus.conn.execute(
        "SELECT count(*) FROM looks_due WHERE outlet = ? AND due_at <= ?", (outlet, int(now.timestamp()))
    )
    return int(row.fetchone()[0])


def due_revisits(corpus: Corpus, outlet: str, now: datetime, most: int) -> list[DueRevisit]:
    """Return up to `most` of an outlet's articles that are due.

    Disappearances to be confirmed come first, then the shortest step (edits are most often early), of these the one
    that was fetched or looked at last.
    """
    rows = corpus.conn.execute(_DUE, (outlet, int(now.astimezone(UTC).timestamp()), most))
    return [DueRevisit(*row) for row in rows]


def _was_sent(corpus: Corpus, article_key: str) -> bool:
    """Return True for an article that was read from what a list sent, or from a row of a table."""
    return any(page.content_type in {SENT_TYPE, ROW_TYPE} for page in captures_of_article(corpus, article_key))


def _is_recent(corpus: Corpus, fetched: datetime, started_at: str) -> bool:
    if needed_instant(started_at, "the time of a run") - fetched > NEWEST_ONLY:
        return False
    row = corpus.conn.execute("SELECT value FROM meta WHERE name = ?", (REVISITS_SINCE,)).fetchone()
    return row is None or fetched >= needed_instant(row[0], "the first day of second looks")


# The newest fetch of the article's first page, with the run that stored it.
_ROW = """SELECT frontier.outlet, frontier.url, captures.fetched_at, runs.started_at
FROM articles CROSS JOIN frontier ON frontier.article_key = articles.key
CROSS JOIN captures ON captures.frontier_id = frontier.id CROSS JOIN runs ON runs.id = captures.run_id
WHERE articles.key = ? AND frontier.kind = 'article' AND frontier.state = 'stored' ORDER BY captures.id DESC LIMIT 1"""

_DUE = """SELECT looks_due.article_key, frontier.id, frontier.url, frontier.key, looks_due.step
FROM looks_due INDEXED BY looks_due_outlet CROSS JOIN frontier ON frontier.article_key = looks_due.article_key
WHERE looks_due.outlet = ? AND looks_due.due_at <= ? AND frontier.kind = 'article' AND frontier.state = 'stored'
ORDER BY looks_due.step, looks_due.due_at DESC, frontier.id DESC LIMIT ?"""
