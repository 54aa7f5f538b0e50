"""The time that what is pending takes: further pages, listings, each host at its pace, hosts side by side."""

from __future__ import annotations

import pytest

from corpus.crawl.run_figures import OpenWork
from crawler.run.time_left import TimeLeft, time_left

SITE = "https://warta.example"


def test_nothing_pending_takes_no_time() -> None:
    assert time_left([OpenWork(SITE, pages_each=1.0)], {}, 2.0) == TimeLeft()


@pytest.mark.parametrize(
    ("work", "requests"),
    [
        (OpenWork(SITE, articles=10, pages_each=1.0), 11),
        (OpenWork(SITE, articles=10, pages_each=3.0), 31),
        (OpenWork(SITE, articles=10, parts=4, pages_each=1.0), 15),
        (OpenWork(SITE, articles=4, revisits=6, pages_each=3.0), 31),
        (OpenWork(SITE, articles=10, pages_each=1.0, refused=2), 13),
    ],
)
def test_each_page_and_the_robots_txt_are_a_request(work: OpenWork, requests: int) -> None:
    assert time_left([work], {"warta.example": 2.0}, 9.0) == TimeLeft(requests * 2.0)


def test_open_listings_and_articles_of_unknown_length_make_it_a_least_time() -> None:
    assert time_left([OpenWork(SITE, listings=3, pages_each=1.0)], {}, 2.0) == TimeLeft(8.0, at_least=True)
    assert time_left([OpenWork(SITE, articles=3)], {}, 2.0) == TimeLeft(8.0, at_least=True)


def test_more_refused_addresses_than_a_run_asks_in_vain_make_it_a_least_time() -> None:
    work = OpenWork(SITE, articles=10, pages_each=1.0, refused=40)
    assert time_left([work], {}, 2.0) == TimeLeft(26.0, at_least=True)


def test_hosts_are_asked_side_by_side_and_a_shared_one_in_turn() -> None:
    one, other = (
        OpenWork(SITE, articles=9, pages_each=1.0),
        OpenWork("https://koran.example", articles=99, pages_each=1.0),
    )
    paces = {"warta.example": 12.0, "koran.example": 1.0}
    assert time_left([one, other], paces, 2.0).seconds == 120.0
    assert (
        time_left([one, OpenWork("https://www.warta.example", articles=5, pages_each=1.0)], paces, 2.0).seconds == 180.0
    )


def test_a_host_not_asked_yet_has_the_default_delay() -> None:
    assert time_left([OpenWork(SITE, articles=9, pages_each=1.0)], {"koran.example": 30.0}, 2.0).seconds == 20.0
