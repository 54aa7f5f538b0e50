"""The time of a capture: WARC-Date in its forms, else the answer's Date header, never a time that can't be."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from crawler.archive.record_clock import captured_at, plausible_time

FIVE = datetime(2024, 3, 10, 5, tzinfo=UTC)
ANSWERED = "Sun, 10 Mar 2024 05:00:00 GMT"


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-10T05:00:00Z",
        " 2024-03-10T05:00:00Z ",
        "2024-03-10t05:00:00z",
        "2024-03-10T05:00:00",
        "2024-03-10T05:00Z",
        "2024-03-10 05:00:00",
        "2024-03-10 05:00:00 UTC",
        "2024-03-10T05:00:00.000Z",
        "2024-03-10T05:00:00,000000000Z",
        "2024-03-10T12:00:00+07:00",
        "2024-03-10T12:00:00+0700",
        "2024-03-09T22:00:00-07",
        "20240310050000",
        "20240310050000000Z"[:14],
        "20240310T050000Z",
        ANSWERED,
        "Sun, 10 Mar 2024 12:00:00 +0700",
        "Sunday, 10-Mar-24 05:00:00 GMT",
        "Sun Mar 10 05:00:00 2024",
    ],
)
def test_a_time_is_read_in_its_forms(text: str) -> None:
    assert plausible_time(text) == FIVE


UNREADABLE = [
    None,
    "",
    "kemarin",
    "0000-00-00T00:00:00Z",
    "2024-13-45T99:00:00Z",
    "2024-02-30T05:00:00Z",
    "1970-01-01T00:00:00Z",
    "1989-12-31T23:59:59Z",
    "9999-12-31T23:59:59Z",
    "0001-01-01T00:00:00+14:00",
    "99999-01-01T00:00:00Z",
    "\u0662\u0660\u0662\u0664-03-10T05:00:00Z",
    "2024-03-10T05:00:00+99:99:99",
    "x" * 100_000,
    "Mon, 99 Foo 2024 00:00:00 GMT",
]


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_is_no_time_of_a_capture_gives_way_to_the_answers_date(text: str | None) -> None:
    assert plausible_time(text) is None
    assert captured_at(text) is None
    assert captured_at(text, ["rusak", ANSWERED]) == FIVE


def test_a_day_that_is_still_to_come_gives_way_to_the_answers_date() -> None:
    ahead = (datetime.now(UTC) + timedelta(days=2)).isoformat()
    assert plausible_time(ahead) is None
    assert captured_at(ahead, ["rusak", ANSWERED]) == FIVE


def test_a_clock_that_goes_a_little_ahead_is_believed() -> None:
    ahead = datetime.now(UTC) + timedelta(hours=20)
    assert plausible_time(ahead.isoformat()) == ahead


@pytest.mark.parametrize(
    ("span", "end"),
    [
        ("2024-03-10", "2024-03-10T23:59:59+00:00"),
        ("2024-02", "2024-02-29T23:59:59+00:00"),
        ("2023", "2023-12-31T23:59:59+00:00"),
    ],
)
def test_a_date_without_an_hour_is_the_end_of_its_span_unless_the_answer_says_more(span: str, end: str) -> None:
    time = captured_at(span)
    assert time is not None
    assert time.isoformat() == end
    assert captured_at(span, [ANSWERED]) == FIVE


@pytest.mark.parametrize("span", ["%Y", "%Y-%m", "%Y-%m-%d"])
def test_the_end_of_a_span_is_not_later_than_now(span: str) -> None:
    time = captured_at(datetime.now(UTC).strftime(span))
    assert time is not None
    assert time <= datetime.now(UTC)
