"""A host that shows walls only is asked for a few pages, however fast they come and however slowly they are read."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from datetime import UTC, datetime

import pytest

from crawler.fetching.pace import BLOCKS, GivenUpError, Pace, read_retry_after
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


NOW = datetime(2024, 3, 1, tzinfo=UTC)
LATER = {
    "120": 120.0, " 7 ": 7.0, "0": 0.0, "9" * 400: 999_999_999.0, "Fri, 01 Mar 2024 00:00:10 GMT": 10.0,
    "Friday, 01-Mar-24 00:00:10 GMT": 10.0, "Thu, 29 Feb 2024 00:00:10 GMT": 0.0,
    "Fri, 01 Mar 2024 00:00:10 +9999999999": None,
    "Thu, 01 Jan 99999 00:00:00 GMT": None, "-5": None, "1.5": None, "²": None, "soon": None, "": None,
}  # fmt: skip


@pytest.mark.parametrize(("said", "seconds"), LATER.items())
def test_how_long_retry_after_asks_us_to_wait(said: str, seconds: float | None) -> None:
    assert read_retry_after(said, NOW) == seconds


def test_walls_are_not_asked_for_while_the_first_are_read(desk: Desk, site: Site) -> None:
    site.put("/cari?q=pegawai&page=1", listing([(f"/berita/judul-{n}", title_of(n)) for n in range(PAGES)]))
    for n in range(PAGES):
        site.put(f"/berita/judul-{n}", WALL)
    said = desk.crawl()
    assert BLOCKS <= len(site.articles_asked()) <= 2 * BLOCKS
    assert "blocked: 3 walls in a row" in said.err
    assert {state for state, _ in desk.fates().values()} == {"rejected", "pending"}
