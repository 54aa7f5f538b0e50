"""robots.txt as a site may answer it: one that can't be read closes a host, one that isn't there opens it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from harness import Desk, EvilServer, Ran

pytestmark = pytest.mark.hostile

UNREADABLE = {"127.0.1.1": "500", "127.0.1.8": "a loop", "127.0.1.10": "429"}
OUT_OF_REACH = {"127.0.1.3": "timeout", "127.0.1.14": "connection", "127.0.1.15": "timeout"}
SHUT = {**UNREADABLE, "127.0.1.3": "never answers", "127.0.1.14": "reset", "127.0.1.15": "a byte a second"}
OPEN = {"127.0.1.2": "403", "127.0.1.9": "404", "127.0.1.4": "10 MB", "127.0.1.7": "garbage", "127.0.1.12": "HTML",
        "127.0.1.13": "BOM and CR"}  # fmt: skip
FORBIDDEN = {"127.0.1.5": "disallow-all", "127.0.1.11": "another host's, disallow-all"}
NO_RULES = {"127.0.1.2", "127.0.1.9", "127.0.1.12", "127.0.1.4"}  # none, or none that stands in the first 512 KiB
DELAYED = "127.0.1.6"
PAGES = 3


class RobotsCrawl:
    """One crawl of all these hosts: three honest pages and a forbidden one of each."""

    def __init__(self, server: EvilServer, folder: Path) -> None:
        server.reset()
        self.desk = Desk(folder)
        hosts = (*SHUT, *OPEN, *FORBIDDEN, DELAYED)
        paths = [*(f"/content/numbered?id={n}" for n in range(PAGES)), "/private/berita-rahasia"]
        self.urls = [server.url(path, host) for host in hosts for path in paths]
        self.ran: Ran = self.desk.crawl(urls=self.urls)
        self.log = server.log()
        self.again = self.desk.crawl(urls=self.urls)
        self.rows = self.desk.rows()

    def paths(self, host: str) -> list[str]:
        """What was asked of a host in the first run, less robots.txt."""
        return [r["target"] for r in self.log if r["local"] == host and r["path"] != "/robots.txt"]

    def outcomes(self, host: str) -> set[str]:
        """What came of the host's honest pages."""
        return {row.outcome for url, row in self.rows.items() if f"//{host}:" in url and "/content/" in url}


@pytest.fixture(scope="module")
def crawled(server: EvilServer, tmp_path_factory: pytest.TempPathFactory) -> RobotsCrawl:
    return RobotsCrawl(server, tmp_path_factory.mktemp("robots"))


@pytest.mark.parametrize("host", SHUT, ids=SHUT.get)
def test_a_robots_txt_that_cannot_be_read_closes_the_host(crawled: RobotsCrawl, host: str) -> None:
    assert crawled.paths(host) == []
    assert crawled.outcomes(host) == {f"failed: {OUT_OF_REACH.get(host, 'robots_unreachable')}"}


@pytest.mark.parametrize("host", SHUT, ids=SHUT.get)
def test_such_a_host_is_tried_again_in_the_next_run(crawled: RobotsCrawl, host: str) -> None:
    tries = crawled.desk.ask("SELECT min(attempts) FROM frontier WHERE url LIKE ?", f"%//{host}:%/content/%")
    assert tries == [(2,)]


@pytest.mark.parametrize("host", OPEN, ids=OPEN.get)
def test_a_robots_txt_that_is_not_there_or_says_nothing_opens_it(crawled: RobotsCrawl, host: str) -> None:
    assert crawled.outcomes(host) == {"stored"}


@pytest.mark.parametrize("host", sorted(set(OPEN) - NO_RULES))
def test_its_rules_are_found_in_odd_files(crawled: RobotsCrawl, host: str) -> None:
    assert not [path for path in crawled.paths(host) if path.startswith("/private/")]


@pytest.mark.parametrize("host", FORBIDDEN, ids=FORBIDDEN.get)
def test_what_is_forbidden_is_not_asked(crawled: RobotsCrawl, host: str) -> None:
    assert crawled.paths(host) == []
    assert crawled.outcomes(host) == {"rejected: robots"}


def test_a_crawl_delay_is_kept_even_where_a_test_hurries(crawled: RobotsCrawl) -> None:
    times = sorted(r["t"] for r in crawled.log if r["local"] == DELAYED)
    gaps = [later - sooner for sooner, later in pairwise(times[1:])]  # the first is robots.txt itself
    assert len(gaps) >= PAGES - 1
    assert min(gaps) >= 3


def test_ten_megabytes_of_rules_cost_bounded_time_and_memory(crawled: RobotsCrawl) -> None:
    assert crawled.ran.peak_mb < 400
    assert crawled.ran.seconds < 60


def test_a_host_is_asked_for_its_robots_txt_first(crawled: RobotsCrawl) -> None:
    for host in OPEN:
        assert next(r["path"] for r in crawled.log if r["local"] == host) == "/robots.txt"
