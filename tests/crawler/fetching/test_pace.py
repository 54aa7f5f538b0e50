"""A host that shows walls only is asked for a few pages, however fast they come and however slowly they are read."""

from __future__ import annotations

import asyncio
import random
from contextlib import ExitStack
from datetime import UTC, datetime
from time import monotonic

import pytest

from crawler.fetching.pace import BLOCKS, MARGIN, GivenUpError, Pace, host_key, read_retry_after
from tests.crawler.conftest import Desk, Site, listing, page, title_of

URL = "https://warta.example/berita"
WALL = page("Just a moment...", ["Checking your browser before accessing the site."])
PAGES = 40


async def turns(pace: Pace, number: int) -> int:
    """How many turns the host gives within a moment."""
    given = 0
    for _ in range(number):
        try:
            async with asyncio.timeout(0.1), pace.turn(URL):
                given += 1
        except TimeoutError:
            break
    return given


def test_a_host_of_which_no_page_was_judged_is_asked_for_a_few_only() -> None:
    pace = Pace(0.0)
    with ExitStack() as reading:
        for _ in range(BLOCKS):
            assert asyncio.run(turns(pace, 1)) == 1
            reading.enter_context(pace.judging(URL))
        assert asyncio.run(turns(pace, 1)) == 0
    assert asyncio.run(turns(pace, 1)) == 1


def test_no_host_is_asked_for_more_while_too_many_pages_are_in_work() -> None:
    pace = Pace(0.0, most_unjudged=2)
    pace.blocked(URL, wall=False)
    with pace.judging("https://lain.example/1"), pace.judging(URL):
        assert asyncio.run(turns(pace, 1)) == 0
    with pace.judging(URL):
        assert asyncio.run(turns(pace, 1)) == 1


def test_a_host_that_showed_a_page_is_not_held_and_one_that_shows_a_wall_again_is() -> None:
    pace = Pace(0.0)
    pace.blocked(URL, wall=False)
    with ExitStack() as reading:
        for _ in range(BLOCKS):
            reading.enter_context(pace.judging(URL))
        assert asyncio.run(turns(pace, 9)) == 9
        pace.blocked(URL, wall=True)
        assert asyncio.run(turns(pace, 1)) == 0


def test_who_waits_for_a_judgement_goes_on_with_it_or_is_told_that_the_host_is_given_up() -> None:
    async def waiting(walls: int) -> str:
        pace = Pace(0.0)
        with pace.judging(URL), pace.judging(URL):
            with pace.judging(URL):
                waiter = asyncio.ensure_future(turns(pace, 1))
                await asyncio.sleep(0)
                for _ in range(walls):
                    pace.blocked(URL, wall=True)
            try:
                return f"{await waiter} turn"
            except GivenUpError:
                return "given up"

    assert asyncio.run(waiting(1)) == "1 turn"
    assert asyncio.run(waiting(BLOCKS)) == "given up"


def test_a_host_that_says_later_again_and_again_is_left_alone_twice_as_long_each_time() -> None:
    pace = Pace(0.0)
    waits = []
    for _ in range(4):
        pace.answered(URL, 429, None, NOW)
        waits.append(pace.resting()["warta.example"])
    assert waits == pytest.approx([5, 10, 20, 40], abs=1)


def answers(*statuses: int, retry_after: str | None = None) -> Pace:
    """The pace of a host that gave these answers, one after the other."""
    pace = Pace(0.0)
    for status in statuses:
        pace.answered(URL, status, retry_after, NOW)
    return pace


@pytest.mark.parametrize(
    ("statuses", "seconds"),
    [((429,), 5), ((503,), 5), ((504,), None), ((500,), None), ((200,), None), ((500, 429), 10), ((429, 200, 503), 5)],
)
def test_which_answers_pause_a_host_and_for_how_long(statuses: tuple[int, ...], seconds: int | None) -> None:
    assert answers(*statuses).resting().get("warta.example") == (seconds and pytest.approx(seconds, abs=1))


def test_a_host_is_given_up_after_failures_in_a_row_only() -> None:
    assert answers(500, 501, 599, 429).given_up() == {}
    assert answers(500, 500, 500, 500, 404, 500).given_up() == {}
    gone = answers(500, 501, 599, 429, 500)
    assert gone.given_up() == {"warta.example": "5 failures in a row, the last: answered 500"}
    assert gone.resting() == {"warta.example": float("inf")}
    gone.failed(URL, "timeout")
    assert gone.given_up() == {"warta.example": "5 failures in a row, the last: answered 500"}


