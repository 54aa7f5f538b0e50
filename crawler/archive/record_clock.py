"""When a record was captured: its WARC-Date, else the Date header of the answer in it, else nothing that it says.

A time before the web, or one that lies in the future, is no time of a capture: programs write such where they know
none.
"""

from __future__ import annotations

import re
from calendar import IllegalMonthError, monthrange
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

WEB_BEGINS = datetime(1990, 1, 1, tzinfo=UTC)
AHEAD = timedelta(days=1)  # that another machine's clock may go before ours
# "2024-03-10T05:00:00.123Z", "2024-03-10 05:00+07:00", "20240310050000" (ARC, CDX)
_ISO = re.compile(
    r"""(?P<y>\d{4}) -? (?P<mo>\d\d) -? (?P<d>\d\d) [T\ ]? (?P<h>\d\d) :? (?P<mi>\d\d)
        (?: :? (?P<s>\d\d) (?: [.,] (?P<f>\d{1,12}) )? )?
        \s* (?: Z | UTC | GMT | (?P<sign>[+-]) (?P<oh>\d\d) :? (?P<om>\d\d)? )?""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_SPAN = re.compile(r"(?P<y>\d{4})(?:-(?P<mo>\d\d)(?:-(?P<d>\d\d))?)?Z?", re.ASCII)  # WARC/1.1 allows them


def captured_at(warc_date: str | None, sent: Iterable[str] = ()) -> datetime | None:
    """The time of a capture in UTC: of its WARC-Date, else of its answer's Date headers (`sent`); None without either.

    A WARC-Date without an hour comes last, as the end of its day, month or year: no page that was captured then can
    be younger.

    >>> captured_at("20240310050000").isoformat(), captured_at("2024-03-10T12:00:00.5+07:00").isoformat()
    ('2024-03-10T05:00:00+00:00', '2024-03-10T05:00:00.500000+00:00')
    >>> captured_at("2024-13-45T99:00:00Z", ["Sun, 10 Mar 2024 05:00:00 GMT"]).isoformat()
    '2024-03-10T05:00:00+00:00'
    >>> captured_at("2024-02").isoformat()
    '2024-02-29T23:59:59+00:00'
    >>> captured_at("0000-00-00T00:00:00Z"), captured_at("1970-01-01T00:00:00Z"), captured_at("9999-12-31T23:59:59Z")
    (None, None, None)
    """
    times = (plausible_time(text) for text in (warc_date, *sent))
    return next((time for time in times if time is not None), checked_time(_end_of_span(warc_date)))


def plausible_time(text: str | None) -> datetime | None:
    """The time that a text names, in UTC; None where it names no hour, or none at which a page can have been captured.

    ISO 8601 in its forms, 14 digits, or a date as in mail and HTTP. Without an offset it is UTC.
    """
    return checked_time(_iso(text.strip()) or _mail_date(text)) if text else None


def checked_time(time: datetime | None) -> datetime | None:
    """The time in UTC; None where no page can have been captured then."""
    if time is None or not WEB_BEGINS <= time <= datetime.now(UTC) + AHEAD:
        return None
    return time.astimezone(UTC)


def _iso(text: str) -> datetime | None:
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(match[name] or 0) for name in ("y", "mo", "d", "h", "mi", "s"))
    offset = timedelta(hours=int(match["oh"] or 0), minutes=int(match["om"] or 0))
    microsecond = int(f"{match['f'] or 0:0<6}"[:6])
    try:  # second 60 is a leap second
        time = datetime(year, month, day, hour, minute, min(second, 59), microsecond, tzinfo=UTC)
        return time + offset if match["sign"] == "-" else time - offset
    except (OverflowError, ValueError):
        return None


def _end_of_span(text: str | None) -> datetime | None:
    """The last second of a day, month or year ("2024-03-10", "2024-03", "2024"), but not later than now."""
    match = _SPAN.fullmatch((text or "").strip())
    if match is None:
        return None
    year, month = int(match["y"]), int(match["mo"] or 12)
    try:
        day = int(match["d"] or monthrange(year, month)[1])
        return min(datetime(year, month, day, 23, 59, 59, tzinfo=UTC), datetime.now(UTC))
    except (IllegalMonthError, ValueError):
        return None


def _mail_date(text: str) -> datetime | None:
    """The time of "Sun, 10 Mar 2024 05:00:00 GMT" and of the older forms of HTTP and mail."""
    try:
        time = parsedate_to_datetime(text[:100])
    except (IndexError, OverflowError, TypeError, ValueError):
        return None
    return time if time.tzinfo else time.replace(tzinfo=UTC)
