"""When a stored article is looked at again, from its fetch and the results of its earlier looks (`state_after`).

Pure: the same history gives the same date, so that the queue (`looks_due`) can be made again from `looks` and
`captures`. What was not seen when this was written, and what happens then:

- An outlet that edits an article more than 30 days after its last look, or puts it back then: not noticed, because
  after the last step no look is due. `docs/scheduling.md` says so.
- A page that can't be had at each look (403, timeouts): the step is tried `TRIES` times, then the next step's turn
  comes, so that a closed site costs a bounded number of requests.
- A site that answers 404 to everything for some hours: no event, because two looks on different days must agree. One
  that does so for days: `gone`, then `back` at the next look that gives the article.
- A clock that was set back between two runs: a look counts from the latest time in the history.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from corpus.store import JAKARTA

RevisitResult = Literal["same", "changed", "gone", "moved", "refused", "unseen"]
"""The result of a look. gone: the site says that the page is not there; moved: the address leads to another article;
refused: it may not be had; unseen: it could not be had, or what came was not the whole article."""

CONFIRM = 0
"""The step of the look that confirms a disappearance."""
STEPS: tuple[timedelta, ...] = (
    timedelta(days=1),  # CONFIRM
    timedelta(hours=1),
    timedelta(days=1),
    timedelta(days=7),
    timedelta(days=30),
)
"""Time after the last look (the fetch, for the first) by step."""
FIRST = 1  # the step after an article's fetch
AFTER_GONE = 3  # the step of the next look at an article that is gone
DUE_AT = 0.8  # share of a step after which a look is due: a weekly cron is never exactly late
TRIES = 2  # looks in a row that saw nothing, until the next step's turn comes
_WAIT_AFTER_NOTHING = timedelta(days=1)  # at most, before the same step is tried again


@dataclass(frozen=True, slots=True)
class PastLook:
    """A look that was made."""

    at: datetime
    result: RevisitResult


@dataclass(frozen=True, slots=True)
class RevisitState:
    """What follows from an article's looks: its next one, and whether it is gone.

    `due_at` is None where no look is due any more. `gone_since` is the day of the look that first saw it gone; it is an
    event only where it is `confirmed` by a look on another day.
    """

    step: int
    due_at: datetime | None
    gone_since: date | None = None
    confirmed: bool = False


def day_of(moment: datetime) -> date:
    """The calendar day in Jakarta.

    >>> from datetime import UTC
    >>> day_of(datetime(2026, 11, 27, 20, tzinfo=UTC))
    datetime.date(2026, 11, 28)
    """
    return moment.astimezone(JAKARTA).date()


def state_after(fetched_at: datetime, history: Iterable[PastLook]) -> RevisitState:
    """Return what follows from an article's fetch and its looks, oldest first.

    >>> from datetime import UTC
    >>> start = datetime(2026, 11, 2, 4, tzinfo=UTC)
    >>> (state_after(start, []).due_at - start).seconds // 60
    48
    >>> seen = [PastLook(start + timedelta(days=7), "gone"), PastLook(start + timedelta(days=14), "gone")]
    >>> [state_after(start, seen[:n]).confirmed for n in (1, 2)]
    [False, True]
    """
    step, tries, last = FIRST, 0, fetched_at
    gone_since: date | None = None
    confirmed = False
    for look in history:
        last = max(last, look.at)
        if look.result in {"refused", "unseen"}:
            tries += 1
            if tries == TRIES:
                step, tries = step + 1, 0
            continue
        tries = 0
        if look.result != "gone":
            step, gone_since, confirmed = step + 1, None, False
        elif gone_since is None:
            gone_since = day_of(look.at)
        elif confirmed:
            step += 1
        elif day_of(look.at) != gone_since:
            confirmed, step = True, max(step, AFTER_GONE)
    if step >= len(STEPS):
        return RevisitState(step, None, gone_since, confirmed)
    unconfirmed = gone_since is not None and not confirmed
    wait = STEPS[CONFIRM if unconfirmed else step]
    wait = min(wait, _WAIT_AFTER_NOTHING) if tries else wait
    return RevisitState(CONFIRM if unconfirmed else step, last + wait * DUE_AT, gone_since, confirmed)
