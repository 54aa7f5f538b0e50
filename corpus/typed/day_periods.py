"""Parts of a year (`part_of_year`: Q3 2023, semester II 2023) and ends of a period (`edge_of_period`: awal 2023)."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from corpus.errors import StatedError
from corpus.messages.day_messages import NO_MONTH_OF_NUMBER

_WHICH = {
    "1": 1,
    "i": 1,
    "pertama": 1,
    "ke-1": 1,
    "2": 2,
    "ii": 2,
    "kedua": 2,
    "ke-2": 2,
    "3": 3,
    "iii": 3,
    "ketiga": 3,
    "ke-3": 3,
    "4": 4,
    "iv": 4,
    "keempat": 4,
    "ke-4": 4,
}
_LENGTHS = {"q": 3, "kuartal": 3, "triwulan": 3, "tw": 3, "quarter": 3, "h": 6, "semester": 6, "paruh": 6, "half": 6}
"""A part of a year -> its months."""

_PART = rf"(?P<part>{'|'.join(_LENGTHS)}) ?(?P<which>{'|'.join(_WHICH)})"
_PART_OF_YEAR = re.compile(rf"{_PART}(?: ?[/-] ?| ?)(?:(?:tahun|of) )?(?P<year>\d{{4}})")
_YEAR_AND_PART = re.compile(rf"(?P<year>\d{{4}})(?: ?[/-] ?| ?){_PART}")
_EDGE = re.compile(r"(?P<edge>awal|akhir|(?:start|beginning|end) of) (?P<rest>.+)")
_THIS = {"tahun": "tahun ini", "bulan": "bulan ini", "the year": "this year", "the month": "this month"}


@dataclass(frozen=True, slots=True)
class Days:
    """The first and the last day that a text names. `plain` is False where the reader should be shown what was read:
    a day that counts from today, or another form than ISO's."""

    first: date
    last: date
    plain: bool = False


class NoDayError(StatedError):
    """Why a text is no day, and what to write."""


def one_day(day: date) -> Days:
    """Return the days of one day that is not in plain form."""
    return Days(day, day)


def month_days(year: int, month: int, *, plain: bool = False) -> Days:
    """Return the days of a month. Raises NoDayError for a month that no year has."""
    if not 1 <= month <= 12:
        raise NoDayError(NO_MONTH_OF_NUMBER(month=month))
    return Days(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), plain)


def part_of_year(text: str) -> Days | None:
    """Return the days of a quarter or half of a year, None for another text.

    >>> part_of_year("triwulan iii 2023").first, part_of_year("2023-h2").last
    (datetime.date(2023, 7, 1), datetime.date(2023, 12, 31))
    """
    match = _PART_OF_YEAR.fullmatch(text) or _YEAR_AND_PART.fullmatch(text)
    if match is None:
        return None
    year, months = int(match["year"]), _LENGTHS[match["part"]]
    last = months * _WHICH[match["which"]]
    return Days(date(year, last - months + 1, 1), month_days(year, last).last) if last <= 12 else None


def edge_of_period(text: str, read: Callable[[str], Days | None]) -> Days | None:
    """Return the first day of a month or year for "awal ...", its last day for "akhir ..."; None for another text.

    `read` reads the days behind that word. A week has none: "akhir pekan" is a weekend.

    >>> edge_of_period("akhir 2023", lambda rest: Days(date(2023, 1, 1), date(2023, 12, 31)))
    Days(first=datetime.date(2023, 12, 31), last=datetime.date(2023, 12, 31), plain=False)
    """
    if (match := _EDGE.fullmatch(text)) is None or not (days := read(_THIS.get(match["rest"], match["rest"]))):
        return None
    if (days.last - days.first).days < 27:
        return None
    return one_day(days.last if match["edge"] in ("akhir", "end of") else days.first)
