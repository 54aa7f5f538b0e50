"""A page's date from the outlet's own rule or from the address; and the clock by which a page's dates are read.

What a source says is a Source; what it claims and is no day of publication is Refused, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lxml import html

from corpus.urls import host_of, split
from pipelines.calendar.parts import at_home
from pipelines.calendar.patterns import ZONES
from pipelines.calendar.printed import PrintedDate, parse_printed
from pipelines.calendar.refusals import LATER_THAN_FETCH, Refusal, read_claim, why_no_date
from pipelines.page.parsed_page import ParsedPage
from pipelines.page.spots import HOUR, Spot
from pipelines.rules import PageRules

PRINTED_ORIGINS = frozenset({"rule", "visible"})  # the origins of dates that readers see
WIB = 7  # hours from UTC
VISIT = timedelta(hours=1)  # a clock this near the capture's tells when the page was asked for
MAX_TIMES = 10  # <time> elements that are looked at for the zone
PRINTED_ZONE = re.compile(r"\d[:.]\d\d(?:[:.]\d\d)?\s*[(]?(WIB|WITA|WIT)\b", re.IGNORECASE)
EASTERN_OFFSET = re.compile(r"\d:\d\d(?::\d\d(?:\.\d+)?)?\+0([89]):?00$")
DAY_PATHS = (
    re.compile(r"/(?P<y>(?:19|20)\d{2})/(?P<m>\d{1,2})/(?P<d>\d{1,2})(?:/|$)"),  # /2023/11/21/
    re.compile(r"/(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>20\d{2})(?:/|$)"),  # /21/11/2023/33939/
    re.compile(r"/(?P<y>20[0-3]\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?:/|$)"),  # /read/20231121/33939/judul
    re.compile(r"(?<!\d)(?P<y>20\d{2})-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)"),  # /2023-11-21-judul
)


@dataclass(frozen=True, slots=True)
class Source:
    """A date and which source it came from."""

    origin: str
    date: PrintedDate


@dataclass(frozen=True, slots=True)
class Refused:
    """A source's claim that is not used, with the reason."""

    origin: str
    refusal: Refusal

    def __str__(self) -> str:
        return f"{self.refusal} ({self.origin})"


DatesRead = list[Source | Refused]


@dataclass(frozen=True, slots=True)
class PageClock:
    """The capture's time and the outlet's zone (hours; None: not known); reading a page uses no other clock."""

    now: datetime
    utc_offset: int | None

    @property
    def today(self) -> date:
        """The day of the capture in the outlet's zone; in UTC where that is not known."""
        return at_home(self.now, self.utc_offset).date()

    def local(self, at: datetime) -> date:
        """The day of a moment in the outlet's zone; where that is not known, the day as the moment is stated."""
        return at.date() if self.utc_offset is None else at_home(at, self.utc_offset).date()

    def read(self, text: str) -> PrintedDate | Refusal | None:
        """The first date in words that readers see, or why there is none; None for words that speak of no date."""
        read = parse_printed(text, clock=self.now, utc_offset=self.utc_offset)
        return read or why_no_date(text, clock=self.now, utc_offset=self.utc_offset)

    def read_claim(self, text: str) -> PrintedDate | Refusal:
        """Read a machine's field, its day in the outlet's zone; midnight counts as no hour."""
        read = read_claim(text, clock=self.now, utc_offset=self.utc_offset)
        if isinstance(read, Refusal):
            return read
        hour = read.at or read.wall
        if hour is None or (hour.hour, hour.minute, hour.second) == (0, 0, 0):
            return PrintedDate(read.day, printed=read.printed)
        day = read.day if read.at is None else self.local(read.at)
        return PrintedDate(day, read.at, printed=read.printed, seconds=read.seconds, wall=read.wall)


def clock_of(page: ParsedPage, rules: PageRules, spots: Sequence[Spot], *, local: bool) -> PageClock:
    """The clock for a page; where the outlet has no zone, that of an Indonesian host or text, as the page prints it."""
    offset = rules.utc_offset
    is_home = host_of(page.url).endswith(".id") or (page.tree.get("lang") or "").lower().partition("-")[0] == "id"
    if offset is None and (local or is_home):
        offset = _zone_of_page(page, spots)
    return PageClock(page.capture.fetched_at, offset)


def _zone_of_page(page: ParsedPage, spots: Sequence[Spot]) -> int:
    """WITA or WIT where the hours near the title are printed in it, or, without any, machine fields write it; else WIB.

    "22.30 WIT" tells the zone of a day that only a machine's field names, in any zone.
    """
    printed = {zone[1].lower() for spot in spots for zone in PRINTED_ZONE.finditer(spot.text)}
    if len(printed) == 1:
        return ZONES[printed.pop()]
    hours = any(HOUR.search(spot.text) for spot in spots)
    if printed or hours:
        return WIB
    claimed = {eastern[1] for text in _machine_texts(page) if (eastern := EASTERN_OFFSET.search(text))}
    return int(claimed.pop()) if len(claimed) == 1 else WIB


def _machine_texts(page: ParsedPage) -> Iterator[str]:
    """The publication in machine fields, as it is written."""
    for text in (page.claims.text("datePublished"), page.claims.meta.get("article:published_time")):
        if text:
            yield text
    yield from (node.attributes.get("datetime") or "" for node in page.table.tagged("time")[:MAX_TIMES])


def by_rule(page: ParsedPage, rules: PageRules, clock: PageClock) -> DatesRead:
    """Read the outlet's own date selectors: the first date, else why the first claim is none."""
    refused: DatesRead = []
    for selector in rules.date:
        for element in page.tree.cssselect(selector):
            read = _ruled(element, rules.date_pattern, clock)
            if isinstance(read, PrintedDate):
                return [Source("rule", read)]
            if read is not None:
                refused.append(Refused("rule", read))
    return refused[:1]


def _ruled(element: html.HtmlElement, pattern: str | None, clock: PageClock) -> PrintedDate | Refusal | None:
    """Return the date in an element that the outlet's rule selects, why it is none, or None for an empty element."""
    claim = element.get("datetime") or element.get("content")
    text = " ".join((claim or element.text_content()).split())
    if pattern:
        match = re.search(pattern, text)
        text = match[1] if match else ""
    if not text:
        return None
    return clock.read_claim(text) if claim else clock.read(text)


def by_address(page: ParsedPage, rules: PageRules, clock: PageClock) -> DatesRead:
    """Read the day in the address: by the outlet's own pattern (groups y, m, d), else in the usual forms."""
    days = list(_days_of(page.url, rules))
    for day in days:
        if day <= clock.today + timedelta(days=1):
            return [Source("address", PrintedDate(day))]
    return [Refused("address", Refusal(LATER_THAN_FETCH, str(day))) for day in days[:1]]


def _days_of(url: str, rules: PageRules) -> Iterator[date]:
    patterns = [re.compile(p, re.IGNORECASE) for p, _ in rules.address.articles] if rules.address else []
    path = split(url).path
    for match in (*(p.match(url) for p in patterns), *(p.search(path) for p in DAY_PATHS)):
        if day := _named_day(match.groupdict() if match else {}):
            yield day


def _named_day(groups: Mapping[str, str | None]) -> date | None:
    year, month, day = (groups.get(name) or "" for name in ("y", "m", "d"))
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
