"""The moment that printed words name: Indonesian and English dates, as news pages print them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo

from pipelines.calendar.parts import at_home, calendar_day, moment, month_of, year_of, zone_of
from pipelines.calendar.patterns import (
    AGO,
    ASIAN,
    DATE,
    DIGIT,
    DURATION,
    ENGLISH,
    ENGLISH_SLIP,
    HIJRI,
    ISO,
    NEAR_WORD,
    NO_YEAR_DATE,
    NUMBERS,
    ROMAN,
    ROMAN_MONTHS,
    SLIP,
    TIME,
    TIME_FIRST,
    UNITS,
    WEEKDAYS,
)
from pipelines.calendar.slips import misspelt_month

YEARS_BACK = 8  # how far a date without a year is looked for, so that the printed weekday agrees
MAX_DATE_TEXT = 2000  # characters that are read
JUST_NOW = timedelta(hours=1)  # what "baru saja" is within
# before "14/III/2023": "Nomor: 14/III/2023" is the number of a letter; in "Nomor ... Tanggal: 14/III/2023" it is a day
LETTER_NUMBER = re.compile(
    r"\b(?:no|nomor|nomer|nmr|number|perkara|ref|reg|surat|sk|sp)\b(?![^|•]*\b(?:tanggal|tgl|date)\W*$)[^|•]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as printed. `day` in the zone it names (or the outlet's); `at` aware, None where no hour is printed.

    `weekday` is the printed one (Monday is 0). `printed` are the words. `seconds` is True for 18:33:13, not for 18:33.
    `certain` is False where the year was not printed, `relative` True where it is counted from the capture.
    `wall` (naive) is a printed hour whose zone is neither printed nor known; `at` is None beside it.
    `assumed` is True where the zone of `at` is the outlet's and not printed.
    """

    day: date
    at: datetime | None = None
    weekday: int | None = None
    printed: str = ""
    seconds: bool = False
    certain: bool = True
    relative: bool = False
    wall: datetime | None = None
    assumed: bool = False

    @property
    def weekday_ok(self) -> bool | None:
        """True where the printed weekday is the day's, False where it is another; None where none is printed."""
        return None if self.weekday is None else self.weekday == self.day.weekday()

    @property
    def month_first(self) -> date | None:
        """The other day that "04/09/2023" may name, where month and day could change places."""
        if (
            self.weekday_ok
            or not NUMBERS.search(self.printed)
            or ISO.search(self.printed)
            or self.day.day == self.day.month
        ):
            return None
        return calendar_day(self.day.year, self.day.day, self.day.month)


# "3/18/2024 9:15:22 AM": as servers in English write it
HALF_DAY = re.compile(r"\s{1,3}\d{1,2}:\d\d(?::\d\d)?\s?[AP]M\b")


@dataclass(frozen=True, slots=True)
class _Here:
    """The moment of the capture, and the zone of hours that are printed without one (None: not known)."""

    now: datetime
    zone: tzinfo | None


def parse_printed(text: str, *, clock: datetime, utc_offset: int | None = 7) -> PrintedDate | None:
    """The first date that the words name, or None. Never a part that was not printed.

    `clock` (aware) is the day of the capture: relative times and dates without a year count from it, and a
    date later than the day after it is refused. `utc_offset` (hours) is the zone where none is printed; None where
    it is not known: then the day is the one that is written, and 11/20/2023 names November.

    >>> from datetime import UTC
    >>> now = datetime(2023, 12, 1, tzinfo=UTC)
    >>> parse_printed("Jum’at, 24 Nopember 2023 | 17.46 WITA", clock=now).at.isoformat()
    '2023-11-24T17:46:00+08:00'
    >>> parse_printed("04/09/2021", clock=now).day
    datetime.date(2021, 9, 4)
    >>> parse_printed("Sabtu (24/9)", clock=now).day
    datetime.date(2022, 9, 24)
    """
    text = text.replace("\xa0", " ")
    if (match := ISO.match(text)) is not None and match.end() == len(text):  # a machine's field: nothing else is in it
        now = at_home(clock, utc_offset)
        read = _read_iso(match, text, _Here(now, None if utc_offset is None else now.tzinfo))
        if read is not None and read.day <= now.date() + timedelta(days=1):
            return read
    return next(find_printed(text, clock=clock, utc_offset=utc_offset), None)


