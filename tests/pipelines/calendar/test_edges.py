"""The edges of printed dates: what exactly is read of the words, and in exactly which words why nothing is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from pipelines.calendar.parts import zone_of
from pipelines.calendar.printed import PrintedDate, find_printed, parse_printed
from pipelines.calendar.refusals import Refusal, read_claim, why_no_date

CLOCK = datetime(2024, 3, 1, 12, 0, 50, 600, tzinfo=UTC)
LATE = datetime(2024, 3, 1, 16, 30, tzinfo=UTC)  # 23:30 in Jakarta, the next day already in Makassar
BEYOND = "Berita. " * 300  # more than is read


def read(words: str, *, clock: datetime = CLOCK, utc_offset: int | None = 7) -> PrintedDate:
    printed = parse_printed(words, clock=clock, utc_offset=utc_offset)
    assert printed is not None
    return printed


WORDS = {
    "Terbit (8/9/22)": "8/9/22",
    "Sabtu (24/9)": "Sabtu (24/9)",
    "(24/9)": "24/9",
    "Sabtu (24/9 pagi": "Sabtu (24/9",
    "(lahir 5 Mei 2001)": "5 Mei 2001",
    "Arsip (Sabtu (24/9/2022) 10:00 WIB)": "Sabtu (24/9/2022) 10:00 WIB",
    "Warta | 12:30 WIB, 20 November 2023": "12:30 WIB, 20 November 2023",
    "(20 November 2023 10:00 WIB) |": "20 November 2023 10:00 WIB",
    "(20 November 2023, Kupang": "20 November 2023",
    "20\xa0November\xa02023": "20 November 2023",
    "Baru saja": "Baru saja",
}


@pytest.mark.parametrize(("text", "words"), WORDS.items())
def test_the_words_of_a_date_are_those_that_are_printed(text: str, words: str) -> None:
    assert read(text).printed == words


DAYS = {
    "Mon, 11/20/2023": date(2023, 11, 20),  # no 20th month, and the weekday agrees
    "Selasa, 04/09/2023": date(2023, 9, 4),  # a weekday that agrees with neither order changes nothing
    "Selasa, 20/11/2023": date(2023, 11, 20),
    "Jumat (1/3)": date(2024, 3, 1),  # the day of the capture itself
    "1 Januari 1990": date(1990, 1, 1),
}


@pytest.mark.parametrize(("text", "day"), DAYS.items())
def test_the_day_of(text: str, day: date) -> None:
    assert read(text).day == day


def test_where_the_zone_is_not_known_a_twelfth_month_stays_the_month() -> None:
    assert read("05/12/2023", utc_offset=None).day == date(2023, 12, 5)


def test_the_web_has_days_from_1990_to_2200() -> None:
    later = datetime(2300, 1, 1, tzinfo=UTC)
    read_years = [
        year for year in (1989, 1990, 2200, 2201) if parse_printed(f"1 Januari {year}", clock=later) is not None
    ]
    assert read_years == [1990, 2200]


def test_no_place_is_more_than_fourteen_hours_ahead() -> None:
    offsets = {words: zone.utcoffset(None) if (zone := zone_of(words)) else None for words in ("+14", "+15", "+05:30")}
    assert offsets == {"+14": timedelta(hours=14), "+15": None, "+05:30": timedelta(hours=5, minutes=30)}


def test_dates_that_overlap_are_one_and_those_side_by_side_two() -> None:
    overlapping, beside = "24-09-2022-10-01", "2018年8月25日2018年8月26日"
    counts = [len(list(find_printed(text, clock=CLOCK))) for text in (overlapping, beside)]
    assert counts == [1, 2]


def test_an_hour_that_its_word_contradicts_is_none() -> None:
    assert read("27 Februari 2024 pukul 11.00 sore").at is None


@pytest.mark.parametrize("zone", ["WIB", ""])
def test_an_hour_behind_a_day_that_is_written_by_machine_is_read(zone: str) -> None:
    assert read(f"2023-11-02 | 21:34 {zone}").at == datetime(2023, 11, 2, 14, 34, tzinfo=UTC)


def test_seconds_are_told_from_minutes() -> None:
    assert [read(f"20 November 2023 {hour} WIB").seconds for hour in ("18:33:13", "18:33")] == [True, False]


def test_an_hour_whose_zone_nobody_knows_assumes_none() -> None:
    printed = read("20 November 2023 10:00", utc_offset=None)
    assert (printed.at, printed.wall, printed.assumed) == (None, datetime.fromisoformat("2023-11-20T10:00"), False)


def test_a_day_without_a_year_keeps_its_weekday() -> None:
    assert read("Sabtu (24/9)").weekday == 5


def test_a_day_that_no_year_has_is_none() -> None:
    assert parse_printed("(30/2)", clock=CLOCK) is None


@pytest.mark.parametrize("words", ["2 jam lalu", "baru saja"])
def test_what_counts_from_the_capture_names_a_day_and_no_minute(words: str) -> None:
    printed = read(words)
    assert (printed.day, printed.at, printed.relative, printed.weekday) == (date(2024, 3, 1), None, True, None)


@pytest.mark.parametrize("words", ["5 jam lalu", "6 jam yang lalu", "5 hours ago"])
def test_hours_ago_around_midnight_name_no_day(words: str) -> None:
    night = datetime(2024, 2, 29, 22, 40, tzinfo=UTC)  # 05.40 of 1 March in Jakarta
    assert parse_printed(words, clock=night) is None
    assert str(why_no_date(words, clock=night)) == f"counted from the visit, it may be either of two days: {words}"


def test_where_no_zone_is_named_a_day_ends_in_jakarta() -> None:
    """At 23:30 in Jakarta the day after tomorrow is refused, in Makassar it is tomorrow."""
    words = "3 Maret 2024"
    later = Refusal("later than the page was fetched", words)
    assert list(find_printed(words, clock=LATE)) == []
    assert why_no_date(words, clock=LATE) == later
    assert read_claim(words, clock=LATE) == later
    assert why_no_date(words, clock=LATE, utc_offset=8) is None


def test_a_claim_is_refused_in_the_outlets_own_zone() -> None:
    night = datetime(2024, 3, 1, 3, 0, tzinfo=UTC)  # 29 February, 22:00 in New York
    assert str(read_claim("2 Maret 2024", clock=night, utc_offset=-5)).startswith("later than the page was fetched")
    assert why_no_date("11/20/2023", clock=CLOCK, utc_offset=None) is None


def test_either_order_of_a_claim_counts_until_the_other_day_is_still_to_come() -> None:
    words = "03/02/2024"  # 3 February, or 2 March
    today, yesterday = (datetime(2024, 3, day, tzinfo=UTC) for day in (2, 1))
    assert read_claim(words, clock=today) == Refusal("day and month may stand in either order", words)
    assert isinstance(read_claim(words, clock=yesterday), PrintedDate)


REFUSED = {
    "November 2023": ("a month without a day", "November 2023", True),
    "pukul 10.00 WIB": ("an hour without a day", "10.00 WIB", False),
    "Terbit Senin, pagi": ("a weekday without a day", "Terbit Senin, pagi", False),
    "Senin. " + "a" * 60: ("a weekday without a day", "Senin. " + "a" * 53, False),
    "(31 Februari 2023": ("no day of the calendar", "31 Februari 2023", True),
    "5 Mei 1985": ("before any outlet was on the web", "5 Mei 1985", True),
    BEYOND + "20 November 2023": ("not read", "20 November 2023", True),
    BEYOND + "1 Maret 2024": ("not read", "1 Maret 2024", True),
    BEYOND + "1 Mei 1990": ("not read", "1 Mei 1990", True),
}


@pytest.mark.parametrize(("text", "refusal"), REFUSED.items(), ids=[text[-20:] for text in REFUSED])
def test_why_words_name_no_day(text: str, refusal: tuple[str, str, bool]) -> None:
    assert why_no_date(text, clock=CLOCK) == Refusal(*refusal)
