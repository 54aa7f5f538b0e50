"""What to write for a text that is nearly a day (`day_hint`): without a year, with an hour, a range, a bare number."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from corpus.messages.day_messages import (
    DAY_OR_MONTH,
    DID_YOU_MEAN_DAY,
    GIVE_THE_YEAR_OF_DAY,
    NO_RANGE_HERE,
    ONLY_WHOLE_DAYS,
)
from corpus.messages.statement import Statement
from corpus.typed.day_names import MONTH_NUMBERS, SMALL_NUMBERS, UNIT_LETTERS, WEEKDAY_NUMBERS
from corpus.typed.day_periods import Days, NoDayError

_Read = Callable[[str], Days | None]
_UNIT = "|".join(UNIT_LETTERS)
_HOUR = re.compile(
    r"(?P<day>.{4,60}?)[ ,|t-]{1,4}(?:pukul |jam )?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: ?(?:wib|wita|wit))?"
)
_RANGE = re.compile(r"(?P<first>.{4,40}?)(?:\.{2,3}| ?s\.?/?d\.? ?| - | (?:sampai|hingga|to|until) )(?P<last>.{4,40})")
_DAY_AND_MONTH = re.compile(r"(?P<day>\d{1,2}) ?[/.-] ?(?P<month>\d{1,2})")
_MONTH_AND_NUMBER = re.compile(r"(?P<month>[a-z]{3,12})[ /.-]*(?P<number>\d{2})")
_AMOUNT = re.compile(rf"(?P<n>\d{{1,4}}|{'|'.join(SMALL_NUMBERS)}|se) ?(?P<unit>{_UNIT}|[dwmy])")
_MONTH_IN_DIGITS = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>0[1-9]|1[0-2])")


def day_hint(text: str, today: date, read: _Read) -> Statement | None:
    """Return why a text is no day and what to write, None if it is near to nothing. `read` reads a part of the text.

    >>> str(day_hint("1/2", date(2023, 11, 22), lambda rest: None))
    'give the year: 1/2/2023'
    """
    if text in WEEKDAY_NUMBERS:
        return DID_YOU_MEAN_DAY(near=f"{text} lalu")
    if match := _MONTH_IN_DIGITS.fullmatch(text):
        return DID_YOU_MEAN_DAY(near=f"{match['year']}-{match['month']}")
    if (match := _DAY_AND_MONTH.fullmatch(text)) and 1 <= int(match["month"]) <= 12:
        return GIVE_THE_YEAR_OF_DAY(day=match["day"], month=match["month"], year=today.year)
    if (match := _MONTH_AND_NUMBER.fullmatch(text)) and match["month"] in MONTH_NUMBERS:
        month, number = match["month"], int(match["number"])
        return DAY_OR_MONTH(month=month, century=2000 + number, day=number, year=today.year)
    if match := _AMOUNT.fullmatch(text):
        parted = "" if match["n"] == "se" or len(match["unit"]) == 1 else " "
        ago = "" if len(match["unit"]) == 1 else " lalu"
        return DID_YOU_MEAN_DAY(near=f"{match['n']}{parted}{match['unit']}{ago}")
    if (match := _HOUR.fullmatch(text)) and (day := _part(match["day"], read)) and day.first == day.last:
        return ONLY_WHOLE_DAYS(day=day.first)
    ends = [_part(one, read) for one in match.groups()] if (match := _RANGE.fullmatch(text)) else []
    if len(ends) == 2 and ends[0] and ends[1]:
        return NO_RANGE_HERE(first=ends[0].first, last=ends[1].last)
    return None


def _part(text: str, read: _Read) -> Days | None:
    try:
        return read(text.strip(" ,;|"))
    except (NoDayError, ValueError, OverflowError):
        return None
