"""The days of the fields since:, until:, after:, before:, day:, year:, event: (`field_days`), as they were read."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from corpus.errors import DayError
from corpus.messages.day_messages import CALENDAR_ENDS, FIELD_DAYS_REVERSED, NOT_A_DAY_BUT, WRITE_DAY, YEAR_NOT_A_YEAR
from corpus.typed.day_periods import Days
from corpus.typed.day_words import read_days

ONE_DAY = timedelta(days=1)
_ANY_DAY = date(2000, 1, 1)
MAX_DAY_WORDS = 4  # words of a day behind its first: "senin lalu", "senin, 20 november 2023"
_YEARS = re.compile(r"(?P<first>\d{4})(?:-|\u2013|\u2014)(?P<last>\d{4})")
_RANGE = re.compile(r"(?P<first>[^.]*|.*[^.])\.{2,3}(?P<last>[^.].*|)", re.DOTALL)
_COMPARED = re.compile(r"(?P<sign>>=|<=|>|<)\s*(?P<day>.*)", re.DOTALL)
_FIELD_OF_SIGN = {">=": "since", "<=": "until", ">": "after", "<": "before"}


def field_days(name: str, value: str, today: date) -> Days:
    """Return the first and the last day of a field's value; `plain` is False where the reader should see them.

    after: begins on the day after, before: ends on the day before; day:, event: and year: also take 2021..2023,
    with either end open. Raises DayError for a value that names no day.

    >>> field_days("after", "2023", date(2024, 1, 1)).first, field_days("year", "2021..", date(2024, 1, 1)).last
    (datetime.date(2024, 1, 1), datetime.date(9999, 12, 31))
    """
    where = f"{name}:{value}"
    try:
        return _checked(_days(name, value.strip(), today), where)
    except OverflowError:
        raise DayError(CALENDAR_ENDS(where=where)) from None


def names_days(name: str, value: str) -> bool:
    """Return True if the text is a value of the field, whatever today is."""
    try:
        field_days(name, value, _ANY_DAY)
    except DayError:
        return False
    return True


def is_nearly_days(name: str, value: str) -> bool:
    """Return True if the text is no value of the field, for a reason that says what to write instead.

    >>> is_nearly_days("since", "1 januari"), is_nearly_days("since", "1 januari guru")
    (True, False)
    """
    try:
        field_days(name, value, _ANY_DAY)
    except DayError as error:
        return error.code == NOT_A_DAY_BUT.code
    return False


def days_sentence(name: str, value: str, days: Days) -> str:
    """Return the sentence on how a field's days were read.

    >>> days_sentence("since", "kemarin", Days(date(2023, 11, 20), date.max))
    'since:kemarin was read as 2023-11-20 and later'
    """
    shown = f'{name}:"{value}"' if " " in value else f"{name}:{value}"
    return f"{shown} was read as {days_in_words(days.first, days.last)}"


def days_in_words(first: date, last: date) -> str:
    """Return a range of days in words; one of its ends may be open (`date.min`, `date.max`).

    >>> days_in_words(date(2023, 1, 1), date(2023, 1, 31)), days_in_words(date.min, date(2023, 1, 31))
    ('2023-01-01 to 2023-01-31', '2023-01-31 and earlier')
    """
    if first == last:
        return str(first)
    if last == date.max:
        return "any day" if first == date.min else f"{first} and later"
    return f"{last} and earlier" if first == date.min else f"{first} to {last}"


def _days(name: str, value: str, today: date) -> Days:
    if name in ("day", "event", "year"):
        if compared := _COMPARED.fullmatch(value):
            return replace(_days(_FIELD_OF_SIGN[compared["sign"]], compared["day"], today), plain=False)
        years = _YEARS.fullmatch(value)
        ends = years or _RANGE.fullmatch(value)
        if ends and (ends["first"] or ends["last"]):
            first = _whole(name, ends["first"], today) if ends["first"] else None
            last = _whole(name, ends["last"], today) if ends["last"] else None
            plain = bool(years or (first and last and first.plain and last.plain))
            return Days(first.first if first else date.min, last.last if last else date.max, plain)
        return _whole(name, value, today)
    if name not in ("since", "until", "after", "before"):
        raise ValueError(f"{name}: is no field of days")
    days = read_days(value, today, name)
    match name:
        case "since":
            return Days(days.first, date.max, days.plain)
        case "until":
            return Days(date.min, days.last, days.plain)
        case "after":
            return Days(days.last + ONE_DAY, date.max)
    return Days(date.min, days.first - ONE_DAY)


def _whole(name: str, value: str, today: date) -> Days:
    """Return the days of a value; those of year: are whole years."""
    if name in ("day", "event"):
        return read_days(value, today, name)
    try:
        days = read_days(value, today)
    except DayError:
        days = None
    if days and (days.first.month, days.first.day, days.last.month, days.last.day) == (1, 1, 12, 31):
        return days
    raise DayError(YEAR_NOT_A_YEAR(value=value, advice=WRITE_DAY(value=_value(value)) if days else None))


def _value(value: str) -> str:
    return f'"{value}"' if " " in value else value


def _checked(days: Days, where: str) -> Days:
    if days.first > days.last:
        raise DayError(FIELD_DAYS_REVERSED(where=where, last=days.last, first=days.first))
    return days