@pytest.mark.parametrize(
    ("delay", "pause", "given_up"),
    [
        ("1", 1, None),
        ("0", None, None),
        ("Fri, 01 Mar 2024 00:00:40 GMT", 40, None),
        ("300", 300, None),
        ("4000", float("inf"), "answered 503 and asks for a wait of 4000 s"),
    ],
)
def test_a_host_waits_as_long_as_it_asks_and_is_left_where_that_is_too_long(
    delay: str, pause: float | None, given_up: str | None
) -> None:
    pace = answers(503, retry_after=delay)
    assert pace.resting().get("warta.example") == (pause and pytest.approx(pause, abs=0.9))
    assert pace.given_up().get("warta.example") == given_up


def test_walls_are_counted_in_a_row() -> None:
    pace = Pace(0.0)
    for wall in (True, True, False, True, True):
        pace.blocked(URL, wall)
    assert pace.given_up() == {}
    pace.blocked(URL, wall=True)
    assert list(pace.given_up().values()) == ["blocked: 3 walls in a row (captcha, consent or login)"]


def test_a_host_is_never_asked_faster_than_the_slowest_wish() -> None:
    pace = Pace(2.0)
    waits = []
    for delay, by_site in ((1.0, False), (3.0, False), (7.0, True), (5.0, True)):
        pace.slow_down(URL, delay, by_site=by_site)
        waits.append((pace.host(URL).delay, pace.host(URL).site_delay))
    assert waits == [(2.0, 0.0), (3.0, 0.0), (7.0, 7.0), (7.0, 7.0)]


def test_what_a_site_asks_for_counts_from_its_last_answer() -> None:
    pace = Pace(0.0)
    asyncio.run(turns(pace, 1))
    host = pace.host(URL)
    assert host.answered_at is not None
    pace.slow_down(URL, 50.0)
    assert host.free_at == pytest.approx(host.answered_at + 50 * (1 + MARGIN))
    pace.slow_down(URL, 60.0, by_site=True)
    assert host.free_at == pytest.approx(host.answered_at + 60 * (1 + MARGIN))
    host.free_at += 30
    pace.slow_down(URL, 70.0, by_site=True)
    assert host.free_at == pytest.approx(host.answered_at + 60 * (1 + MARGIN) + 30)


def test_the_end_of_an_earlier_run_counts_as_an_answer() -> None:
    pace = Pace(2.0, quiet=0.5)
    pace.slow_down(URL, 2.0)
    assert pace.host(URL).free_at - monotonic() == pytest.approx(1.5 + 2 * MARGIN, abs=0.3)
    assert pace.host("https://lain.example/").free_at == 0  # by then nobody has said how long


def test_between_two_requests_lies_the_delay_a_margin_and_a_quarter_of_it_at_most(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waits = []
    for draw in (min, max):
        monkeypatch.setattr(random, "uniform", lambda low, high, draw=draw: draw(low, high))
        pace = Pace(8.0)
        asyncio.run(turns(pace, 1))
        waits.append(pace.host(URL).free_at - (pace.host(URL).answered_at or 0))
    assert waits == pytest.approx([8 * (1 + MARGIN), 10])


def test_whose_budget_an_address_belongs_to() -> None:
    hosts = {
        "https://www.warta.example/a": "warta.example",
        "http://m.warta.example:80/": "warta.example",
        "https://warta.example:443/": "warta.example",
        "http://warta.example:8080/": "warta.example:8080",
        "file:///a": "",
    }
    assert {url: host_key(url) for url in hosts} == hosts


NOW = datetime(2024, 3, 1, tzinfo=UTC)
LATER = {
    "120": 120.0, " 7 ": 7.0, "0": 0.0, "9" * 400: 999_999_999.0, "Fri, 01 Mar 2024 00:00:10 GMT": 10.0,
    "Fri, 01 Mar 2024 07:00:10 +0700": 10.0, "Fri, 01 Mar 2024 00:00:10 -0000": 10.0,
    "Friday, 01-Mar-24 00:00:10 GMT": 10.0, "Thu, 29 Feb 2024 00:00:10 GMT": 0.0,
    "Fri, 01 Mar 2024 00:00:10 +9999999999": None,
    "Thu, 01 Jan 99999 00:00:00 GMT": None, "-5": None, "1.5": None, "²": None, "soon": None, "": None,
}  # fmt: skip


@pytest.mark.parametrize(("text", "seconds"), LATER.items())
def test_how_long_retry_after_asks_us_to_wait(text: str, seconds: float | None) -> None:
    assert read_retry_after(text, NOW) == seconds


def test_walls_are_not_asked_for_while_the_first_are_read(desk: Desk, site: Site) -> None:
    site.put("/cari?q=pegawai&page=1", listing([(f"/berita/judul-{n}", title_of(n)) for n in range(PAGES)]))
    for n in range(PAGES):
        site.put(f"/berita/judul-{n}", WALL)
    ran = desk.crawl()
    assert BLOCKS <= len(site.articles_asked()) <= 2 * BLOCKS
    assert "blocked: 3 walls in a row" in ran.err
    assert {state for state, _ in desk.fates().values()} == {"rejected", "pending"}
