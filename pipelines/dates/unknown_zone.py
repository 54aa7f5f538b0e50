"""The day of a page whose outlet's zone is not known: the day as a machine field writes it.

Such a page may print another day than its machine fields: its readers' evening is the next morning in UTC. The day is
then that of the instant as it is written, so that day and instant agree; the printed words are kept beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from pipelines.calendar.printed import PrintedDate
from pipelines.dates.sources import PRINTED_ORIGINS, Source

SAME_MINUTE = timedelta(minutes=2)  # a local clock's minute and a machine's second that tell one moment
SAME_EVENT = timedelta(minutes=20)  # two machine fields this near tell one event; an update stands farther off
ZONE_STEP = timedelta(minutes=30)  # zones lie this far apart (Nepal's is left out)
WESTERNMOST, EASTERNMOST = timedelta(hours=-12), timedelta(hours=14)  # the zones farthest from UTC


def as_stated(chosen: Source, claims: Sequence[Source], at: datetime | None) -> Source:
    """The source of the day; `at` is the instant in the machine fields, `claims` are all of those fields.

    A field with a zone of its own, or with the hour on the outlet's clock, stands before the chosen one in UTC.
    """
    instant = at or instant_of(chosen.date)
    if chosen.origin in PRINTED_ORIGINS or chosen.origin == "address" or instant is None:
        return chosen
    stated = next((each for each in (chosen, *claims) if _in_a_zone(each.date, instant)), chosen)
    return chosen if stated.date.day == chosen.date.day else stated


def day_somewhere(day: date, at: datetime) -> bool:
    """True where it is this day in some zone at that moment."""
    utc = at.astimezone(UTC)
    return (utc + WESTERNMOST).date() <= day <= (utc + EASTERNMOST).date()


def instant_of(printed: PrintedDate) -> datetime | None:
    """The instant; an hour without a zone is taken as UTC, so it may be off by a zone."""
    return printed.at or (printed.wall and printed.wall.replace(tzinfo=UTC))


def _in_a_zone(claim: PrintedDate, instant: datetime) -> bool:
    """True for a machine's field that writes the instant with an offset, or without one on another clock than UTC's."""
    if claim.at is not None:
        return bool(claim.at.utcoffset()) and abs(claim.at - instant) <= SAME_EVENT
    return claim.wall is not None and bool(_zone_between(claim.wall, instant))


def _zone_between(wall: datetime, instant: datetime) -> timedelta | None:
    """The zone in which a clock shows this hour at the instant; None where no zone lies between them."""
    apart = wall - instant.astimezone(UTC).replace(tzinfo=None)
    zone = round(apart / ZONE_STEP) * ZONE_STEP
    return zone if WESTERNMOST <= zone <= EASTERNMOST and abs(apart - zone) <= SAME_MINUTE else None