def find_printed(text: str, *, clock: datetime, utc_offset: int | None = 7) -> Iterator[PrintedDate]:
    """Every date in the words, in the order of the text."""
    now = at_home(clock, utc_offset)
    here = _Here(now, None if utc_offset is None else now.tzinfo)
    text = text[:MAX_DATE_TEXT].replace("\xa0", " ")
    hits: list[tuple[int, int, PrintedDate]] = []
    digits = DIGIT.search(text) is not None
    for readers in (_READERS, _RARE_READERS) if digits else (_WITHOUT_DIGITS,):
        for pattern, read in readers:
            for match in pattern.finditer(text):
                result = read(match, text, here)
                if result is not None and result.day <= here.now.date() + timedelta(days=1):
                    hits.append((match.start(), -match.end(), result))
        if hits:
            break
    end = -1
    for start, stop, result in sorted(hits, key=lambda hit: hit[:2]):
        if start >= end:
            end = -stop
            yield replace(result, printed=_closed(result.printed, text))


def _closed(printed: str, text: str) -> str:
    """The printed words with the bracket that closes them."""
    return printed + ")" if "(" in printed and ")" not in printed and printed + ")" in text else printed


def _read_iso(match: re.Match[str], text: str, here: _Here) -> PrintedDate | None:
    """Return the date of an ISO 8601 match, its day in the outlet's zone; None if the calendar has no such day."""
    day = calendar_day(int(match["year"]), int(match["month"]), int(match["day"]))
    if day is None:
        return None
    if match["hour"] is None:
        return _with_time(match, text, day, here)
    read = _dated(day, match, match[0], here)
    if read.at is None or here.zone is None or (read.at.hour, read.at.minute, read.at.second) == (0, 0, 0):
        return read  # midnight stands for no hour: its day is the printed one
    at = read.at.astimezone(here.zone)
    return replace(read, day=at.date(), at=at)


def _read_full(match: re.Match[str], text: str, here: _Here) -> PrintedDate | None:
    """Return the date of a match with day, month and year; None if the calendar has no such day."""
    year, month, day = year_of(match["year"]), month_of(match["month"]), int(match["day"])
    if match.re is NUMBERS and month > 12 and (here.zone is None or HALF_DAY.match(text, match.end())):
        month, day = day, month
    named, weekday = calendar_day(year, month, day), _weekday(match)
    if match.re is NUMBERS and weekday is not None and (named is None or named.weekday() != weekday):
        other = calendar_day(year, day, month)  # "Fri, 11/03/2023" (Drupal): the weekday tells the order
        named = other if other is not None and other.weekday() == weekday else named
    return None if named is None else replace(_with_time(match, text, named, here), weekday=weekday)


def _with_time(match: re.Match[str], text: str, day: date, here: _Here) -> PrintedDate:
    """The day with the hour printed right after it, or right before it; without an hour the day alone."""
    beside = HIJRI.match(text, match.end())
    after = TIME.match(text, beside.end() if beside else match.end())
    if after:
        return _dated(day, after, text[match.start() : after.end()], here)
    head = text[max(0, match.start() - 40) : match.start()]
    before = None if DURATION.search(head) else TIME_FIRST.search(head)
    if before and not (int(before["minute"]) == day.month and not before["zone"]):
        # a stamp "00.10 30 October 2021 2099" prints 00.MONTH, the day and a view counter (bp2mi.go.id, seen 2021-2025)
        return _dated(day, before, before[0] + match[0], here)
    return PrintedDate(day, None, None, match[0].strip(" ("))


