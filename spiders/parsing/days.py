"""The day, in the outlet's zone, that a feed, a sitemap or a REST answer means.

Tried in this order: ISO 8601; RFC 822, with Indonesian months and zones; seconds since 1970; the forms that news pages
print (pipelines/calendar). A form that is none of these, a time that counts from now ("2 jam lalu") and a date without
its year give no day: the article then counts as one whose day is not known, which no window leaves out.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import lru_cache

from pipelines.calendar.parts import FIRST_YEAR, month_of, zone_of
from pipelines.calendar.patterns import MONTHS, ZONES
from pipelines.calendar.printed import parse_printed

ENGLISH_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WORD = re.compile(r"[^\W\d_]+")
# "WIB", "GMT+7", "UTC+07:00", "+5:30", at the end of a time
ZONE_AT_END = re.compile(rf"(?:(?:GMT|UTC)\s*)?[+-]\d{{1,2}}:?\d{{0,2}}$|\b(?:{'|'.join(ZONES)})$", re.IGNORECASE)
ENGLISH_DAY = re.compile(r"(\d{1,2}) ([A-Za-z]{3,9}) (\d{4})")  # "22 June 2026"
EPOCH = re.compile(r"\d{10}(?:\d{3})?")  # seconds, or thousandths of them
EMPTY_YEAR = re.compile(r"\s-\d")  # "Mon, 30 Nov -0001 00:00:00 +0000", an empty date as WordPress writes it
LONGEST_DATE = 100  # characters
LATEST = datetime(2199, 1, 1, tzinfo=UTC)  # listings name days to come, too


def listed_day(text: str | None, utc_offset: int) -> date | None:
    """The day that a listing's date names, `utc_offset` hours from UTC; None where it names none.

    A time without a zone is the outlet's own.

    >>> listed_day("Tue, 31 Oct 2023 18:30:00 +0000", 7), listed_day("Jum'at, 1 Nop 2024 - 23:30 WIB", 9)
    (datetime.date(2023, 11, 1), datetime.date(2024, 11, 2))
    """
    text = (text or "")[:LONGEST_DATE]
    if moment := _iso(text):  # nearly always in a sitemap, which has up to 50,000 of them
        return _shifted(moment, utc_offset) if moment.tzinfo else moment.date()
    words = " ".join(text.split())
    if moment := _iso(words):
        return _shifted(moment, utc_offset) if moment.tzinfo else moment.date()
    if ENGLISH_DAY.fullmatch(words):
        return listed_day(f"{words} 12:00:00 {_offset(timedelta(hours=utc_offset))}", utc_offset)
    moment = _rfc822(words) or _epoch(words)
    if moment is None:
        return _printed(words, utc_offset)
    if moment.tzinfo is None:
        return moment.date()
    return _shifted(moment, utc_offset)


def news_day(text: str | None, utc_offset: int) -> date | None:
    """The same day; None for one before there was news on the web, which programs write for "no date".

    >>> news_day("Thu, 01 Jan 1970 00:00:00 +0000", 7) is None
    True
    """
    day = listed_day(text, utc_offset)
    return day if day and day.year >= FIRST_YEAR else None


def own_iso_day(text: str, utc_offset: int) -> date | None:
    """The same day for the usual form of a sitemap, which has up to 50,000 of them; None for any other form.

    >>> own_iso_day("2023-11-20T23:30:00+07:00", 7), own_iso_day("2023-11-20T23:30:00Z", 7)
    (datetime.date(2023, 11, 20), None)
    """
    if text[19:] != _own_zone(utc_offset):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.date() if moment.year >= FIRST_YEAR else None


@lru_cache
def _own_zone(utc_offset: int) -> str:
    return f"{'+' if utc_offset >= 0 else '-'}{abs(utc_offset):02d}:00"


def listed_utc_day(text: str | None, utc_offset: int) -> date | None:
    """The same day for a time that is in UTC without saying so, as WordPress's `date_gmt`."""
    moment = _iso((text or "").strip())
    return _shifted(moment.replace(tzinfo=UTC), utc_offset) if moment else None


@lru_cache
def _zone(utc_offset: int) -> timezone:
    return timezone(timedelta(hours=utc_offset))


def _shifted(moment: datetime, utc_offset: int) -> date | None:
    try:
        return moment.astimezone(_zone(utc_offset)).date()
    except OverflowError:  # "0001-01-01T00:00:00Z", an empty date as some programs write it
        return None


def _iso(text: str) -> datetime | None:
    if not text[:4].isdigit() or (text[4:5] != "-" and EPOCH.fullmatch(text)):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _rfc822(text: str) -> datetime | None:
    """Return the time of "Sab, 25 Agu 2023 10:00:00 WIB", where RFC 822 wants English months and an offset."""
    if not text or text[:4].isdigit() or EMPTY_YEAR.search(text[:16]):
        return None
    english = WORD.sub(_english, text)
    zone = ZONE_AT_END.search(english)
    offset = zone_of(zone[0]) if zone else None
    if zone and offset:
        english = f"{english[: zone.start()].rstrip()} {_offset(offset.utcoffset(None) or timedelta())}"
    try:
        return parsedate_to_datetime(english)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _english(word: re.Match[str]) -> str:
    return ENGLISH_MONTHS[month_of(word[0]) - 1] if word[0].lower() in MONTHS else word[0]


def _epoch(text: str) -> datetime | None:
    return datetime.fromtimestamp(int(text[:10]), UTC) if EPOCH.fullmatch(text) else None


def _printed(text: str, utc_offset: int) -> date | None:
    """Return the day that printed words name whole, in the outlet's zone."""
    if not any(letter.isdigit() for letter in text):
        return None
    printed = parse_printed(text, clock=LATEST, utc_offset=utc_offset)
    if printed is None or printed.relative or not printed.certain:
        return None
    return _shifted(printed.at, utc_offset) if printed.at else printed.day


def _offset(ahead: timedelta) -> str:
    """Return a distance from UTC as "+0700"."""
    minutes = int(ahead.total_seconds()) // 60
    return f"{'+' if minutes >= 0 else '-'}{abs(minutes) // 60:02d}{abs(minutes) % 60:02d}"
