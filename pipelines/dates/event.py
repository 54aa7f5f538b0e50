"""The day of the event: the first day that the text's opening names, settled by its printed weekday.

"Sabtu (24/9)" prints no year: the one near the publication in which that day is a Saturday is taken. "kemarin",
"Sabtu lalu" and bare numbers in brackets name no day for certain and are not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pipelines.calendar.patterns import (
    ANY_MONTH,
    DATE,
    DAY_AND_MONTH_NAME,
    MONTHS,
    NO_YEAR_DATE,
    NUMBERS,
    NUMBERS_WITH_MARK,
    WEEKDAYS,
)
from pipelines.page.spots import says_posted

# "(20/11)", "27/03.", "(17/9/)"
DAY_AND_MONTH = re.compile(r"\(?(?<!\d)(?P<day>\d{1,2})\s*/\s*(?P<month>\d{1,2})(?!\d)(?:/(?:\d{2,5})?)?\)?")
NAMED_DAY = re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})\s?(?P<month>{ANY_MONTH})(?!\w)", re.IGNORECASE)  # "8 September"
OPENING_LINES = 6  # lines that are looked at
MAX_OPENING = 5000  # characters of a line that are searched for a day
MAX_STAMP_LENGTH = 80  # characters of a line that may be a stamp
NEAR_DAYS = timedelta(days=31)  # before or after the publication, for days printed without a year or a weekday
FAR_DAYS = timedelta(days=366)  # for days that print year and weekday
EVENT_YEARS_BACK = 6  # without a day of publication: weekdays come again after 5, 6 or 11 years


@dataclass(frozen=True, slots=True)
class Event:
    """The event's day and the words that name it; `note` where they had to be corrected or name none."""

    day: date | None = None
    printed: str | None = None
    note: str | None = None


def read_event(lines: Sequence[str], published: date | None, fetched: date, dateline: str | None = None) -> Event:
    """The day that the dateline names ("Kupang, BP2MI (20/11)"), else the first in the opening, if it fits.

    >>> read_event(["Apel itu digelar Sabtu (24/9) di balai."], date(2022, 9, 26), date(2023, 1, 1)).day
    datetime.date(2022, 9, 24)
    >>> read_event(["Apel itu digelar kemarin."], date(2022, 9, 26), date(2023, 1, 1)).day
    """
    if dateline and (event := _in_dateline(dateline, published, fetched)).day:
        return event
    if dateline and published is None and (event := _whole_in_opening(dateline, lines, fetched)).day:
        return event
    failed: Event | None = None
    for match in _named(lines):
        event = _settled(match, published, fetched)
        if event.day is not None:
            return event
        failed = failed or (event if event.note else None)
    return failed or Event()


def _in_dateline(dateline: str, published: date | None, fetched: date) -> Event:
    """The event by a dateline's day: a whole day that fits, else the year that brings it nearest to the publication.

    >>> _in_dateline("WARTA.com, JAKARTA, 8 SEPTEMBER 2025 –", None, date(2025, 10, 1)).day
    datetime.date(2025, 9, 8)
    >>> _in_dateline("Kupang, BP2MI (17/9/) –", date(2025, 9, 18), date(2025, 10, 1)).day
    datetime.date(2025, 9, 17)
    """
    whole = DATE.search(dateline) or NUMBERS.search(dateline)
    if whole and (event := _settled(whole, published, fetched)).day:
        return event
    if published is None:  # the agency's copies of late 2025 print no day of publication
        day = _whole_day(whole) if whole else None
        return Event(day, _printed(whole)) if whole and day and day <= fetched else Event()
    match = DAY_AND_MONTH.search(dateline)
    if match is None and (match := NAMED_DAY.search(dateline)) is None:
        return Event()
    month = MONTHS.get(match["month"].lower()) or int(match["month"])
    years = range(published.year - 1, published.year + 2)
    days = [day for year in years if (day := _date(year, month, int(match["day"])))]
    near = [day for day in days if abs(day - published) <= NEAR_DAYS]
    return Event(near[0], match[0]) if len(near) == 1 else Event()


