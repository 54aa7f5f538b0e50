"""Printed dates of all styles: each is right, or None with its reason, and none is wrong."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pipelines.calendar.printed import parse_printed
from pipelines.calendar.refusals import why_no_date

CLOCK = datetime(2024, 3, 1, 12, 0, tzinfo=UTC)
TABLE = Path(__file__).with_name("dates_table.txt").read_text("utf-8").splitlines()
ROWS = [line.rsplit(" => ", 1) for line in TABLE if line.strip() and not line.startswith("#")]


def test_the_table_is_long_enough_to_mean_something() -> None:
    assert len(ROWS) >= 120


@pytest.mark.parametrize(("words", "says"), [row for row in ROWS if not row[1].startswith("None")])
def test_a_printed_date_says_what_it_says(words: str, says: str) -> None:
    read = parse_printed(words, clock=CLOCK)
    assert read is not None
    if "T" not in says:
        assert (read.at, read.day) == (None, date.fromisoformat(says))
    else:
        assert read.at is not None
        assert read.at == datetime.fromisoformat(says)
        assert why_no_date(words, clock=CLOCK) is None


@pytest.mark.parametrize(("words", "says"), [row for row in ROWS if row[1].startswith("None")])
def test_what_names_no_day_gives_none_and_the_reason(words: str, says: str) -> None:
    assert parse_printed(words, clock=CLOCK) is None
    reason = why_no_date(words, clock=CLOCK)
    assert (reason is None) == (says == "None")
    assert str(reason or "").startswith(says.removeprefix("None").removeprefix(": "))


@pytest.mark.parametrize(("offset", "hour"), [(7, "+07:00"), (8, "+08:00"), (9, "+09:00")])
def test_without_a_zone_the_outlets_own_is_taken(offset: int, hour: str) -> None:
    read = parse_printed("5 Februari 2024 10:00", clock=CLOCK, utc_offset=offset)
    assert read is not None
    assert read.at is not None
    assert read.at.isoformat() == f"2024-02-05T10:00:00{hour}"
