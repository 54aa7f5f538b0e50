"""A day is read as Indonesians and English speakers write it, or refused with the form that is right."""

import contextlib
import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import DayError
from corpus.typed.day_fields import field_days
from corpus.typed.day_names import MONTH_NUMBERS, WEEKDAY_NUMBERS
from corpus.typed.day_words import day_note, read_days, resolve_day
from pipelines.calendar.patterns import MONTHS, WEEKDAYS

TODAY = date(2023, 11, 22)  # a Wednesday
DAY = "2023-11-20"


@pytest.mark.parametrize(
    "text",
    [
        "2023-11-20",
        "20231120",
        "20/11/2023",
        "20-11-2023",
        "20.11.2023",
        "20 11 2023",
        "2023/11/20",
        "20 november 2023",
        "20 Nov 2023",
        "20-Nop-2023",
        "20nov2023",
        "20 NOVEMBER 2023,",
        "20 / 11 / 2023",
        "Senin, 20 November 2023",
        "hari Senin 20/11/2023",
        "tgl. 20 november 2023",
        "pada 20 november 2023",
        "November 20, 2023",
        "Nov. 20 2023",
        "20th of November 2023",
        "the 20th november 2023",
        "2023-Nov-20",
        "20\u201311\u20132023",
        "2023\u200b-11-20",
        "sejak 2 hari lalu",
        "senin pekan ini",
        "\uff12\uff10\uff0f11\uff0f2023",
        "2 hari lalu",
        "2 hari yang lalu",
        "dua hari yg lalu",
        "two days ago",
        "kemarin dulu",
        "2d",
        "senin lalu",
        "hari senin kemarin",
        "last monday",
    ],
)
def test_one_day(text: str) -> None:
    days = read_days(text, TODAY)
    assert (str(days.first), str(days.last)) == (DAY, DAY)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023", "2023-01-01", "2023-12-31"),
        ("tahun 2023", "2023-01-01", "2023-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2/2024", "2024-02-01", "2024-02-29"),
        ("Februari 2024", "2024-02-01", "2024-02-29"),
        ("bulan pebruari 2024", "2024-02-01", "2024-02-29"),
        ("2024 feb", "2024-02-01", "2024-02-29"),
        ("kuartal 3 2023", "2023-07-01", "2023-09-30"),
        ("hari ini", "2023-11-22", "2023-11-22"),
        ("Kemarin", "2023-11-21", "2023-11-21"),
        ("minggu ini", "2023-11-20", "2023-11-26"),
        ("minggu lalu", "2023-11-13", "2023-11-19"),
        ("pekan  yang lalu", "2023-11-13", "2023-11-19"),
        ("last week", "2023-11-13", "2023-11-19"),
        ("bulan lalu", "2023-10-01", "2023-10-31"),
        ("tahun lalu", "2022-01-01", "2022-12-31"),
        ("november lalu", "2022-11-01", "2022-11-30"),
        ("seminggu lalu", "2023-11-15", "2023-11-15"),
        ("setahun yang lalu", "2022-11-22", "2022-11-22"),
        ("9 bulan lalu", "2023-02-22", "2023-02-22"),
        ("7 hari terakhir", "2023-11-15", "2023-11-22"),
        ("last 7 days", "2023-11-15", "2023-11-22"),
        ("hari minggu lalu", "2023-11-19", "2023-11-19"),
        ("Rabu pekan lalu", "2023-11-15", "2023-11-15"),
        ("pada 2023", "2023-01-01", "2023-12-31"),
        ("triwulan III tahun 2023", "2023-07-01", "2023-09-30"),
        ("2023-Q3", "2023-07-01", "2023-09-30"),
        ("semester II 2023", "2023-07-01", "2023-12-31"),
        ("paruh pertama 2024", "2024-01-01", "2024-06-30"),
        ("awal tahun", "2023-01-01", "2023-01-01"),
        ("akhir Februari 2024", "2024-02-29", "2024-02-29"),
        ("awal bulan lalu", "2023-10-01", "2023-10-01"),
        ("end of 2022", "2022-12-31", "2022-12-31"),
        ("lima belas hari lalu", "2023-11-07", "2023-11-07"),
    ],
)
def test_words_and_parts(text: str, first: str, last: str) -> None:
    days = read_days(text, TODAY)
    assert (str(days.first), str(days.last)) == (first, last)
    assert (str(resolve_day(text, TODAY)), str(resolve_day(text, TODAY, last=True))) == (first, last)


