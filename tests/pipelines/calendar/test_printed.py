"""Printed dates become what they say, and nothing more."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.calendar.printed import parse_printed

CLOCK = datetime(2024, 3, 1, 12, 0, tzinfo=UTC)

WITH_HOUR = {
    "Kamis, 19 Okt 2023 10:11 WIB": "2023-10-19T10:11+07:00",
    "Jum'at, 06 Juli 2018 | 09:04 WIB": "2018-07-06T09:04+07:00",
    "Jum’at, 24 Nopember 2023 | 17.46 WITA": "2023-11-24T17:46+08:00",
    "17 Agust. 2023 10.00 Wita": "2023-08-17T10:00+08:00",
    "3 Pebruari 2022, pukul 09.34 WIT": "2022-02-03T09:34+09:00",
    "05/06/2023, 07:30 WIB": "2023-06-05T07:30+07:00",
    "20/1/2024 18:30": "2024-01-20T18:30+07:00",
    "Senin, 29 Januari 2024 - 20:05:00 WIB": "2024-01-29T20:05+07:00",
    "November 2, 2023 9:34 PM": "2023-11-02T21:34+07:00",
    "12:30 WIB, 20 November 2023": "2023-11-20T12:30+07:00",
    "10.30 27 January 2022": "2022-01-27T10:30+07:00",
    "2023-11-02T14:34:19Z": "2023-11-02T21:34+07:00",
    "2023-11-02 21:34:19": "2023-11-02T21:34+07:00",
    "kemarin, 14:05": "2024-02-29T14:05+07:00",
    "27 Februari 2024 pukul 6.30 malam": "2024-02-27T18:30+07:00",
}
DAY_ONLY = {
    "20 November 2023": date(2023, 11, 20),
    "Kupang, 17 Ags 2023": date(2023, 8, 17),
    "04/09/2021": date(2021, 9, 4),  # never the 9th of April
    "(8/9/22)": date(2022, 9, 8),
    "( 29 / 05 / 2023 )": date(2023, 5, 29),
    "(28/10/20230)": date(2023, 10, 28),
    "2 Nov '23": date(2023, 11, 2),
    "Selasa (27/2/2024)": date(2024, 2, 27),
    "2 jam yang lalu": date(2024, 3, 1),
    "00.10 30 October 2021 2099": date(2021, 10, 30),  # 00.MONTH, day, view counter
    "20 November 2023 1.250 kali dibaca": date(2023, 11, 20),
}


@pytest.mark.parametrize(("words", "moment"), WITH_HOUR.items())
def test_a_printed_hour_keeps_its_zone(words: str, moment: str) -> None:
    read = parse_printed(words, clock=CLOCK)
    assert read is not None
    assert read.at is not None
    assert read.at.replace(second=0) == datetime.fromisoformat(moment)


@pytest.mark.parametrize(("words", "day"), DAY_ONLY.items())
def test_a_day_without_an_hour_stays_a_day(words: str, day: date) -> None:
    read = parse_printed(words, clock=CLOCK)
    assert read is not None
    assert (read.day, read.at) == (day, None)


@pytest.mark.parametrize(
    "words",
    ["13/13/2023", "31 Februari 2023", "Tahun 2022", "pukul 10.00 WIB", "2 minggu lalu", "BP2MI 2023", "", "20231102"],
)
def test_what_names_no_day_gives_none(words: str) -> None:
    assert parse_printed(words, clock=CLOCK) is None


@pytest.mark.parametrize("words", ["4 Oktober 2030", "3 Maret 2024", "9999-12-31T23:59:59-12:00"])
def test_a_date_after_the_capture_is_refused(words: str) -> None:
    assert parse_printed(words, clock=CLOCK) is None


def test_the_printed_weekday_checks_the_day() -> None:
    right, wrong = (parse_printed(f"Senin, {n} November 2023", clock=CLOCK) for n in (20, 21))
    assert right is not None
    assert right.weekday_ok is True
    assert wrong is not None
    assert wrong.weekday_ok is False


def test_a_date_without_a_year_takes_the_newest_whose_weekday_agrees() -> None:
    read = parse_printed("Sabtu (24/9)", clock=CLOCK)
    assert read is not None
    assert (read.day, read.certain) == (date(2022, 9, 24), False)


def test_the_outlets_zone_is_used_where_none_is_printed() -> None:
    read = parse_printed("20 November 2023 10:00", clock=CLOCK, utc_offset=9)
    assert read is not None
    assert read.at is not None
    assert read.at.isoformat() == "2023-11-20T10:00:00+09:00"


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="0123456789/-.:, TZWIBJanSeninlalu()'’+", max_size=40))
def test_no_words_raise(words: str) -> None:
    read = parse_printed(words, clock=CLOCK)
    assert read is None or read.day <= date(2024, 3, 2)


def test_a_zone_that_the_next_element_is_glued_to_is_read():
    clock = datetime(2026, 1, 1, tzinfo=UTC)
    glued = {"Sabtu, 9 September 2023 | 08:15 WITAPenulis: Sari": "+08:00", "9 September 2023 08:15 WITAgus": "+09:00"}
    assert [parse_printed(text, clock=clock).at.isoformat()[-6:] for text in glued] == list(glued.values())
