"""What moment do printed words name? Indonesian and English dates, as news pages print them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone

from pipelines.date_forms import (
    AGO,
    DATE,
    DAYS,
    ENGLISH,
    ISO,
    MONTHS,
    NEAR,
    NUMBERS,
    SHORT,
    TIME,
    TIME_FIRST,
    UNITS,
    ZONES,
)

FIRST_YEAR, LAST_YEAR = 1990, 2200  # no outlet published on the web before; beyond, zones overflow
YEARS_BACK = 8  # how far a date without a year is looked for, so that the printed weekday agrees
READ = 2000  # characters that are read


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """What printed words say. `day` in the zone they name (or the outlet's); `at` aware, None where no hour is printed.

    `weekday_ok` is None without a printed weekday. `printed` are the words. `seconds` tells 18:33:13 from 18:33.
    `certain` is False where the year was not printed.
    """

    day: date
    at: datetime | None = None
    weekday_ok: bool | None = None
    printed: str = ""
    seconds: bool = False
    certain: bool = True


def parse_printed(text: str, *, clock: datetime, utc_offset: int = 7) -> PrintedDate | None:
    """The first date that the words name, or None. Never a part that was not printed.

    `clock` (aware) is the day of the capture: relative times and dates without a year count from it, and a
    date later than the day after it is refused. `utc_offset` (hours) is the zone where none is printed.

    >>> now = datetime(2023, 12, 1, tzinfo=timezone.utc)
    >>> parse_printed("Jum’at, 24 Nopember 2023 | 17.46 WITA", clock=now).at.isoformat()
    '2023-11-24T17:46:00+08:00'
    >>> parse_printed("04/09/2021", clock=now).day
    datetime.date(2021, 9, 4)
    >>> parse_printed("Sabtu (24/9)", clock=now).day
    datetime.date(2022, 9, 24)
    """
    return next(iter(find_printed(text, clock=clock, utc_offset=utc_offset)), None)


def find_printed(text: str, *, clock: datetime, utc_offset: int = 7) -> Iterator[PrintedDate]:
    """Every date in the words, in the order of the text."""
    zone = timezone(timedelta(hours=utc_offset))
    local = clock.astimezone(zone)
    text = text[:READ].replace("\xa0", " ")
    found: list[tuple[int, int, PrintedDate]] = []
    for pattern, read in _READERS:
        for match in pattern.finditer(text):
            result = read(match, text, local)
            if result is not None and result.day <= local.date() + timedelta(days=1):
                found.append((match.start(), -match.end(), result))
    end = -1
    for start, stop, result in sorted(found, key=lambda hit: hit[:2]):
        if start >= end:
            end = -stop
            yield replace(result, printed=_closed(result.printed, text))


def _closed(printed: str, text: str) -> str:
    """The printed words with the bracket that closes them."""
    return printed + ")" if "(" in printed and ")" not in printed and printed + ")" in text else printed


def _read_iso(match: re.Match[str], text: str, local: datetime) -> PrintedDate | None:
    day = _day(int(match["year"]), int(match["month"]), int(match["day"]))
    if day is None:
        return None
    if match["hour"] is None:
        return _with_time(match, text, day, None, local)
    offset = (match["offset"] or "").strip()
    zone = UTC if offset == "Z" else _zone(offset) if offset else local.tzinfo
    at = _at(day, int(match["hour"]), int(match["minute"]), int(match["second"] or 0), zone)
    if at is None:
        return PrintedDate(day, None, None, match[0].strip())
    here = at.astimezone(local.tzinfo)
    if offset and (at.hour, at.minute, at.second) == (0, 0, 0):
        return PrintedDate(day, here, None, match[0].strip(), match["second"] is not None)
    return PrintedDate(here.date(), here, None, match[0].strip(), match["second"] is not None)


def _read_full(match: re.Match[str], text: str, local: datetime) -> PrintedDate | None:
    month = match["month"].lower()
    day = _day(_year(match["year"]), MONTHS.get(month) or int(month), int(match["day"]))
    if day is None:
        return None
    weekday = _weekday(match)
    return _with_time(match, text, day, None if weekday is None else weekday == day.weekday(), local)


def _with_time(match: re.Match[str], text: str, day: date, weekday_ok: bool | None, local: datetime) -> PrintedDate:
    """The day with the hour printed right after it, or right before it."""
    after = TIME.match(text, match.end())
    if after:
        printed = text[match.start() : after.end()]
        return _dated(day, after, weekday_ok, printed, local)
    before = TIME_FIRST.search(text[max(0, match.start() - 40) : match.start()])
    if before and not (int(before["minute"]) == day.month and not before["zone"]):
        # a stamp "00.10 30 October 2021 2099" prints 00.MONTH, the day and a view counter (bp2mi.go.id, seen 2021-2025)
        printed = before[0].lstrip(" ,|-–—") + match[0]
        return _dated(day, before, weekday_ok, printed, local)
    return PrintedDate(day, None, weekday_ok, match[0].strip(" ("))


def _dated(day: date, time: re.Match[str], weekday_ok: bool | None, printed: str, local: datetime) -> PrintedDate:
    hour = int(time["hour"])
    if time["half"]:
        hour = hour % 12 + (12 if time["half"].lower().startswith("p") else 0)
    zone = (
        timezone(timedelta(hours=ZONES[time["zone"].lower()]))
        if time["zone"]
        else _zone(time["offset"]) or local.tzinfo
    )
    at = _at(day, hour, int(time["minute"]), int(time["second"] or 0), zone)
    return PrintedDate(day, at, weekday_ok, printed.strip(" (,|-–—"), time["second"] is not None)


def _read_short(match: re.Match[str], _: str, local: datetime) -> PrintedDate | None:
    """A day and month without a year: the newest year, not after the clock, in which the weekday agrees."""
    month = int(match["month"]) if match["month"] else MONTHS[match["name"].lower()]
    years = range(local.year, local.year - YEARS_BACK, -1)
    days = [d for year in years if (d := _day(year, month, int(match["day"]))) and d <= local.date()]
    weekday = _weekday(match)
    agreeing = [d for d in days if weekday is None or d.weekday() == weekday]
    if not agreeing:
        return PrintedDate(days[0], None, False, match[0].strip(" ("), certain=False) if days else None
    return PrintedDate(agreeing[0], None, None if weekday is None else True, match[0].strip(" ("), certain=False)


def _read_ago(match: re.Match[str], _: str, local: datetime) -> PrintedDate | None:
    number = int(match["number"]) if match["number"].strip().isdigit() else 1
    minutes = UNITS[match["unit"].lower()]
    at = (local - timedelta(minutes=number * minutes)).replace(second=0, microsecond=0)
    return PrintedDate(at.date(), at if minutes < UNITS["hari"] else None, None, match[0])


def _read_near(match: re.Match[str], text: str, local: datetime) -> PrintedDate | None:
    if match["now"]:
        at = local.replace(second=0, microsecond=0)
        return PrintedDate(at.date(), at, None, match[0])
    back = 1 if match["yesterday"] or (match["night"] and local.hour < 18) else 0
    return _with_time(match, text, local.date() - timedelta(days=back), None, local)


def _weekday(match: re.Match[str]) -> int | None:
    name = match["weekday"]
    return DAYS[name.lower()] if name else None


def _year(printed: str) -> int:
    """ "2022", "'22", "22", and the misprint "20240"."""
    digits = printed.strip("'’")
    return int(digits) + 2000 if len(digits) == 2 else int(digits[:4])


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def _zone(offset: str | None) -> timezone | None:
    """ "+07:00", "GMT+7", "-0330"."""
    found = re.search(r"([+-])(\d{1,2}):?(\d{2})?$", offset or "")
    if not found or int(found[2]) > 14:
        return None
    minutes = int(found[2]) * 60 + int(found[3] or 0)
    return timezone(timedelta(minutes=minutes if found[1] == "+" else -minutes))


def _at(day: date, hour: int, minute: int, second: int, zone: object) -> datetime | None:
    try:
        return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=zone)  # type: ignore[arg-type]
    except ValueError:
        return None


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str, datetime], PrintedDate | None]], ...] = (
    (ISO, _read_iso),
    (DATE, _read_full),
    (ENGLISH, _read_full),
    (NUMBERS, _read_full),
    (SHORT, _read_short),
    (AGO, _read_ago),
    (NEAR, _read_near),
)
