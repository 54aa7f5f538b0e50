"""Which of several date sources gives the day and the hour, and where they contradict each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from corpus.models import Confidence
from pipelines.calendar.parts import zone_of
from pipelines.calendar.printed import PrintedDate
from pipelines.calendar.refusals import EITHER_ORDER, Refusal
from pipelines.dates.sources import PRINTED_ORIGINS, VISIT, DatesRead, PageClock, Refused, Source
from pipelines.dates.unknown_zone import day_somewhere, instant_of

FAR = timedelta(hours=1)  # a machine's hour this far from the printed one tells another moment
REFINES = timedelta(minutes=20)  # a machine's time this near a printed one is the same moment, told more finely
EASTERN = (timezone(timedelta(hours=8)), timezone(timedelta(hours=9)))  # WITA, WIT
WRITTEN_OFFSET = re.compile(r"(?:Z|[+-]\d\d:?\d\d)$")
_KINDS = {"json-ld": "machine", "meta": "machine", "time": "machine", "rule": "visible"}


def by_precedence(
    ruled: Sequence[Source],
    stamps: Sequence[Source],
    machine: Sequence[Source],
    address: Sequence[Source],
    clock: PageClock,
    *,
    local: bool,
) -> list[Source]:
    """The sources in order of precedence; on a page in another language (`local` False) machine fields before stamps.

    A machine's time that is the visit's own stands behind an address that names an earlier day.
    """
    early = any(each.date.day < clock.today - timedelta(days=1) for each in address)
    visits = [each for each in machine if early and _is_visit(each.date, clock)]
    machine = [each for each in machine if each not in visits]
    return [*ruled, *stamps, *machine, *address, *visits] if local else [*ruled, *machine, *stamps, *address, *visits]


def resolve_stamp_order(stamps: DatesRead, others: Sequence[Source], clock: PageClock, *, english: bool) -> DatesRead:
    """Decide whether "04/09/2023" is 9 April (another source has that day) or 4 September.

    In an English text of an outlet whose zone is not known it is refused, unless another source says which.
    """
    doubtful = english and clock.utc_offset is None
    return [_resolved_stamp(each, others, doubtful) if isinstance(each, Source) else each for each in stamps]


def _resolved_stamp(stamp: Source, others: Sequence[Source], doubtful: bool) -> Source | Refused:
    """Return the stamp with day and month in the order that another source confirms; refused if in doubt."""
    other = stamp.date.month_first
    if other is None:
        return stamp
    if any(_names(each.date, other, doubtful) for each in others):
        at, wall = (
            hour and hour.replace(month=other.month, day=other.day) for hour in (stamp.date.at, stamp.date.wall)
        )
        return replace(stamp, date=replace(stamp.date, day=other, at=at, wall=wall))
    if doubtful and not any(_names(each.date, stamp.date.day, doubtful) for each in others):
        return Refused(stamp.origin, Refusal(EITHER_ORDER, stamp.date.printed))
    return stamp


def resolve_change_order(change: PrintedDate | None, published: date | None) -> datetime | None:
    """The moment of a printed change; for "10/04/16" the day nearer to the publication of the two possible ones."""
    other = change.month_first if change else None
    if change is None or change.at is None or other is None or published is None:
        return change.at if change else None
    nearer = abs(other - published) < abs(change.day - published)
    return change.at.replace(month=other.month, day=other.day) if nearer else change.at


def _names(printed: PrintedDate, day: date, anywhere: bool) -> bool:
    return printed.day == day or (anywhere and printed.at is not None and day_somewhere(day, printed.at))


def in_stated_zone(stamps: DatesRead, machine: Sequence[Source]) -> DatesRead:
    """Put a stamp without a zone into WITA or WIT where a machine's field writes the same minute there.

    The moment is then the machine's. Only for an outlet whose zone is not known. Any other offset beside the same
    minute is taken for a clock that is set wrong: many systems write the local hour and call it UTC's.
    """
    return [_in_stated_zone(each, machine) if isinstance(each, Source) else each for each in stamps]


def _in_stated_zone(stamp: Source, machine: Sequence[Source]) -> Source:
    at = stamp.date.at
    if at is None or not stamp.date.assumed:
        return stamp
    for claim in (each.date for each in machine):
        zone = zone_of(claim.printed) if claim.at else None
        if claim.at and zone in EASTERN and _minute(claim.at.astimezone(zone)) == _minute(at):
            return replace(
                stamp, date=replace(stamp.date, at=claim.at.astimezone(zone), seconds=claim.seconds, assumed=False)
            )
    return stamp


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0, tzinfo=None)


def _is_visit(printed: PrintedDate, clock: PageClock) -> bool:
    """True for a date that is the moment of the visit; without an hour, its day."""
    return printed.day == clock.today if printed.at is None else abs(printed.at - clock.now) <= VISIT


def source_of_day(sources: Sequence[Source]) -> Source:
    """Return the source of the day: the first; if its printed weekday contradicts it, the first on that weekday."""
    first = sources[0]
    if first.date.weekday_ok is not False:
        return first
    return next((each for each in sources if each.date.day.weekday() == first.date.weekday), first)


def source_of_hour(chosen: Source, sources: Sequence[Source]) -> Source | None:
    """Return the source of the hour: the chosen one, or, if it has no hour or no seconds, one that agrees with it."""
    at = chosen.date.at
    for other in sources:
        if other.date.at is None or other.date.day != chosen.date.day:
            continue
        finer = other.date.seconds and not chosen.date.seconds
        if at is None or (finer and abs(other.date.at - at) <= REFINES):
            return other
    return chosen if at is not None else None


def confidence(chosen: Source, sources: Sequence[Source], conflict: str | None, *, zoned: bool) -> Confidence:
    """ "disputed", "confirmed" (two kinds of source agree, JSON-LD and meta being one kind) or "single"."""
    if conflict:
        return "disputed"
    kinds = {_KINDS.get(s.origin, s.origin) for s in sources if not _apart(s.date, chosen.date, zoned)}
    return "confirmed" if len(kinds) > 1 or chosen.date.weekday_ok else "single"


def conflict(chosen: Source, sources: Sequence[Source], to_come: Sequence[Refused], *, zoned: bool) -> str | None:
    """A sentence where a weekday contradicts its day, or two sources are a day or more apart, or one is `to_come`."""
    sentences = [
        f"the printed weekday does not fit the day: {each.date.printed}"
        for each in dict.fromkeys((chosen, sources[0]))
        if each.date.weekday_ok is False
    ]
    others = {s.origin: s.date.day for s in sources if _apart(s.date, chosen.date, zoned)}
    if others:
        sentences.append(
            f"{chosen.origin} says {chosen.date.day}, " + ", ".join(f"{o} says {d}" for o, d in others.items())
        )
    elif (far := far_hour(chosen, sources)) and far.date.at and chosen.date.at:
        other = far.date.at.astimezone(chosen.date.at.tzinfo)
        sentences.append(f"{chosen.origin} says {chosen.date.at:%d.%m. %H:%M}, {far.origin} says {other:%d.%m. %H:%M}")
    return "; ".join([*sentences, *map(str, to_come)]) or None


def far_hour(chosen: Source, sources: Sequence[Source]) -> Source | None:
    """The machine's source whose hour is far from the printed one, where no machine's hour is near it.

    A machine that writes the printed hour under another zone's name tells the same moment.
    """
    printed = chosen.date.at
    if printed is None or chosen.origin not in PRINTED_ORIGINS:
        return None
    claims = [each for each in sources if _KINDS.get(each.origin) == "machine" and each.date.at is not None]
    if any(_is_near(printed, each.date) for each in claims):
        return None
    return next(iter(claims), None)


def _is_near(printed: datetime, claim: PrintedDate) -> bool:
    if claim.at is None or abs(claim.at - printed) < FAR:
        return True
    offset = WRITTEN_OFFSET.search(claim.printed)
    written = claim.at.astimezone(zone_of(offset[0])) if offset else claim.at
    return abs(written.replace(tzinfo=None) - printed.replace(tzinfo=None)) < FAR


def _apart(one: PrintedDate, other: PrintedDate, zoned: bool) -> bool:
    """True for a day or more between the two; by the hour where both have one (a misread zone moves midnight).

    Where the outlet's zone is not known (`zoned` False), an hour stands beside each day that it has somewhere.
    """
    first, second = (one.at, other.at) if zoned else (instant_of(one), instant_of(other))
    if first is not None and second is not None:
        return abs(first - second) >= timedelta(days=1)
    if not zoned and (at := first or second) is not None:
        return not day_somewhere(other.day if first else one.day, at)
    return one.day != other.day
