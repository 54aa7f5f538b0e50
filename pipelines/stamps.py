"""When was it published? Every source a page has is heard in one written order, and they check each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from corpus.models import Confidence
from pipelines.date_reasons import why_no_date
from pipelines.date_sources import Clock, Source, by_address, by_machine, by_rule, by_stamp, by_update, without_visits
from pipelines.dates import PrintedDate
from pipelines.layout import Spot
from pipelines.page import Page
from pipelines.rules import PageRules

REFINES = timedelta(minutes=20)  # a machine's time this near a printed one is the same moment, told more finely


@dataclass(frozen=True, slots=True)
class Published:
    """The publication as understood: `origin` and `at_origin` name the sources of day and hour.

    `conflict` is a sentence where sources disagree; `confidence` says how the day rests (see Article); `note`
    why day or hour is not known.
    """

    at: datetime | None = None
    day: date | None = None
    printed: str | None = None
    printed_origin: str | None = None
    origin: str | None = None
    at_origin: str | None = None
    conflict: str | None = None
    modified_at: datetime | None = None
    modified_origin: str | None = None
    confidence: Confidence | None = None
    note: str | None = None


def published(page: Page, rules: PageRules, spots: Sequence[Spot], *, local: bool = True) -> Published:
    """The moment of publication: outlet's rule > visible stamp > JSON-LD > meta > <time> > the address.

    A machine's time refines the minute of a printed stamp that it agrees with. Nothing is made up: a date
    without an hour stays a day, and midnight in a machine's field counts as no hour. On a page in another language
    (`local` False) the machine's word stands above a stamp: 04/09 may be the ninth of April there.
    """
    clock = Clock(page.capture.fetched_at, rules.utc_offset)
    ruled, machine, address = by_rule(page, rules, clock), by_machine(page, clock), by_address(page, rules, clock)
    stamps, updated = by_stamp(spots, clock)
    stamps = without_visits(stamps, [*ruled, *machine, *address], clock)
    modified_at, modified_origin = by_update(page, updated, clock)
    if not local:
        stamps = [stamp for stamp in stamps if not _month_first(stamp, machine)]
    sources = [*ruled, *stamps, *machine, *address] if local else [*ruled, *machine, *stamps, *address]
    if not sources:
        return Published(modified_at=modified_at, modified_origin=modified_origin, note=_why_none(spots, clock))
    chosen = sources[0]
    told = _finest(chosen, sources)
    at = told.date.at if told else None
    printed = next(iter((*ruled, *stamps)), None)
    conflict = _conflict(chosen, sources)
    return Published(
        at=at,
        day=chosen.date.day if at is None or chosen.date.printed else clock.local(at),
        printed=printed.date.printed if printed else None,
        printed_origin=printed.origin if printed else None,
        origin=chosen.origin,
        at_origin=told.origin if told else None,
        conflict=conflict,
        confidence=_confidence(chosen, sources, conflict),
        note="the hour is neither printed nor claimed" if at is None else None,
        modified_at=modified_at,
        modified_origin=modified_origin,
    )


def _finest(chosen: Source, sources: Sequence[Source]) -> Source | None:
    """The source of the hour: the chosen one, or, where it has no hour or no seconds, one that agrees with it."""
    at = chosen.date.at
    for other in sources:
        if other.date.at is None or other.date.day != chosen.date.day:
            continue
        finer = other.date.seconds and not chosen.date.seconds
        if at is None or (finer and abs(other.date.at - at) <= REFINES):
            return other
    return chosen if at is not None else None


def _month_first(stamp: Source, machine: Sequence[Source]) -> bool:
    """True for "04/09/2023" on a page whose machine fields say the ninth of April."""
    day = stamp.date.day
    return any((day.year, day.month, day.day) == (m.date.day.year, m.date.day.day, m.date.day.month) for m in machine)


def _why_none(spots: Sequence[Spot], clock: Clock) -> str:
    """Why there is no day: what looks like a date near the title and is none, or that there is nothing."""
    for spot in spots:
        if spot.hinted and (why := why_no_date(spot.text, clock=clock.now, utc_offset=clock.utc_offset)):
            return why
    return "no date is printed near the title, claimed by the page or named by its address"


def _confidence(chosen: Source, sources: Sequence[Source], conflict: str | None) -> Confidence:
    """Two sources of two kinds that agree confirm a day; JSON-LD and meta come from one machine and count as one."""
    if conflict:
        return "disputed"
    kinds = {_KINDS.get(s.origin, s.origin) for s in sources if not _apart(s.date, chosen.date)}
    return "confirmed" if len(kinds) > 1 or chosen.date.weekday_ok else "single"


_KINDS = {"json-ld": "machine", "meta": "machine", "time": "machine", "rule": "visible"}


def _conflict(chosen: Source, sources: Sequence[Source]) -> str | None:
    """A sentence where the weekday contradicts the day, or where two sources are a day or more apart."""
    said = []
    if chosen.date.weekday_ok is False:
        said.append(f"the printed weekday does not fit the day: {chosen.date.printed}")
    others = {s.origin: s.date.day for s in sources if _apart(s.date, chosen.date)}
    if others:
        said.append(f"{chosen.origin} says {chosen.date.day}, " + ", ".join(f"{o} says {d}" for o, d in others.items()))
    return "; ".join(said) or None


def _apart(one: PrintedDate, other: PrintedDate) -> bool:
    """A day or more between them; by the hour where both know it (a zone misread moves midnight, not the day)."""
    if one.at is not None and other.at is not None:
        return abs(one.at - other.at) >= timedelta(days=1)
    return one.day != other.day
