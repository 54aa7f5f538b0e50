"""The last run that walked an outlet's listings to their end, and what was known by then."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from corpus.crawl.frontier import Frontier
from corpus.reasons import ReasonKind, reason_sql
from corpus.store import Corpus

# A listing that failed otherwise gave no reply, and what stands behind it is still to be found. So it is with a walk
# that had begun to give articles and was then refused: only "no such page" is how a site answers behind its last page.
_REPLIED = reason_sql(ReasonKind.REPLY)
_AT_THE_END = reason_sql(ReasonKind.PAST_THE_END | ReasonKind.GONE)


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
    in, left listings open or unanswered, or if a walk was cut: refused in its middle, or ended by a limit of ours or by
    the site before its own total (`capped`).
    """
    values = {
        "topic": topic_id,
        "outlet": outlet,
        "now": frontier.run_id,
        "ask_all": ask_all,
        "ways": json.dumps(list(ways), separators=(",", ":")),
        "since": since.isoformat() if since else "",
        "until": until.isoformat() if until else "9999",
    }
    sql = frontier.corpus.conn
    failed = sql.execute(_WITHOUT_REPLY, values).fetchall()
    for (run,) in sql.execute(_CANDIDATES, values):
        if not any(began <= run <= ended for began, ended in failed):
            return int(run)
    return 0


_OF_OUTLET = "outlet = :outlet AND kind = 'listing' AND topic_id IS :topic"
_WITHOUT_REPLY = f"""SELECT run_id, settled_run_id FROM frontier
    WHERE {_OF_OUTLET} AND state = 'failed' AND settled_run_id IS NOT NULL
        AND (NOT {_REPLIED} OR (json_extract(request, '$.cb_kwargs.walk.open') AND NOT {_AT_THE_END}))"""  # noqa: S608
_CANDIDATES = f"""SELECT id FROM runs
    WHERE state = 'finished' AND topic_id IS :topic AND id < :now
        AND EXISTS (SELECT 1 FROM json_each(options, '$.outlets') WHERE value = :outlet)
        AND coalesce(json_extract(options, '$.listings'), 1)
        AND coalesce(json_extract(options, '$.since'), '') <= :since
        AND coalesce(json_extract(options, '$.until'), '9999') >= :until
        AND coalesce(json_extract(options, '$.ask_all'), 0) >= :ask_all
        AND coalesce(json_extract(options, '$.ways'), '[]') = :ways
        AND NOT EXISTS (SELECT 1 FROM ledger WHERE run_id = runs.id AND outlet = :outlet AND reason = 'capped')
        AND id < (SELECT coalesce(min(run_id), :now) FROM frontier
            WHERE {_OF_OUTLET} AND state IN ('pending', 'leased'))
    ORDER BY id DESC"""  # noqa: S608
"""Runs, the newest first, that asked the outlet for as much, and of whose walks no listing is open or was capped."""


def was_discovered(corpus: Corpus, key: str, until_run: int) -> bool:
    """Return True if run `until_run` or an earlier one discovered an article with this key, whatever its outcome."""
    row = corpus.conn.execute(
        "SELECT 1 FROM frontier WHERE kind = 'article' AND key = ? AND run_id <= ?", (key, until_run)
    ).fetchone()
    return row is not None
