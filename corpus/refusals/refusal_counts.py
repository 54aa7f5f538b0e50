"""How many refused addresses wait, when the next is due, how many are given up; and which addresses they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from corpus.reasons import retry_time
from corpus.refusals.retrying import REFUSED
from corpus.store import Corpus

# CROSS JOIN: outlet by outlet through the indexes of what waits and of what is given up.
_FROM = """FROM outlets CROSS JOIN frontier INDEXED BY {index} ON frontier.outlet = outlets.slug
    WHERE frontier.kind = 'article'"""
_WAITING = f"""SELECT slug, reason, count(*), sum(retry_at <= :now), min(retry_at)
    {_FROM.format(index="frontier_retry")} AND retry_at IS NOT NULL AND {REFUSED} GROUP BY 1, 2"""
_GIVEN_UP = f"""SELECT slug, reason, count(*)
    {_FROM.format(index="frontier_given_up")} AND retry_at IS NULL AND refusals > 0 AND {REFUSED} GROUP BY 1, 2"""


@dataclass(frozen=True, slots=True)
class RefusalCount:
    """Refused article addresses of an outlet with one reason: those `waiting`, of these the `due`, those `given_up`.

    `next_due` is when the next is due (ISO 8601, UTC); it is in the past where some are due.
    """

    outlet: str
    reason: str
    waiting: int = 0
    due: int = 0
    next_due: str | None = None
    given_up: int = 0


def refusal_counts(corpus: Corpus, now: datetime, outlets: Sequence[str] | None = None) -> list[RefusalCount]:
    """Return the counts of these outlets (None: all) by outlet and reason; none for a reason that never comes back."""
    counts: dict[tuple[str, str], RefusalCount] = {}
    moment = {"now": int(now.timestamp())}
    for outlet, reason, waiting, due, first in corpus.conn.execute(_WAITING, moment):
        next_due = datetime.fromtimestamp(first, UTC).isoformat(timespec="seconds")
        counts[outlet, reason] = RefusalCount(outlet, reason, waiting, due, next_due)
    for outlet, reason, given_up in corpus.conn.execute(_GIVEN_UP):
        before = counts.get((outlet, reason), RefusalCount(outlet, reason))
        counts[outlet, reason] = replace(before, given_up=given_up)
    return [counts[place] for place in sorted(counts) if outlets is None or place[0] in outlets]


def due_refusals(corpus: Corpus, outlet: str, now: datetime) -> list[str]:
    """Return the addresses of the outlet's articles that were refused and are due to be asked again."""
    rows = corpus.conn.execute(
        f"""SELECT url FROM frontier INDEXED BY frontier_retry
        WHERE outlet = ? AND retry_at <= ? AND kind = 'article' AND {REFUSED}""",  # noqa: S608 - the condition is ours
        (outlet, int(now.timestamp())),
    )
    return [row[0] for row in rows]


def refused_again(corpus: Corpus, run_id: int) -> dict[str, dict[str, int]]:
    """Return outlet -> reason -> number of articles that the run asked again, and that were refused once more."""
    again: dict[str, dict[str, int]] = {}
    for outlet, reason, number in corpus.conn.execute(
        f"""SELECT outlet, frontier.reason, count(*) FROM run_outcomes
        CROSS JOIN frontier ON frontier.id = frontier_id
        WHERE run_outcomes.run_id = ? AND kind = 'article' AND refusals > 1 AND {REFUSED} GROUP BY 1, 2""",  # noqa: S608
        (run_id,),
    ):
        again.setdefault(outlet, {})[reason] = number
    return again


@dataclass(frozen=True, slots=True)
class RefusedAddress:
    """A refused article address (`id` of its row), its outlet with its `origin` (corpus.models), and the reason."""

    id: int
    url: str
    outlet: str
    origin: str
    reason: str


def refused_addresses(corpus: Corpus, outlets: Sequence[str] = (), reasons: Sequence[str] = ()) -> list[RefusedAddress]:
    """Return refused articles, the newest first: of these outlets, with these reasons.

    Without reasons: those that wait or are given up. With a reason, all that have it, also if it never comes back.
    """
    rows = corpus.conn.execute(
        f"""SELECT frontier.id, url, outlet, origin, reason, refusals FROM frontier
        CROSS JOIN outlets ON slug = outlet WHERE frontier.kind = 'article' AND {REFUSED}
        ORDER BY priority DESC, frontier.id DESC"""  # noqa: S608 - no value in it
    )
    return [
        RefusedAddress(row_id, url, outlet, origin, reason)
        for row_id, url, outlet, origin, reason, refusals in rows
        if (not outlets or outlet in outlets)
        and (reason in reasons if reasons else refusals and retry_time(reason, 1, 0) is not None)
    ]
