"""Divide days into windows that a service is asked for one after the other, without a gap (`day_windows`, `halves`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from corpus.store import JAKARTA

FINEST = timedelta(minutes=5)  # no window is halved below it; GDELT's own step is 15 minutes


@dataclass(frozen=True, slots=True)
class Window:
    """A time from `start` up to and without `end`, both in UTC and whole seconds."""

    start: datetime
    end: datetime

    def __str__(self) -> str:
        """The window's days in Jakarta, as a person writes them."""
        first, last = self.start.astimezone(JAKARTA), self.end.astimezone(JAKARTA) - timedelta(seconds=1)
        if first.time() == time(0) and last.time() == time(23, 59, 59):
            return str(first.date()) if first.date() == last.date() else f"{first.date()} to {last.date()}"
        return f"{first:%Y-%m-%d %H:%M} to {self.end.astimezone(JAKARTA):%Y-%m-%d %H:%M}"


def day_windows(since: date, until: date, days: int, now: datetime) -> Iterator[Window]:
    """Yield the windows of `days` days from `since` to and with `until` (days in Jakarta), the newest first.

    They lie on a grid that is the same in every run, so that a window that was asked is known again; only the first and
    the last one are cut to the days asked for. None reaches beyond `now`.

    >>> now = datetime(2024, 3, 5, 12, tzinfo=UTC)
    >>> [str(window) for window in day_windows(date(2024, 2, 20), date(2024, 3, 31), 10, now)]
    ['2024-03-05 00:00 to 2024-03-05 19:00', '2024-02-24 to 2024-03-04', '2024-02-20 to 2024-02-23']
    """
    last = min(_midnight(until + timedelta(days=1)), now.astimezone(UTC).replace(microsecond=0))
    place = until.toordinal() // days * days
    while place + days > since.toordinal():
        start = _midnight(max(since, date.fromordinal(max(place, 1))))
        end = min(_midnight(date.fromordinal(place + days)), last)
        if start < end:
            yield Window(start, end)
        place -= days


def halves(window: Window) -> tuple[Window, Window] | None:
    """Return the two halves of a window, the newer first; None where it is too small to be halved."""
    seconds = int((window.end - window.start).total_seconds()) // 2
    if seconds < FINEST.total_seconds():
        return None
    middle = window.start + timedelta(seconds=seconds)
    return Window(middle, window.end), Window(window.start, middle)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), JAKARTA).astimezone(UTC)
