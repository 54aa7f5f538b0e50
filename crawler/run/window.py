"""The first and last day of publication that a crawl asks for (`crawl_window`)."""

from __future__ import annotations

from datetime import date, datetime

from corpus.errors import KlipingError
from corpus.messages.crawl_messages import WINDOW_NOT_YET, WINDOW_REVERSED
from corpus.store import JAKARTA
from corpus.typed.day_words import resolve_day


def crawl_window(
    since: str | None, until: str | None, clock: datetime, *, live: bool = True
) -> tuple[date | None, date | None]:
    """The first and the last day; None where there is no limit. Spans such as "7d" count back from `clock`.

    Raises KlipingError where a text is no day, no day lies between the two, or (`live`: no replay, whose clock may be
    as old as its archive) the first day is still to come in Jakarta.
    """
    today = clock.astimezone(JAKARTA).date()
    first = resolve_day(since, today, "--since")
    last = resolve_day(until, today, "--until", last=True)
    if first and last and first > last:
        raise KlipingError(WINDOW_REVERSED(first=first, last=last))
    if live and first and first > today:
        raise KlipingError(WINDOW_NOT_YET(first=first, today=today))
    return first, last
