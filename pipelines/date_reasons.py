"""Why does a printed date name no day? A sentence for the reader, where words look like a date and are none."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

from pipelines.date_forms import DATE, DAYS, ENGLISH, ISO, MONTHS, NUMBERS
from pipelines.dates import FIRST_YEAR, parse_printed

# "2 minggu lalu", "sebulan yang lalu", "3 years ago", "pekan lalu"
VAGUE = re.compile(
    r"(?:\d+|se|beberapa|an?)\s*(?:minggu|pekan|bulan|tahun|weeks?|months?|years?)\s+(?:yang\s+|yg\s+)?(?:lalu|ago)|(?:pekan|minggu|bulan|tahun)\s+lalu",
    re.IGNORECASE,
)
HOUR_ONLY = re.compile(r"(?<![\d.:])(?:[01]?\d|2[0-3])\s?[:.][0-5]\d(?![\d.:])\s*(?:wib|wita|wit)?", re.IGNORECASE)
YEAR_ONLY = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
MONTH_YEAR = re.compile(rf"\b(?:{_MONTH})\b\.?,?\s+(?:19|20)\d\d", re.IGNORECASE)  # "November 2023"


def why_no_date(text: str, *, clock: datetime, utc_offset: int = 7) -> str | None:
    """Why the words name no day; None where they name one, or nothing like a date stands in them.

    >>> why_no_date("31 Februari 2023", clock=datetime(2023, 12, 1, tzinfo=timezone.utc))
    'no day of the calendar: 31 Februari 2023'
    """
    if parse_printed(text, clock=clock, utc_offset=utc_offset) is not None:
        return None
    for pattern in (ISO, DATE, ENGLISH, NUMBERS):
        if found := pattern.search(text):
            return _why(found, clock.astimezone(timezone(timedelta(hours=utc_offset))))
    for pattern, said in (
        (VAGUE, "too coarse to name a day"),
        (MONTH_YEAR, "a month without a day"),
        (HOUR_ONLY, "an hour without a day"),
        (YEAR_ONLY, "a year without a day"),
    ):
        if found := pattern.search(text):
            return f"{said}: {found[0].strip()}"
    words = {word.lower().strip(".,") for word in text.split()}
    return f"a weekday without a day: {text.strip()[:60]}" if words & set(DAYS) else None


def _why(found: re.Match[str], local: datetime) -> str:
    """Why a date that is printed in full is refused."""
    printed = found[0].strip(" (")
    year, month = found["year"].strip("'’ "), found["month"].lower()
    number = MONTHS.get(month) or int(month)
    try:
        day = datetime(int(year[:4]) if len(year) > 2 else 2000 + int(year), number, int(found["day"])).date()  # noqa: DTZ001
    except ValueError:
        return f"no day of the calendar: {printed}"
    if day.year < FIRST_YEAR:
        return f"before any outlet was on the web: {printed}"
    if day > local.date():
        return f"later than the page was fetched: {printed}"
    return f"not read: {printed}"
