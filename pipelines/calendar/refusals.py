"""Why words name no day of publication: a sentence for the reader, and the words it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from pipelines.calendar.parts import FIRST_YEAR, at_home, month_of, year_of
from pipelines.calendar.patterns import AGO, ASIAN, DATE, DIGIT, ENGLISH, ISO, MONTHS, NUMBERS, WEEKDAYS
from pipelines.calendar.printed import PrintedDate, parse_printed

LATER_THAN_FETCH = "later than the page was fetched"
NO_YEAR = "a day without a year"
EITHER_ORDER = "day and month may stand in either order"
EITHER_OF_TWO = "counted from the visit, it may be either of two days"
MAX_CLAIM_LENGTH = 200  # characters kept of a claim that is no date
# "2 minggu lalu", "sebulan yang lalu", "3 years ago", "pekan lalu"
VAGUE = re.compile(
    r"(?:\d+|se|beberapa|an?)\s*(?:minggu|pekan|bulan|tahun|weeks?|months?|years?)\s+(?:yang\s+|yg\s+)?(?:lalu|ago)|(?:pekan|minggu|bulan|tahun)\s+lalu",
    re.IGNORECASE,
)
HOUR_ONLY = re.compile(r"(?<![\d.:])(?:[01]?\d|2[0-3])\s?[:.][0-5]\d(?![\d.:])\s*(?:wib|wita|wit)?", re.IGNORECASE)
YEAR_ONLY = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
# the words alone: "kemarin", "Hari ini", "Senin, kemarin", "tadi malam"
WORD_ONLY = re.compile(
    r"(?:\w+['’]?\w*,\s+)?(?:kemarin|hari\s+ini|tadi|yesterday|today)(?:\s+(?:pagi|siang|sore|malam))?\W*",
    re.IGNORECASE,
)
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
MONTH_YEAR = re.compile(rf"\b(?:{_MONTH})\b\.?,?\s+(?:19|20)\d\d", re.IGNORECASE)  # "November 2023"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why these words are refused. `dated` is False where they may not be a date at all: a year, an hour, a weekday."""

    why: str
    words: str
    dated: bool = True

    def __str__(self) -> str:
        return f"{self.why}: {self.words}"


def why_no_date(text: str, *, clock: datetime, utc_offset: int | None = 7) -> Refusal | None:
    """Why the words name no day; None where they name one, or nothing like a date stands in them.

    >>> from datetime import UTC
    >>> str(why_no_date("31 Februari 2023", clock=datetime(2023, 12, 1, tzinfo=UTC)))
    'no day of the calendar: 31 Februari 2023'
    """
    if parse_printed(text, clock=clock, utc_offset=utc_offset) is not None:
        return None
    has_digit = DIGIT.search(text) is not None
    for pattern in (ISO, ASIAN, DATE, ENGLISH, NUMBERS) if has_digit else ():
        if match := pattern.search(text):
            return _why(match, at_home(clock, utc_offset))
    if WORD_ONLY.fullmatch(text.strip()):
        return Refusal("a word names no day without an hour", text.strip())
    for pattern, why, dated in (
        (AGO, EITHER_OF_TWO, True),
        (VAGUE, "too coarse to name a day", True),
        (MONTH_YEAR, "a month without a day", True),
        (HOUR_ONLY, "an hour without a day", False),
        (YEAR_ONLY, "a year without a day", False),
    ):
        if match := pattern.search(text):
            return Refusal(why, match[0].strip(), dated)
    words = {word.lower().strip(".,") for word in text.split()}
    return Refusal("a weekday without a day", text.strip()[:60], dated=False) if words & set(WEEKDAYS) else None


def read_claim(text: str, *, clock: datetime, utc_offset: int | None = 7) -> PrintedDate | Refusal:
    """Read a machine's field: the whole date in it, or why it has none. `words` are all of the field.

    A field is written once and read at any time, so words that count from a day ("kemarin", "2 jam lalu") name none
    there. Nor does "03/04/2023", which programs write in both orders, unless one of the two days is still to come.

    >>> from datetime import UTC
    >>> now = datetime(2023, 12, 1, tzinfo=UTC)
    >>> read_claim("2023-11-20T10:00:00+07:00", clock=now).day
    datetime.date(2023, 11, 20)
    >>> str(read_claim("Senin, kemarin", clock=now))
    'a word names no day without an hour: Senin, kemarin'
    """
    words = " ".join(text.split())[:MAX_CLAIM_LENGTH]
    read = parse_printed(text, clock=clock, utc_offset=utc_offset)
    if read.relative if read else AGO.search(text):
        return Refusal("counted from a moment that is not known", words)
    if read is None:
        refusal = why_no_date(text, clock=clock, utc_offset=utc_offset)
        return Refusal(refusal.why if refusal else "not read as a date", words)
    if not read.certain:
        return Refusal(NO_YEAR, words)
    if read.month_first and read.month_first <= clock.date():
        return Refusal(EITHER_ORDER, words)
    return read


def _why(match: re.Match[str], local: datetime) -> Refusal:
    """Why a date that is printed in full is refused."""
    printed = match[0].strip(" (")
    try:
        day = datetime(year_of(match["year"]), month_of(match["month"]), int(match["day"])).date()  # noqa: DTZ001
    except ValueError:
        return Refusal("no day of the calendar", printed)
    if day.year < FIRST_YEAR:
        return Refusal("before any outlet was on the web", printed)
    return Refusal(LATER_THAN_FETCH if day > local.date() else "not read", printed)
