"""The day, in the outlet's zone, that a feed, a sitemap or a REST answer means."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

# Months that Indonesian feeds write where RFC 822 wants English ones: "Sab, 25 Agu 2023 10:00:00 +0700".
ENGLISH_MONTHS = {
    "agt": "Aug",
    "agu": "Aug",
    "agustus": "Aug",
    "des": "Dec",
    "desember": "Dec",
    "februari": "Feb",
    "januari": "Jan",
    "juli": "Jul",
    "juni": "Jun",
    "maret": "Mar",
    "mei": "May",
    "okt": "Oct",
    "oktober": "Oct",
    "peb": "Feb",
}
LATIN_WORD = re.compile(r"[A-Za-z]+")
DAY_ONLY = re.compile(r"\d{4}-\d\d-\d\d")
ENGLISH_DAY = re.compile(r"(\d{1,2}) ([A-Za-z]{3,9}) (\d{4})")  # "22 June 2026"


def listed_day(text: str | None, utc_offset: int) -> date | None:
    """The day of an ISO 8601 or RFC 822 time, or of a bare day, `utc_offset` hours from UTC; None where it is neither.

    A time without a zone is the outlet's own.

    >>> listed_day("Tue, 31 Oct 2023 18:30:00 +0000", 7)
    datetime.date(2023, 11, 1)
    """
    words = (text or "").strip()
    if DAY_ONLY.fullmatch(words):
        return _valid_day(words)
    if ENGLISH_DAY.fullmatch(words):
        return listed_day(f"{words} 12:00:00 {_offset(utc_offset)}", utc_offset)
    moment = _iso(words) or _rfc822(words)
    if moment is None:
        return None
    if moment.tzinfo is None:
        return moment.date()
    return _shifted(moment, utc_offset)


def listed_utc_day(text: str | None, utc_offset: int) -> date | None:
    """The same day for a time that is in UTC without saying so, as WordPress's `date_gmt`."""
    moment = _iso((text or "").strip())
    return _shifted(moment.replace(tzinfo=UTC), utc_offset) if moment else None


def _shifted(moment: datetime, utc_offset: int) -> date | None:
    try:
        return moment.astimezone(timezone(timedelta(hours=utc_offset))).date()
    except OverflowError:  # "0001-01-01T00:00:00Z", an empty date as some programs write it
        return None


def _valid_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _rfc822(text: str) -> datetime | None:
    english = LATIN_WORD.sub(lambda word: ENGLISH_MONTHS.get(word[0].lower(), word[0]), text)
    try:
        return parsedate_to_datetime(english)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _offset(hours: int) -> str:
    """Return the hours from UTC as "+0700"."""
    return f"{'+' if hours >= 0 else '-'}{abs(hours):02d}00"
