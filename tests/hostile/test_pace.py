"""A host that says "later" is left in peace while others are asked; one that fails for ever is given up, and told."""

from __future__ import annotations

from pathlib import Path

import pytest
from harness import Desk, EvilServer, Ran

pytestmark = pytest.mark.hostile

BUSY, DATED, ABSURD, FAILING, FLAKY, CALM, BLOCKED = (f"127.0.2.{n}" for n in range(210, 217))
CALM_PAGES = 60
SOME = 12


class PatienceCrawl:
    """One crawl of hosts that ask for patience, beside a calm one; then a second and a third."""

    def __init__(self, server: EvilServer, folder: Path) -> None:
        server.reset()
        self.desk = Desk(folder, {"KLIPING_DELAY": "0.15"})
        self.urls = [
            server.url("/net/429", BUSY), server.url("/content/numbered?id=1", BUSY),
            server.url("/net/503-date", DATED), server.url("/content/numbered?id=2", DATED),
            server.url("/net/503-absurd", ABSURD), server.url("/content/numbered?id=3", ABSURD),
            *(server.url(f"/net/503-always?id={n}", FAILING) for n in range(SOME)),
            server.url("/net/flaky?n=2&id=1", FLAKY),
            *(server.url(f"/content/captcha?id={n}", BLOCKED) for n in range(CALM_PAGES)),
            *(server.url(f"/content/numbered?id={n}", CALM) for n in range(CALM_PAGES)),
        ]  # fmt: skip
        self.ran: Ran = self.desk.crawl(urls=self.urls)
        self.log = server.log()
        self.rows = self.desk.rows()
        flaky = [url for url in self.urls if "/net/flaky" in url]
        self.again = [self.desk.crawl(urls=flaky) for _ in range(2)]
        self.server = server

    def times(self, host: str, path: str = "/") -> list[float]:
        """When the host was asked in the first run, less robots.txt."""
        return [
            r["t"] for r in self.log if r["local"] == host and r["path"] != "/robots.txt" and r["path"].startswith(path)
        ]

    def outcome(self, path: str, host: str) -> str:
        """What the first run made of a page."""
        return self.rows[self.server.url(path, host)].outcome


@pytest.fixture(scope="module")
def patience(server: EvilServer, tmp_path_factory: pytest.TempPathFactory) -> PatienceCrawl:
    return PatienceCrawl(server, tmp_path_factory.mktemp("pace"))


def test_retry_after_is_waited_for(patience: PatienceCrawl) -> None:
    first, *later = patience.times(BUSY)
    assert min(later) - first >= 5
    assert patience.outcome("/net/429", BUSY) == "stored"


def test_the_other_hosts_go_on_meanwhile(patience: PatienceCrawl) -> None:
    busy, calm = patience.times(BUSY), patience.times(CALM)
    assert len(calm) == CALM_PAGES
    assert sum(busy[0] < t < busy[1] for t in calm) > 10


def test_a_date_is_waited_for_too(patience: PatienceCrawl) -> None:
    times = patience.times(DATED)
    assert times[1] - times[0] >= 8.5  # the date is ten seconds ahead, in whole seconds


def test_who_asks_for_a_year_is_left_for_this_run(patience: PatienceCrawl) -> None:
    assert len(patience.times(ABSURD)) == 1
    assert patience.outcome("/content/numbered?id=3", ABSURD) == "pending"
    assert "127_0_2_212" in patience.ran.err
    assert patience.ran.seconds < 180


def test_a_host_that_only_fails_is_given_up_after_some_tries(patience: PatienceCrawl) -> None:
    assert len(patience.times(FAILING)) <= 5
    assert {row.state for url, row in patience.rows.items() if f"//{FAILING}:" in url} <= {"failed", "pending"}


def test_a_host_of_walls_is_given_up_as_blocked(patience: PatienceCrawl) -> None:
    assert len(patience.times(BLOCKED)) <= 6  # three, and three that came while these were looked at
    states = [row.outcome for url, row in patience.rows.items() if f"//{BLOCKED}:" in url]
    assert set(states) <= {"rejected: wall", "pending"}
    assert "blocked" in patience.ran.err


def test_a_flaky_page_is_stored_once(patience: PatienceCrawl) -> None:
    stored = patience.desk.ask("SELECT count(*) FROM articles WHERE url LIKE ?", f"%//{FLAKY}:%")
    assert stored == [(1,)]


def test_the_breaker_is_told_with_its_reason(patience: PatienceCrawl) -> None:
    assert "failures in a row" in patience.ran.err
    assert "asks for a wait" in patience.ran.err