def _dated(day: date, time: re.Match[str], printed: str, here: _Here) -> PrintedDate:
    """Return the day with the hour of this match of TIME; without a known zone the hour is in `wall`."""
    zone = zone_of(time["zone"])
    at = moment(day, time, zone if time["zone"] else here.zone)
    words = printed.strip(" (,|-–—")
    read = PrintedDate(day, at, None, words, time["second"] is not None, assumed=at is not None and zone is None)
    return read if at is None or at.tzinfo is not None else replace(read, at=None, wall=at, assumed=False)


def _read_short(match: re.Match[str], _: str, here: _Here) -> PrintedDate | None:
    """Read a day and month without a year: the newest year, not after the clock, in which the weekday agrees."""
    month = int(match["month"]) if match["month"] else month_of(match["name"])
    years = range(here.now.year, here.now.year - YEARS_BACK, -1)
    days = [d for year in years if (d := calendar_day(year, month, int(match["day"]))) and d <= here.now.date()]
    weekday = _weekday(match)
    agreeing = [d for d in days if weekday is None or d.weekday() == weekday] or days
    return PrintedDate(agreeing[0], None, weekday, match[0].strip(" ("), certain=False) if agreeing else None


def _read_rare(match: re.Match[str], text: str, here: _Here) -> PrintedDate | None:
    """Return the date of a match with a Roman or a misspelt month; None if it is no month, or a letter's number."""
    if match.re is not ROMAN:
        month = misspelt_month(match["month"])
    elif match["month"] in ROMAN_MONTHS and not LETTER_NUMBER.search(text, 0, match.start("day")):
        month = ROMAN_MONTHS.index(match["month"]) + 1
    else:
        month = None
    day = calendar_day(int(match["year"]), month, int(match["day"])) if month else None
    return None if day is None else replace(_with_time(match, text, day, here), weekday=_weekday(match))


def _read_ago(match: re.Match[str], _: str, here: _Here) -> PrintedDate | None:
    """Return the day of "5 jam lalu", which names no minute; None where it may be either of two days.

    Sites round down (5 hours and 59 minutes) or to the nearest (4 hours and a half). So days ago are always two.
    """
    number = int(match["number"]) if match["number"].strip().isdigit() else 1
    unit = timedelta(minutes=max(1, UNITS[match["unit"].lower()]))
    first, last = (here.now - unit * count for count in (number + 1, max(0.0, number - 0.5)))
    return PrintedDate(last.date(), None, None, match[0], relative=True) if first.date() == last.date() else None


def _read_near(match: re.Match[str], text: str, here: _Here) -> PrintedDate | None:
    """Read "baru saja", "kemarin, 14:05"; None for a word without an hour: "berita hari ini", "kemarin"."""
    if match["now"]:
        day = here.now.date()
        return PrintedDate(day, None, None, match[0], relative=True) if (here.now - JUST_NOW).date() == day else None
    read = _with_time(match, text, here.now.date() - timedelta(days=1 if match["yesterday"] else 0), here)
    return replace(read, relative=True) if read.at is not None else None


def _weekday(match: re.Match[str]) -> int | None:
    name = match.groupdict().get("weekday")
    return WEEKDAYS[name.lower()] if name else None


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str, _Here], PrintedDate | None]], ...] = (
    (ISO, _read_iso),
    (ASIAN, _read_full),
    (DATE, _read_full),
    (ENGLISH, _read_full),
    (NUMBERS, _read_full),
    (NO_YEAR_DATE, _read_short),
    (AGO, _read_ago),
    (NEAR_WORD, _read_near),
)
_WITHOUT_DIGITS = _READERS[-2:]
# where none of the others finds a day
_RARE_READERS = ((ROMAN, _read_rare), (SLIP, _read_rare), (ENGLISH_SLIP, _read_rare))
