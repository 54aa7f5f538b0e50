"""The parts of a printed date as values: year, day of the calendar, hour, zone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from pipelines.calendar.patterns import MONTHS, ZONES

FIRST_YEAR, LAST_YEAR = 1990, 2200  # no outlet published on the web before; beyond, zones overflow
# The hours that need twelve more with each word: "3.30 sore", "8.30 malam". "12.30 malam" is left alone: of which day?
AFTERNOON = {
    "pagi": range(0),
    "siang": range(1, 5),
    "sore": range(1, 7),
    "petang": range(3, 8),
    "malam": range(6, 12),
}
AS_PRINTED = {
    "pagi": range(12),
    "siang": range(10, 16),
    "sore": range(14, 19),
    "petang": range(15, 20),
    "malam": range(18, 24),
}


def year_of(printed: str) -> int:
    """The year as a number, from "2022", "'22", "22", or the misprint "20240".

    >>> [year_of(words) for words in ("2022", "'22", "22", "20240")]
    [2022, 2022, 2022, 2024]
    """
    digits = printed.strip("'’ ")
    return int(digits) + 2000 if len(digits) == 2 else int(digits[:4])


def at_home(moment: datetime, utc_offset: int | None) -> datetime:
    """The moment in the zone so many hours from UTC; in UTC where the zone is not known."""
    return moment.astimezone(UTC if utc_offset is None else timezone(timedelta(hours=utc_offset)))


def month_of(printed: str) -> int:
    """The month as a number (1 to 12), from "11", "November", "nopember".

    >>> [month_of(words) for words in ("11", "Nopember", "août")]
    [11, 11, 8]
    """
    return int(printed) if printed.isdecimal() else MONTHS[printed.lower()]


def calendar_day(year: int, month: int, day: int) -> date | None:
    """The day as a date; None where the calendar has none, or no outlet was on the web yet."""
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def hour_of(time: re.Match[str]) -> int | None:
    """The hour of a match of TIME or ISO, from 0; None where the word beside it contradicts it ("11.00 sore")."""
    parts = time.groupdict()
    hour, half, part = int(time["hour"]), (parts["half"] or "").lower(), (parts.get("part") or "").lower()
    if half:
        return hour % 12 + (12 if half.startswith("p") else 0)
    if not part or hour in AS_PRINTED[part]:
        return hour
    return hour + 12 if hour in AFTERNOON[part] else None


def zone_of(words: str | None) -> tzinfo | None:
    """The zone of "WITA", "Z", "+07:00", "GMT+7", "-0330"; None without one, or for one that no place on Earth has."""
    name = (words or "").strip().lower()
    if name == "z":
        return UTC
    if name in ZONES:
        return timezone(timedelta(hours=ZONES[name]))
    offset = re.search(r"([+-])(\d{1,2}):?(\d{2})?$", name)
    if not offset or int(offset[2]) > 14:
        return None
    minutes = int(offset[2]) * 60 + int(offset[3] or 0)
    return timezone(timedelta(minutes=minutes if offset[1] == "+" else -minutes))


def moment(day: date, time: re.Match[str], zone: tzinfo | None) -> datetime | None:
    """The moment that a match of TIME or ISO names on this day; None where no clock shows it."""
    hour = hour_of(time)
    if hour is None:
        return None
    try:
        return datetime(day.year, day.month, day.day, hour, int(time["minute"]), int(time["second"] or 0), tzinfo=zone)
    except ValueError:
        return None
