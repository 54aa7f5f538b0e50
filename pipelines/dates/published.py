"""When an article was published: all sources of a page in one order of precedence, checked against each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from corpus.models import Confidence
from pipelines.calendar.refusals import LATER_THAN_FETCH
from pipelines.dates.machine_fields import all_claims, by_machine, by_update
from pipelines.dates.own_places import OwnPlaces
from pipelines.dates.release import by_release
from pipelines.dates.resolution import (
    by_precedence,
    confidence,
    conflict,
    in_stated_zone,
    resolve_change_order,
    resolve_stamp_order,
    source_of_day,
    source_of_hour,
)
from pipelines.dates.sources import PRINTED_ORIGINS, PageClock, Refused, Source, by_address, by_rule, clock_of
from pipelines.dates.stamp import by_stamp, without_entry, without_visits
from pipelines.dates.unknown_zone import as_stated
from pipelines.page.parsed_page import ParsedPage
from pipelines.page.spots import Spot
from pipelines.rules import PageRules

LIVE_TYPE = "LiveBlogPosting"
NO_HOUR = "the hour is neither printed nor claimed"
NO_ZONE = "the hour is given without a zone, and the site's zone is not known"
NO_DATE = "no date is printed near the title, claimed by the page or named by its address"


@dataclass(frozen=True, slots=True)
class Published:
    """The publication as understood: `origin` and `at_origin` name the sources of day and hour.

    `printed` are the words, and `printed_origin` names where they stand: without a printed date, those that a source
    claims and that name no day. `conflict` is a sentence where sources disagree; `confidence` says how the day rests
    (see Article); `note` why day or hour is not known, or a claim is not believed.
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


def published(
    page: ParsedPage,
    rules: PageRules,
    spots: Sequence[Spot],
    *,
    title: str | None = None,
    local: bool = True,
    english: bool = False,
) -> Published:
    """The moment of publication: outlet's rule > visible stamp > JSON-LD > meta > <time> > the address.

    A machine's time refines the minute of a printed stamp that it agrees with. Nothing is made up: a date
    without an hour stays a day, and midnight in a machine's field counts as no hour. On a page in another language
    (`local` False) the machine's word stands above a stamp, and where it is `english` too, nobody but another source
    can say which day 04/09 is.
    """
    clock = clock_of(page, rules, spots, local=local)
    ruled, address = by_rule(page, rules, clock), by_address(page, rules, clock)
    places = OwnPlaces(page, title)
    machine = by_machine(page, places, clock)
    unprinted = _sources([*ruled, *machine, *address])
    stamps, updated = by_stamp(spots, unprinted, clock, places)
    stamps = resolve_stamp_order(without_visits(stamps, unprinted, clock), unprinted, clock, english=english)
    if not unprinted and not _sources(stamps):
        stamps = [*by_release(page, places, clock), *stamps]
    if LIVE_TYPE in page.claims.types:
        stamps = without_entry(stamps, _sources(machine))
    if rules.utc_offset is None:
        stamps = in_stated_zone(stamps, _sources(machine))
    heard = [*ruled, *stamps, *machine, *address]
    refused = [each for each in heard if isinstance(each, Refused)]
    sources = by_precedence(_sources(ruled), _sources(stamps), _sources(machine), _sources(address), clock, local=local)
    nothing = Published(note="; ".join(map(str, refused)) or NO_DATE)
    day_and_hour = _settled(sources, refused, clock, page) if sources else nothing
    printed, printed_origin = _printed(sources, refused)
    changed = resolve_change_order(updated, None if local else day_and_hour.day)
    modified_at, modified_origin = by_update(page, changed, clock, local=local)
    return replace(
        day_and_hour,
        printed=printed,
        printed_origin=printed_origin,
        modified_at=modified_at,
        modified_origin=modified_origin,
    )


def _settled(sources: Sequence[Source], refused: Sequence[Refused], clock: PageClock, page: ParsedPage) -> Published:
    """Day and hour of the chosen source, with conflict (a day still to come) and notes (other refused claims)."""
    chosen = source_of_day(sources)
    hour = source_of_hour(chosen, sources)
    at = hour.date.at if hour else None
    zoned = clock.utc_offset is not None
    if not zoned:
        chosen = as_stated(chosen, all_claims(page, clock), at)
    disagreement = conflict(
        chosen, sources, [each for each in refused if each.refusal.why == LATER_THAN_FETCH], zoned=zoned
    )
    notes = [str(each) for each in refused if each.refusal.dated and each.refusal.why != LATER_THAN_FETCH]
    return Published(
        at=at,
        day=chosen.date.day if at is None or not zoned or chosen.origin in PRINTED_ORIGINS else clock.local(at),
        origin=chosen.origin,
        at_origin=hour.origin if hour else None,
        conflict=disagreement,
        confidence=confidence(chosen, sources, disagreement, zoned=zoned),
        note="; ".join(notes if at is not None else [NO_HOUR if chosen.date.wall is None else NO_ZONE, *notes]) or None,
    )


def _sources(heard: Sequence[Source | Refused]) -> list[Source]:
    return [each for each in heard if isinstance(each, Source)]


def _printed(sources: Sequence[Source], refused: Sequence[Refused]) -> tuple[str | None, str | None]:
    """The printed words of the date and their origin: a visible date, a refused one, else a claim without a day."""
    for source in sources:
        if source.origin in PRINTED_ORIGINS:
            return source.date.printed, source.origin
    for each in refused:
        if each.refusal.dated and each.origin != "address" and (each.origin in PRINTED_ORIGINS or not sources):
            return each.refusal.words, each.origin
    return None, None
