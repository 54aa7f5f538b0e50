"""The first and last day of publication that a crawl asks for (`crawl_window`)."""

from __future__ import annotations

from datetime import date, datetime

from corpus.errors import KlipingError
from corpus.store import JAKARTA
from corpus.typed.day_words import resolve_day


def crawl_window(
    since: str | None, until: str | None, clock: datetime, *, live: bool = True
) -> tuple[date | None, date | None]:
    """The first and the last day; None where there is no limit. Spans such as "7d" count back from `clock`.

    Raises KlipingError where a text is no day, no day lies between the two, or (`live`: no replay, whose clock may be
    as old as its archive) the first day is still to come in Jakarta.
    """
    where = "change --since and --until, or those of the topic"
    today = clock.astimezone(JAKARTA).date()
    first = resolve_day(since, today, "--since")
    last = resolve_day(until, today, "--until", last=True)
    if first and last and first > last:
        raise KlipingError(f"no day is from {first} on and until {last}; {where}")
    if live and first and first > today:
        raise KlipingError(f"nothing is published yet from {first} on, today is {today}; {where}")
    return first, last
