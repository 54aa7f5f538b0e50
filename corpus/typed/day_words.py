"""Read days as people write them (`read_days`): 2023-11-20, 20/11/2023, 20 november 2023, kemarin, minggu lalu.

The day stands before the month, as in Indonesia. What can't be a day, or could be two, is refused with the right form.
Words such as "kemarin" count from a day that the caller gives: nothing here reads a clock.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from datetime import date, timedelta

from corpus.characters import plain
from corpus.errors import DayError
from corpus.messages.day_messages import (
    DAY_BEFORE_MONTH,
    DAY_PLACE,
    DID_YOU_MEAN_DAY,
    GIVE_FOUR_DIGITS,
    GIVE_THE_YEAR,
    NO_MONTH_OF_NUMBER,
    NO_SUCH_DAY,
    NOT_A_DAY,
    NOT_A_DAY_BUT,
    ONLY_WHOLE_DAYS,
    OTHER_WEEKDAY,
    YEAR_OF_FOUR_DIGITS,
)
from corpus.messages.statement import Statement
from corpus.near_names import near_names
from corpus.typed.day_hints import day_hint
from corpus.typed.day_names import MONTH_NUMBERS, SINGLE_DAYS, SMALL_NUMBERS, UNIT_LETTERS, WEEKDAY_NUMBERS
from corpus.typed.day_periods import Days, NoDayError, edge_of_period, month_days, one_day, part_of_year

MAX_DAY_TEXT = 80  # characters of what can be a day
_SPAN_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_UNIT = "|".join(UNIT_LETTERS)
_NUMBER = rf"\d{{1,4}}|{'|'.join(SMALL_NUMBERS)}"
_AGO = r"(?:yang lalu|yg lalu|lalu|silam|ago|sebelumnya|kemarin)"

_SPAN = re.compile(r"(?P<n>\d{1,4})(?P<unit>[dwmy])")
_ISO_PART = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2}))?")
_WITH_HOUR = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2})[t ]\d{1,2}[:.]\d{2}.*")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[/. -](?P<month>\d{1,2})(?:[/. -](?P<day>\d{1,2}))?")
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2}) ?[/.\- ] ?(?P<month>\d{1,2}) ?[/.\- ] ?(?P<year>\d{4}|'?\d{2})")
_MONTH_FIRST = re.compile(r"(?P<month>\d{1,2}) ?[/.-] ?(?P<year>\d{4})")
_NAMED = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?: of)?[ /.-]*(?P<month>[a-z]{3,12})[ /.,-]*(?P<year>\d{4}|'?\d{2})?"
)
_ENGLISH = re.compile(r"(?P<month>[a-z]{3,12})\.? ?(?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})")
_MONTH_YEAR = re.compile(r"(?:bulan )?(?P<month>[a-z]{3,12})(?:[ /.,-]*(?P<year>\d{4}|'\d{2}))?")
_YEAR_MONTH = re.compile(r"(?P<year>\d{4})[ /.-]*(?P<month>[a-z]{3,12})")
_YEAR_MONTH_DAY = re.compile(r"(?P<year>\d{4})[ /.-]+(?P<month>[a-z]{3,12})[ /.-]+(?P<day>\d{1,2})")
_YEAR = re.compile(r"(?:tahun|thn|th|year) ?(?P<year>\d{4})")
_COUNTED = re.compile(rf"(?P<n>{_NUMBER}|se) ?(?P<unit>{_UNIT}) {_AGO}")
_RECENT = re.compile(
    rf"(?:(?P<n>{_NUMBER}|se) ?(?P<unit>{_UNIT}) (?:terakhir|belakangan)(?: ini)?"
    rf"|(?:the )?(?:last|past) (?P<n2>{_NUMBER}) (?P<unit2>{_UNIT}))"
)
_PERIOD = re.compile(
    rf"(?P<unit>{_UNIT}) (?P<which>ini|berjalan|depan|{_AGO})|(?P<which2>this|last|previous|next) (?P<unit2>{_UNIT})"
)
_WEEKDAY_AGO = re.compile(rf"(?:hari )?(?P<name>[a-z']{{4,9}}) {_AGO}|last (?P<name2>[a-z]{{6,9}})")
_WEEKDAY_OF_WEEK = re.compile(rf"(?:hari )?(?P<name>[a-z']{{4,9}}),? (?:minggu|pekan) (?P<which>ini|{_AGO})")
_WEEKDAY_BEFORE = re.compile(r"(?:hari )?(?P<name>[a-z']{4,9})(?:, ?| )(?=\d)")
_LEAD = re.compile(r"(?:pada |di |tanggal |tgl\.? ?|hari (?=\w+,)|sejak |since |the )")


def read_days(text: str, today: date, where: str = "") -> Days:
    """Return the days of a text: one day, or those of a week, month, quarter or year.

    `where` names the source in errors. Raises DayError for what is no day, with the right form.

    >>> read_days("minggu lalu", date(2023, 11, 22))
    Days(first=datetime.date(2023, 11, 13), last=datetime.date(2023, 11, 19), plain=False)
    >>> read_days("20/11/2023", date(2024, 1, 1)).first
    datetime.date(2023, 11, 20)
    """
    named = _folded(text)
    if len(named) <= MAX_DAY_TEXT:
        try:
            if days := _read(named, today):
                return days
            if hint := day_hint(named, today, lambda rest: _read(rest, today)):
                raise NoDayError(hint)
        except NoDayError as error:
            raise DayError(NOT_A_DAY_BUT(place=_place(where), text=text, reason=error)) from None
        except (ValueError, OverflowError):  # 9999y leads out of the calendar
            pass
    shown = text if len(text) <= MAX_DAY_TEXT else f"{text[:MAX_DAY_TEXT]}..."
    raise DayError(NOT_A_DAY(place=_place(where), text=shown))


def _read(text: str, today: date) -> Days | None:
    """Return the days of a text without blanks too many, None for another text. Raises NoDayError, ValueError."""
    text = _LEAD.sub("", text, count=1)
    return next((days for read in (_iso, _counted, _digits, _in_words) if (days := read(text, today))), None)


def _place(where: str) -> Statement | None:
    return DAY_PLACE(where=where) if where else None


def resolve_day(text: str | None, today: date, where: str = "--since", *, last: bool = False) -> date | None:
    """Return the first day that a text names, with `last` its last day; None for None. Raises DayError.

    >>> resolve_day("7d", date(2024, 3, 8))
    datetime.date(2024, 3, 1)
    >>> resolve_day("2024-02", date(2024, 3, 8), "--until", last=True)
    datetime.date(2024, 2, 29)
    """
    if text is None:
        return None
    days = read_days(text, today, where)
    return days.last if last else days.first


def day_note(text: str | None, today: date, where: str, *, last: bool = False) -> str | None:
    """Return the sentence on how a day was read; None for None and for a day in plain ISO form.

    >>> day_note("kemarin", date(2024, 3, 8), "--since")
    '--since kemarin was read as 2024-03-07'
    """
    if text is None or (days := read_days(text, today, where)).plain:
        return None
    return f"{where} {text} was read as {days.last if last else days.first}"


def _folded(text: str) -> str:
    """Return the text in small letters, with one space between its words, straight apostrophes and short dashes."""
    usual = unicodedata.normalize("NFKC", plain(text[: MAX_DAY_TEXT * 4])).casefold()
    usual = re.sub("[\u2010-\u2015\u2212]", "-", usual)
    return re.sub("[\u2018\u2019\u02bc`\u00b4]", "'", " ".join(usual.split())).strip(" ,;")


def _iso(text: str, today: date) -> Days | None:
    if part := _ISO_PART.fullmatch(text):
        year = int(part["year"])
        if part["month"] is None:
            return Days(date(year, 1, 1), date(year, 12, 31), plain=True)
        return month_days(year, int(part["month"]), plain=True)
    if span := _SPAN.fullmatch(text):
        return one_day(today - timedelta(days=int(span["n"]) * _SPAN_DAYS[span["unit"]]))
    if hour := _WITH_HOUR.fullmatch(text):
        raise NoDayError(ONLY_WHOLE_DAYS(day=hour["day"]))
    if re.fullmatch(r"\d{4}-?\d{2}-?\d{2}|\d{4}-?w\d{2}-?\d", text):
        try:
            day = date.fromisoformat(text.upper())
        except ValueError:
            raise NoDayError(NO_SUCH_DAY()) from None
        return Days(day, day, plain=True)
    return None


def _digits(text: str, today: date) -> Days | None:
    """Read 20/11/2023, 20-11-2023, 2023/11/20 and 11/2023: the day before the month."""
    if match := _YEAR_FIRST.fullmatch(text):
        year, month = int(match["year"]), int(match["month"])
        return one_day(_day(year, month, int(match["day"]))) if match["day"] else month_days(year, month)
    if match := _DAY_FIRST.fullmatch(text):
        day, month, digits = int(match["day"]), int(match["month"]), match["year"].lstrip("'")
        if len(digits) == 2:
            raise NoDayError(YEAR_OF_FOUR_DIGITS(day=day, month=month, year=_century(int(digits), today)))
        if month > 12 >= day > 0 and month <= 31:
            slip = f"{month}/{day}/{digits}"
            raise NoDayError(DAY_BEFORE_MONTH(month=month, near=slip))
        return one_day(_day(int(digits), month, day))
    if match := _MONTH_FIRST.fullmatch(text):
        return month_days(int(match["year"]), int(match["month"]))
    return None


def _in_words(text: str, today: date) -> Days | None:
    """Read 20 november 2023, November 20, 2023, november 2023, tahun 2023, q1 2023; a weekday may stand before it."""
    weekday = None
    if (before := _WEEKDAY_BEFORE.match(text)) and (weekday := _weekday(before["name"])) is not None:
        days = _digits(text[before.end() :], today) or _dated(text[before.end() :], today)
        if days and days.first == days.last and days.first.weekday() != weekday:
            name = calendar.day_name[days.first.weekday()]
            raise NoDayError(OTHER_WEEKDAY(day=days.first, weekday=name))
        return days
    return _dated(text, today)


def _dated(text: str, today: date) -> Days | None:
    if match := _YEAR.fullmatch(text):
        return Days(date(int(match["year"]), 1, 1), date(int(match["year"]), 12, 31))
    if days := part_of_year(text) or edge_of_period(text, lambda rest: _read(rest, today)):
        return days
    if match := _NAMED.fullmatch(text) or _ENGLISH.fullmatch(text) or _YEAR_MONTH_DAY.fullmatch(text):
        number, day = _month_number(match["month"], text), match["day"]
        return one_day(_day(_year(match, today, f"{day} {match['month']}"), number, int(day))) if number else None
    if match := _MONTH_YEAR.fullmatch(text) or _YEAR_MONTH.fullmatch(text):
        number = _month_number(match["month"], text)
        return month_days(_year(match, today, match["month"]), number) if number else None
    return None


def _year(match: re.Match[str], today: date, before: str) -> int:
    """Return the year of four digits in a match. Raises where it has none, with the most likely one."""
    digits = (match["year"] or "").lstrip("'")
    if len(digits) == 4:
        return int(digits)
    likely = _century(int(digits), today) if digits else today.year
    raise NoDayError((GIVE_FOUR_DIGITS if digits else GIVE_THE_YEAR)(before=before, year=likely))


def _counted(text: str, today: date) -> Days | None:
    """Read what counts from today: kemarin, minggu lalu, 3 hari lalu, 7 hari terakhir, last week, senin lalu."""
    if text in SINGLE_DAYS:
        return one_day(today + timedelta(days=SINGLE_DAYS[text]))
    if match := _COUNTED.fullmatch(text):
        return one_day(_back(today, _count(match["n"]), UNIT_LETTERS[match["unit"]]))
    if match := _RECENT.fullmatch(text):
        number, unit = match["n"] or match["n2"], match["unit"] or match["unit2"]
        return Days(_back(today, _count(number), UNIT_LETTERS[unit]), today)
    if match := _PERIOD.fullmatch(text):
        which = match["which"] or match["which2"]
        steps = 0 if which in ("ini", "berjalan", "this") else 1 if which in ("depan", "next") else -1
        return _period(today, UNIT_LETTERS[match["unit"] or match["unit2"]], steps)
    if (match := _WEEKDAY_OF_WEEK.fullmatch(text)) and (weekday := _weekday(match["name"])) is not None:
        days = _period(today, "w", 0 if match["which"] == "ini" else -1)
        return one_day(days.first + timedelta(days=weekday))
    if match := _WEEKDAY_AGO.fullmatch(text):
        name = match["name"] or match["name2"]
        if name == "minggu" or (weekday := _weekday(name)) is not None:
            weekday = 6 if name == "minggu" else weekday
            return one_day(today - timedelta(days=(today.weekday() - (weekday or 0) - 1) % 7 + 1))
        if (month := MONTH_NUMBERS.get(name)) is not None:
            return month_days(today.year - (month >= today.month), month)
    return None


def _period(today: date, unit: str, steps: int) -> Days:
    """Return the week (Monday to Sunday), month or year that is so many steps from today's."""
    if unit == "d":
        return one_day(today + timedelta(days=steps))
    if unit == "w":
        monday = today + timedelta(days=7 * steps - today.weekday())
        return Days(monday, monday + timedelta(days=6))
    if unit == "y":
        return Days(date(today.year + steps, 1, 1), date(today.year + steps, 12, 31))
    months = today.year * 12 + today.month - 1 + steps
    return month_days(months // 12, months % 12 + 1)


def _back(today: date, number: int, unit: str) -> date:
    """Return the day so many days, weeks, months or years before; the last of a month where it has no such day."""
    if unit in "dw":
        return today - timedelta(days=number * _SPAN_DAYS[unit])
    months = today.year * 12 + today.month - 1 - number * (12 if unit == "y" else 1)
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(today.day, calendar.monthrange(year, month)[1]))


def _count(number: str) -> int:
    return 1 if number == "se" else SMALL_NUMBERS[number] if number in SMALL_NUMBERS else int(number)


def _weekday(name: str) -> int | None:
    return WEEKDAY_NUMBERS.get(name)


def _month_number(name: str, text: str) -> int | None:
    """Return the month's number; None for another word. Raises for a slip in a month's name."""
    if name in MONTH_NUMBERS:
        return MONTH_NUMBERS[name]
    if len(name) > 3 and (near := near_names(name, MONTH_NUMBERS, least=0.75)):
        raise NoDayError(DID_YOU_MEAN_DAY(near=text.replace(name, near[0])))
    return None


def _century(year: int, today: date) -> int:
    """Return the year that two digits most likely mean: not later than next year."""
    return 2000 + year if 2000 + year <= today.year + 1 else 1900 + year


def _day(year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12:
        raise NoDayError(NO_MONTH_OF_NUMBER(month=month))
    try:
        return date(year, month, day)
    except ValueError:
        raise NoDayError(NO_SUCH_DAY()) from None
