"""When a stored article is looked at again: by the time since the last look, and never after the last step."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from corpus.revisits.revisit_dates import CONFIRM, DUE_AT, STEPS, PastLook, RevisitResult, state_after

START = datetime(2026, 11, 2, 4, 17, tzinfo=UTC)


def history(results: list[RevisitResult], apart: timedelta = timedelta(days=7)) -> list[PastLook]:
    return [PastLook(START + apart * n, result) for n, result in enumerate(results, 1)]


def test_the_steps_are_an_hour_a_day_a_week_and_a_month_each_due_at_four_fifths() -> None:
    hours = [1, 24, 168, 720]
    past: list[PastLook] = []
    last = START
    for number in hours:
        due = state_after(START, past).due_at
        assert due is not None
        assert due - last == timedelta(hours=number) * DUE_AT
        past.append(PastLook(due, "same"))
        last = due
    assert state_after(START, past).due_at is None


def test_a_weekly_run_looks_in_the_weeks_two_three_four_and_eight() -> None:
    past: list[PastLook] = []
    weeks = []
    for week in range(1, 30):
        now = START + timedelta(days=7 * week)
        due = state_after(START, past).due_at
        if due is not None and due <= now:
            past.append(PastLook(now, "same"))
            weeks.append(week + 1)
    assert weeks == [2, 3, 4, 8]


@pytest.mark.parametrize(
    ("results", "step", "confirmed"),
    [
        (["gone"], CONFIRM, False), (["gone", "unseen"], CONFIRM, False), (["gone", "gone"], 3, True),
        (["gone", "same", "gone"], CONFIRM, False), (["gone", "refused", "gone"], 3, True),
        (["gone", "gone", "same"], 4, False), (["refused", "refused"], 2, False), (["changed", "moved"], 3, False),
    ],
)  # fmt: skip
def test_what_follows_from_the_results(results: list[RevisitResult], step: int, confirmed: bool) -> None:
    state = state_after(START, history(results))
    assert (state.step, state.confirmed) == (step, confirmed)


@pytest.mark.parametrize("result", ["same", "changed", "gone", "moved", "refused", "unseen"])
def test_whatever_comes_of_them_an_articles_looks_end(result: RevisitResult) -> None:
    number, past = 0, history([])
    while (due := state_after(START, past).due_at) is not None:
        past.append(PastLook(due + timedelta(days=1), result))
        number += 1
        assert number <= 2 * len(STEPS)


def test_a_clock_that_was_set_back_brings_no_look_forward() -> None:
    past = [PastLook(START + timedelta(days=7), "same"), PastLook(START - timedelta(days=700), "same")]
    due = state_after(START, past).due_at
    assert due is not None
    assert due > START + timedelta(days=7)