def test_the_last_day_of_a_shorter_month() -> None:
    assert read_days("sebulan lalu", date(2024, 3, 31)).first == date(2024, 2, 29)
    assert read_days("setahun lalu", date(2024, 2, 29)).first == date(2023, 2, 28)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("11/20/2023", "there is no month 20; did you mean 20/11/2023?"),
        ("05/06/23", "give the year four digits: 5/6/2023"),
        ("5 mei '98", "give the year four digits: 5 mei 1998"),
        ("20 november", "give the year: 20 november 2023"),
        ("november", "give the year: november 2023"),
        ("20 novmber 2023", "did you mean 20 november 2023?"),
        ("31/02/2023", "the calendar has no such day"),
        ("2023-02-30", "the calendar has no such day"),
        ("2024-13", "there is no month 13"),
        ("selasa, 20 november 2023", "2023-11-20 is a Monday"),
        ("2023-11-20 10:00", "write 2023-11-20"),
        ("Senin, 20 November 2023 | 10.15 WIB", "only whole days can be given; write 2023-11-20"),
        ("1/2", "give the year: 1/2/2023"),
        ("Nov-23", "write nov 2023 for the month, or 23 nov 2023 for the day"),
        ("202311", "did you mean 2023-11?"),
        ("senin", "did you mean senin lalu?"),
        ("30 hari", "did you mean 30 hari lalu?"),
        ("30 d", "did you mean 30d?"),
        ("1 mei 2023 s/d 20/11/2023", "write since:2023-05-01 until:2023-11-20, or day:2023-05-01..2023-11-20"),
        ("akhir pekan", "write it as 2023-01-31"),
        ("semester 3 2023", "write it as 2023-01-31"),
        *((text, "write it as 2023-01-31") for text in ("0000", "7", "d", "", "9999y", "-7d", "kapan", "lalu")),
    ],
)
def test_what_is_no_day_is_refused_with_the_right_form(text: str, sentence: str) -> None:
    with pytest.raises(DayError, match=re.escape(sentence)) as refused:
        read_days(text, TODAY, "--since")
    assert str(refused.value).startswith(f"--since: {text!r} is not a day")


def test_a_form_of_its_own_is_shown_as_it_was_read() -> None:
    assert day_note("05/06/2023", TODAY, "--since") == "--since 05/06/2023 was read as 2023-06-05"
    assert day_note("minggu lalu", TODAY, "--until", last=True) == "--until minggu lalu was read as 2023-11-19"
    assert [day_note(text, TODAY, "--since") for text in ("2023-06-05", "2023-06", "2023", None)] == [None] * 4


@pytest.mark.parametrize(
    ("name", "value", "first", "last"),
    [
        ("since", "minggu lalu", "2023-11-13", "9999-12-31"),
        ("until", "minggu lalu", "0001-01-01", "2023-11-19"),
        ("after", "2022", "2023-01-01", "9999-12-31"),
        ("before", "20/11/2023", "0001-01-01", "2023-11-19"),
        ("day", "bulan lalu", "2023-10-01", "2023-10-31"),
        ("day", "2023-10..kemarin", "2023-10-01", "2023-11-21"),
        ("day", "1/10/2023..5.10.2023", "2023-10-01", "2023-10-05"),
        ("year", "2021..2022", "2021-01-01", "2022-12-31"),
        ("year", "2021..", "2021-01-01", "9999-12-31"),
        ("year", "..2021", "0001-01-01", "2021-12-31"),
        ("year", ">2021", "2022-01-01", "9999-12-31"),
        ("year", "<=2021", "0001-01-01", "2021-12-31"),
        ("year", "tahun lalu", "2022-01-01", "2022-12-31"),
    ],
)
def test_fields(name: str, value: str, first: str, last: str) -> None:
    days = field_days(name, value, TODAY)
    assert (str(days.first), str(days.last)) == (first, last)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("year", "2023-05", "write year:2023 or year:2021-2023; write day:2023-05"),
        ("year", "2023-2021", "exchange them"),
        ("year", "..", "is not a year"),
        ("after", "9999", "the calendar ends there"),
    ],
)
def test_fields_refuse(name: str, value: str, sentence: str) -> None:
    with pytest.raises(DayError, match=sentence):
        field_days(name, value, TODAY)


def test_a_month_is_the_same_as_on_a_page() -> None:
    assert [MONTHS.get(name, number) for name, number in MONTH_NUMBERS.items()] == list(MONTH_NUMBERS.values())
    assert [WEEKDAYS[name] for name in WEEKDAY_NUMBERS] == list(WEEKDAY_NUMBERS.values())


@settings(deadline=None, max_examples=200, database=None, derandomize=True)
@given(
    st.text(max_size=30)
    | st.lists(
        st.sampled_from(
            [*MONTH_NUMBERS, "hari", "lalu", "2023", "31", "13", "/", "-", "..", ">", "q", "9999", "0", "se"]
        ),
        max_size=6,
    ).map(" ".join)
)
def test_any_text_is_a_day_or_refused(text: str) -> None:
    for name in ("since", "until", "after", "before", "day", "year"):
        with contextlib.suppress(DayError):
            days = field_days(name, text, TODAY)
            assert days.first <= days.last
            assert days.plain <= text.isascii() or text != text.strip()


@pytest.mark.parametrize(
    "text", ["2" * 100_000, "a " * 400, "20 " * 50_000, "/" * 400, "1/" * 50_000, "januari " * 400]
)
def test_a_hostile_line_is_refused_at_once(text: str) -> None:
    with pytest.raises(DayError):
        read_days(text, TODAY)
