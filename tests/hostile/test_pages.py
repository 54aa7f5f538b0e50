"""Every bad answer becomes a row with its reason, costs bounded time and memory, and the next page goes on."""

from __future__ import annotations

import cases
import pytest
from conftest import Crawled

pytestmark = pytest.mark.hostile

MOST_MB = 400
MOST_SECONDS = 90  # for some hundred pages, sixteen hosts at a time, with a deadline of six seconds and two tries


@pytest.mark.parametrize("case", cases.PAGES, ids=lambda case: case.path)
def test_a_bad_answer_gets_its_row(pages: Crawled, case: cases.Case) -> None:
    assert case.holds(pages.outcomes[case.path]), pages.outcomes[case.path]


@pytest.mark.parametrize("case", [c for c in cases.PAGES if c.goes_on], ids=lambda case: case.path)
def test_the_next_page_of_the_host_comes_all_the_same(pages: Crawled, case: cases.Case) -> None:
    assert pages.nexts[case.path] == "stored"


def test_memory_and_time_are_bounded(pages: Crawled) -> None:
    assert pages.ran.peak_mb < MOST_MB
    assert pages.ran.seconds < MOST_SECONDS


def test_the_sum_balances_and_nothing_is_left_in_hand(pages: Crawled) -> None:
    assert pages.desk.unbalanced() == 0
    assert "discovered" in pages.ran.out
    assert "≠" not in pages.ran.out
    assert pages.ran.code == 0  # every host answered with something: what failed stands in rows


def test_every_request_says_who_asks(pages: Crawled) -> None:
    agents = {request["ua"] for request in pages.log if request["path"] != "/_reset"} - {"Python-urllib/3.11"}
    assert all(agent.startswith("kliping/") and "a@example.org" in agent for agent in agents if "urllib" not in agent)


def test_nobody_gets_credentials_or_cookies(pages: Crawled) -> None:
    sent = {name for request in pages.log for name in request["headers"]}
    assert not sent & {"authorization", "cookie", "proxy-authorization", "referer"}


def test_a_bad_page_is_asked_twice_at_most(pages: Crawled) -> None:
    for path in ("/net/hang", "/net/slow-body", "/net/503-always", "/net/close", "/net/reset"):
        assert sum(request["path"] == path for request in pages.log) <= 2, path
    assert sum(request["path"] == "/net/redirect-loop" for request in pages.log) <= 6
    assert sum(request["path"] == "/net/401" for request in pages.log) == 1


def test_a_page_sends_us_on_from_within_no_more_often_than_a_redirect_and_never_off_the_web(pages: Crawled) -> None:
    assert sum(request["path"] == "/net/meta-refresh-loop" for request in pages.log) == 6
    assert all("SECRET" not in str(row.article) and "root:" not in str(row.article) for row in pages.rows.values())


def test_what_was_cut_is_never_kept_as_whole(pages: Crawled) -> None:
    for path in ("/net/gzip-truncated", "/net/short-body", "/net/chunk-cut", "/net/reset"):
        assert pages.rows[path].article is None
