"""Read the date in a cell of a table (`cell_date`): by the readers of machine fields, and as spreadsheets count days.

A cell is a text or a number. 03/04/2023 is read only where the user says the order; other orders and words are read as
a page's own fields are. A number of five digits is a spreadsheet's count of days, one of 9 digits or more is seconds
since 1970, or milliseconds.

Shapes that were not seen, and what happens: the order year, day, month is no day of the calendar for most days, and
read as year, month, day for others; a spreadsheet's days before 1954 or after 2119 are refused.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Literal

from pipelines.calendar.parts import calendar_day, year_of
from pipelines.calendar.printed import PrintedDate
from pipelines.calendar.refusals import Refusal
from pipelines.dates.machine_fields import claim_in_full
from pipelines.dates.sources import PageClock

DayOrder = Literal["dmy", "mdy"]
FIRST_DAYS = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}  # noqa: DTZ001 - a spreadsheet has no zones
"""The day 0 of a spreadsheet, by whether it counts from 1904 (old ones of a Mac)."""
SERIAL = re.compile(r"[2-7]\d{4}(?:[.,]\d+)?")
# "03/04/2023 10:15", "Senin, 3-4-23", "03.04.2023, 10.15 WIB"
NUMBERED_DAY = re.compile(
    r"(?P<before>[^\d]*)(?P<first>\d{1,2})\s*[/.\-]\s*(?P<second>\d{1,2})\s*[/.\-]\s*(?P<year>\d{4}|\d{2})(?!\d)(?P<rest>.*)",
    re.DOTALL,
)


def cell_date(
    cell: object, clock: PageClock, order: DayOrder | None = None, *, from_1904: bool = False
) -> PrintedDate | Refusal | None:
    """The date of a cell, or why it names none; None for an empty cell. A midnight counts as no hour.

    >>> from datetime import UTC
    >>> clock = PageClock(datetime(2024, 2, 1, tzinfo=UTC), 7)
    >>> str(cell_date("03/04/2023", clock)), cell_date("03/04/2023", clock, "mdy").day.isoformat()
    ('day and month may stand in either order: 03/04/2023', '2023-03-04')
    >>> cell_date(45250, clock).day.isoformat(), cell_date("45250.5", clock).at.isoformat()
    ('2023-11-20', '2023-11-20T12:00:00+07:00')
    >>> cell_date("20 November 2023 10:15 WITA", clock).at.isoformat()
    '2023-11-20T10:15:00+08:00'
    """
    text = " ".join(str(cell).split()) if cell is not None else ""
    if not text:
        return None
    if SERIAL.fullmatch(text):
        days = float(text.replace(",", "."))
        moment = FIRST_DAYS[from_1904] + timedelta(seconds=round(days * 86_400))
        return clock.read_claim(moment.isoformat())
    if isinstance(cell, float) and cell.is_integer():
        text = str(int(cell))  # seconds since 1970, or 20231120
    if order is not None and (numbers := NUMBERED_DAY.fullmatch(text)):
        first, second = int(numbers["first"]), int(numbers["second"])
        day, month = (first, second) if order == "dmy" else (second, first)
        named = calendar_day(year_of(numbers["year"]), month, day)
        if named is None:
            return Refusal("no day of the calendar", text)
        text = f"{named.isoformat()}{numbers['rest']}"
    try:
        return clock.read_claim(claim_in_full(text))
    except (OverflowError, ValueError):
        return Refusal("not read as a date", text)