def _whole_in_opening(dateline: str, lines: Sequence[str], fetched: date) -> Event:
    """The event by a dateline's day without a year that the opening names with one: "(5/11)" and "(5/11/2025)".

    >>> _whole_in_opening("Kupang, BP2MI (5/11) –", ["Balai itu dibuka pada Rabu (5/11/2025)."], date(2026, 1, 1)).day
    datetime.date(2025, 11, 5)
    """
    match = DAY_AND_MONTH.search(dateline) or NAMED_DAY.search(dateline)
    if match is None:
        return Event()
    month_and_day = MONTHS.get(match["month"].lower()) or int(match["month"]), int(match["day"])
    for named in _named(lines):
        day = _whole_day(named) if named.groupdict().get("year") else None
        if day is not None and (day.month, day.day) == month_and_day and day <= fetched:
            return Event(day, _printed(named))
    return Event()


def _named(lines: Sequence[str]) -> Iterator[re.Match[str]]:
    """The days that the opening names, in the order of the text."""
    for line in (each[:MAX_OPENING] for each in filter(_is_sentence, lines[:OPENING_LINES])):
        named, numbered = DAY_AND_MONTH_NAME.search(line), NUMBERS_WITH_MARK.search(line)
        forms = ((DATE, named), (NUMBERS, numbered), (NO_YEAR_DATE, named or numbered))
        matches = [m for pattern, may_stand in forms if may_stand for m in pattern.finditer(line)]
        yield from sorted(matches, key=lambda m: m.start())


def _is_sentence(line: str) -> bool:
    """True for a sentence, False for stamps: "Posted on 5 May 2023", "Kupang, 5/5/2023"."""
    if says_posted(line) and len(line) <= 2 * MAX_STAMP_LENGTH:
        return False
    return len(line) > MAX_STAMP_LENGTH or line.rstrip(" ”\"')").endswith((".", "!", "?"))


def _settled(match: re.Match[str], published: date | None, fetched: date) -> Event:
    """Return the event on the day that the match names, in the year that its weekday allows; or a note on it."""
    parts, printed = match.groupdict(), _printed(match)
    month = MONTHS.get((parts.get("name") or parts["month"] or "").lower()) or int(parts["month"] or 0)
    weekday = WEEKDAYS[parts["weekday"].lower()] if parts["weekday"] else None
    year = _year(parts.get("year"))
    if year is not None:
        whole = _date(year, month, int(parts["day"]))
        if whole and _fits(whole, weekday, published, fetched):
            return Event(whole, printed)
    if weekday is None:
        return Event()
    days = _candidates(month, int(parts["day"]), weekday, published, fetched)
    if len(days) != 1:
        return Event(note=f"the weekday of {printed!r} fits no day near the publication")
    slip = f"{printed!r} fits its weekday only in {days[0].year}" if year not in {None, days[0].year} else None
    return Event(days[0], printed, slip)


def _printed(match: re.Match[str]) -> str:
    printed = match[0].strip(" ,")
    return printed + (")" if "(" in printed and ")" not in printed else "")


def _whole_day(match: re.Match[str]) -> date | None:
    """The day, month and year that are printed; None for a day that is none."""
    year, month = _year(match["year"]), MONTHS.get(match["month"].lower()) or int(match["month"])
    return _date(year, month, int(match["day"])) if year else None


def _fits(day: date, weekday: int | None, published: date | None, fetched: date) -> bool:
    """True for a day near the publication; further off only where the weekday is printed and agrees."""
    if weekday is not None and day.weekday() != weekday:
        return False
    if published is None:
        return weekday is not None and day <= fetched
    return abs(day - published) <= (NEAR_DAYS if weekday is None else FAR_DAYS)


def _candidates(month: int, number: int, weekday: int, published: date | None, fetched: date) -> list[date]:
    """The days of this month and number that fall on the weekday: near the publication, else before the visit."""
    middle = published or fetched
    years = range(middle.year - (1 if published else EVENT_YEARS_BACK), middle.year + (2 if published else 1))
    days = [day for year in years if (day := _date(year, month, number)) and day.weekday() == weekday]
    return [day for day in days if (abs(day - published) <= NEAR_DAYS if published else day <= fetched)]


def _year(printed: str | None) -> int | None:
    digits = (printed or "").strip("'’ ")
    return None if not digits else 2000 + int(digits) if len(digits) == 2 else int(digits[:4])


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
