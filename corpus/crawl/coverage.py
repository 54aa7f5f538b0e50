"""Which outlets could be looked at for a month? What a chart or a count by month must say beside its numbers."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from corpus.crawl.ledger import Asking, askings
from corpus.errors import QueryError
from corpus.store import JAKARTA, Corpus

NEWEST_ONLY = frozenset({"feed", "home"})  # ways that show what is new when asked, and nothing of earlier months


@dataclass(frozen=True, slots=True)
class Looked:
    """The outlets of the corpus by how far a month of theirs was looked at; each stands in one of the three.

    `whole`: some run asked for every day of the month, and a way in was walked to its end. `part`: some run asked
    for days of it and a way in was seen, but not all of both. `blind`: no run asked for the month, or none got in.
    An outlet without an article in the month has none only where it stands in `whole`.
    """

    month: str
    whole: tuple[str, ...]
    part: tuple[str, ...]
    blind: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Window:
    since: date
    until: date


def could_look(corpus: Corpus, month: str, seen: Sequence[Asking] | None = None) -> Looked:
    """How far each outlet could be looked at for a month of publication, as "2023-11", over all runs so far.

    For many months, give `seen` once: `askings(corpus)`. Raises QueryError for what is no month.
    """
    wanted, windows = _month(month), _windows(corpus)
    best: dict[str, int] = {row[0]: 0 for row in corpus.conn.execute("SELECT slug FROM outlets ORDER BY slug")}
    for asking in askings(corpus) if seen is None else seen:
        if asking.could_look:
            degree = _degree(asking, windows[asking.run_id], wanted)
            best[asking.outlet] = max(best[asking.outlet], degree)
    blind, part, whole = (tuple(slug for slug, degree in best.items() if degree == n) for n in range(3))
    return Looked(month, whole, part, blind)


def months(corpus: Corpus) -> list[str]:
    """The months in which articles of the corpus were published, and those between them."""
    first, last = corpus.conn.execute(
        "SELECT min(substr(published_day, 1, 7)), max(substr(published_day, 1, 7)) FROM articles"
    ).fetchone()
    found: list[str] = []
    while first and first <= last:
        found.append(first)
        first = (_month(first).until + timedelta(days=1)).isoformat()[:7]
    return found


def _degree(asking: Asking, window: _Window, month: _Window) -> int:
    """0 blind, 1 part, 2 whole."""
    since = max(window.since, window.until.replace(day=1)) if asking.way in NEWEST_ONLY else window.since
    if since > month.until or window.until < month.since:
        return 0
    covers = since <= month.since and window.until >= month.until
    return 2 if covers and asking.whole and asking.way not in NEWEST_ONLY else 1


def _windows(corpus: Corpus) -> dict[int, _Window]:
    """The days of publication that each run asked for; none later than its own day."""
    windows: dict[int, _Window] = {}
    for run, clock, options in corpus.conn.execute("SELECT id, clock, options FROM runs"):
        told, today = json.loads(options), datetime.fromisoformat(clock).astimezone(JAKARTA).date()
        since, until = (date.fromisoformat(told[name]) if told.get(name) else None for name in ("since", "until"))
        windows[run] = _Window(since or date.min, min(until or today, today))
    return windows


_is_month = partial(re.fullmatch, r"\d{4}-(?:0[1-9]|1[0-2])")


def _month(text: str) -> _Window:
    if not _is_month(text) or text < "0001":
        raise QueryError(f'"{text}" is no month; write it as 2023-11')
    first = date.fromisoformat(f"{text}-01")
    return _Window(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))
