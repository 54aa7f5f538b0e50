"""The last run that walked an outlet's listings to their end, and what was known by then."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from corpus.crawl.frontier import Frontier
from corpus.reasons import ReasonKind, reason_sql
from corpus.store import Corpus

# A listing that failed otherwise gave no reply, and what stands behind it is still to be found.
_REPLIED = reason_sql(ReasonKind.REPLY)


def covered_until(
    frontier: Frontier,
    outlet: str,
    topic_id: int | None,
    since: date | None = None,
    until: date | None = None,
    *,
    ask_all: bool = False,
    ways: Sequence[str] = (),
) -> int:
    """Return the id of the last run that read all of this outlet's listings for the topic and these days, else 0.

    A run does not count if it died, asked for less (named addresses only, fewer days, not `--all`), used other `ways`
    in, or left listings open or unanswered.
    """
    row = frontier.corpus.conn.execute(
        f"""SELECT max(id) FROM runs
        WHERE state = 'finished' AND topic_id IS :topic AND id < :now
            AND EXISTS (SELECT 1 FROM json_each(options, '$.outlets') WHERE value = :outlet)
            AND coalesce(json_extract(options, '$.listings'), 1)
            AND coalesce(json_extract(options, '$.since'), '') <= :since
            AND coalesce(json_extract(options, '$.until'), '9999') >= :until
            AND coalesce(json_extract(options, '$.ask_all'), 0) >= :ask_all
            AND coalesce(json_extract(options, '$.ways'), '[]') = :ways
            AND id < (SELECT coalesce(min(run_id), :now) FROM frontier
                WHERE kind = 'listing' AND outlet = :outlet AND topic_id IS :topic
                    AND state IN ('pending', 'leased'))
            AND NOT EXISTS (SELECT 1 FROM frontier
                WHERE kind = 'listing' AND outlet = :outlet AND topic_id IS :topic
                    AND state = 'failed' AND NOT {_REPLIED} AND runs.id BETWEEN run_id AND settled_run_id)""",  # noqa: S608
        {
            "topic": topic_id,
            "outlet": outlet,
            "now": frontier.run_id,
            "ask_all": ask_all,
            "ways": json.dumps(list(ways), separators=(",", ":")),
            "since": since.isoformat() if since else "",
            "until": until.isoformat() if until else "9999",
        },
    ).fetchone()
    return int(row[0] or 0)


def was_discovered(corpus: Corpus, key: str, until_run: int) -> bool:
    """Return True if run `until_run` or an earlier one discovered an article with this key, whatever its outcome."""
    row = corpus.conn.execute(
        "SELECT 1 FROM frontier WHERE kind = 'article' AND key = ? AND run_id <= ?", (key, until_run)
    ).fetchone()
    return row is not None
