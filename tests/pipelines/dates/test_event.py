"""The event's day is the one that the text names; what it leaves open is not guessed."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.dates.event import read_event

FETCHED = date(2026, 6, 1)
PUBLISHED = date(2022, 9, 26)


@pytest.mark.parametrize(
    ("line", "day", "printed"),
    [
        ("Apel itu digelar Sabtu (24/9) di balai.", date(2022, 9, 24), "Sabtu (24/9)"),
        ("Apel itu digelar pada Sabtu (24/9/2022) di balai.", date(2022, 9, 24), "Sabtu (24/9/2022)"),
        ("Apel itu digelar Sabtu, 24 September 2022, di balai.", date(2022, 9, 24), "Sabtu, 24 September 2022"),
        ("Apel itu digelar Jum'at (30/9) mendatang.", date(2022, 9, 30), "Jum'at (30/9)"),
        ("Kantor itu berdiri sejak 12 Januari 2007, kata dia pada Senin (26/9).", date(2022, 9, 26), "Senin (26/9)"),
    ],
)
def test_a_day_that_is_named_is_found(line: str, day: date, printed: str) -> None:
    event = read_event([line], PUBLISHED, FETCHED)
    assert (event.day, event.printed) == (day, printed)


@pytest.mark.parametrize(
    "line",
    [
        "Apel itu digelar kemarin di balai.",
        "Apel itu digelar Sabtu lalu di balai.",
        "Dua pertiga (2/3) peserta hadir.",
        "Kantor itu berdiri sejak 12 Januari 2007.",
        "Undang-Undang Nomor 18/2017 mengaturnya.",
        "Kupang, 26 September 2022",
        "Posted on 26 September 2022 by Sari Contoh",
        "Publié le 26/09/2022 à 10h12. Mis à jour le 27/09/2022.",
    ],
)
def test_what_names_no_day_is_not_guessed(line: str) -> None:
    assert read_event([line], PUBLISHED, FETCHED).day is None


def test_a_weekday_that_fits_no_near_day_is_told() -> None:
    event = read_event(["Apel itu digelar Senin (24/9)."], PUBLISHED, FETCHED)
    assert event.day is None
    assert event.note == "the weekday of 'Senin (24/9)' fits no day near the publication"


def test_a_slip_in_the_typed_year_is_corrected_by_the_weekday_and_told() -> None:
    event = read_event(["Hal itu ia katakan, Senin (30/6/2026)."], date(2025, 7, 1), FETCHED)
    assert event.day == date(2025, 6, 30)
    assert event.note == "'Senin (30/6/2026)' fits its weekday only in 2025"


def test_without_a_publication_the_weekday_must_fit_one_year_only() -> None:
    assert read_event(["Apel itu digelar Sabtu (24/9)."], None, FETCHED).day == date(2022, 9, 24)
    assert read_event(["Apel itu digelar (24/9)."], None, FETCHED).day is None


@pytest.mark.parametrize(
    ("dateline", "day"),
    [
        ("Kupang, BP2MI (20/9) –", date(2022, 9, 20)),
        ("Mataram, 23/09.", date(2022, 9, 23)),
        ("Kupang (2/1) –", None),
        ("Jakarta, KemenP2MI (17/9/) –", date(2022, 9, 17)),
        ("WARTA.com, JAKARTA, 8 SEPTEMBER 2022 –", date(2022, 9, 8)),
        ("Kupang, 28 Agustus 2022.", date(2022, 8, 28)),
        ("Kupang, Senin (19 September) –", date(2022, 9, 19)),
        ("Kupang, 19 September –", date(2022, 9, 19)),
    ],
)
def test_the_datelines_day_comes_first(dateline: str, day: date | None) -> None:
    assert read_event(["Balai itu dibuka."], PUBLISHED, FETCHED, dateline).day == day


def test_a_whole_day_in_a_dateline_needs_no_publication() -> None:
    """The agency's copies of late 2025 print neither stamp nor day of visit."""
    for words in ("Kendari, KemenP2MI (4/10/2025) –", "Kendari, 4 Oktober 2025 –"):
        assert read_event(["Balai itu dibuka."], None, FETCHED, words).day == date(2025, 10, 4)
    assert read_event(["Balai itu dibuka."], None, FETCHED, "Kendari, KemenP2MI (4/10) –").day is None
    assert read_event(["Balai itu dibuka."], None, FETCHED, "Kendari, KemenP2MI (4/10/2027) –").day is None
