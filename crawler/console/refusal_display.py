"""Sentences and rows on refused addresses: how many wait, when the next is due, how many are given up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime

from corpus.refusals.refusal_counts import RefusalCount
from corpus.store import JAKARTA
from crawler.console.output import command_line, counted

REFUSAL_HEADS = ("outlet", "reason", "waiting", "due now", "next due (WIB)", "given up")


def refusal_sentences(counts: Sequence[RefusalCount]) -> Iterator[str]:
    """Yield a sentence for each outlet of which refused addresses wait or are given up.

    >>> next(refusal_sentences([RefusalCount("warta", "wall", 3, 2, "2026-11-28T05:00:00+00:00", 1)]))
    'warta: 3 refused addresses wait (wall 3), 2 are due; 1 given up (wall 1)'
    """
    outlets: dict[str, list[RefusalCount]] = defaultdict(list)
    for count in counts:
        outlets[count.outlet].append(count)
    for outlet, own in outlets.items():
        parts = []
        if waiting := sum(c.waiting for c in own):
            reasons = ", ".join(f"{c.reason} {c.waiting}" for c in own if c.waiting)
            waits = counted(waiting, "refused address waits", "refused addresses wait")
            parts.append(f"{waits} ({reasons}), {_when(own)}")
        if given_up := sum(c.given_up for c in own):
            parts.append(f"{given_up} given up ({', '.join(f'{c.reason} {c.given_up}' for c in own if c.given_up)})")
        yield f"{outlet}: {'; '.join(parts)}"


def refusal_advice(counts: Sequence[RefusalCount]) -> str | None:
    """Return what asks them at once; None where there are none."""
    return f"refused addresses are asked at once by: {command_line('retry')}" if counts else None


def refusal_row(count: RefusalCount) -> tuple[object, ...]:
    """Return a row of the table under `REFUSAL_HEADS`."""
    due = _minute(count.next_due) if count.next_due else ""
    return count.outlet, count.reason, count.waiting, count.due, due, count.given_up


def _when(counts: Sequence[RefusalCount]) -> str:
    due = sum(c.due for c in counts)
    if due:
        return f"{due} {'is' if due == 1 else 'are'} due"
    return f"the next is due {_minute(min(c.next_due for c in counts if c.next_due))} WIB"


def _minute(instant: str) -> str:
    return f"{datetime.fromisoformat(instant).astimezone(JAKARTA):%Y-%m-%d %H:%M}"
