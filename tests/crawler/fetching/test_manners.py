"""Manners that the reports and rows of a crawl show; a host that is out of reach loses nothing."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import Any

import pytest
from protego import Protego

from crawler.fetching.manners import TOKEN, normalised_robots, seconds_between
from tests.crawler.conftest import Answer, Desk, Site, listing, title_of


def arrange(site: Site) -> None:
    site.put_articles([1, 2])
    site.put("/cari?q=pegawai&page=1", listing([(f"/berita/judul-{n}", title_of(n)) for n in (1, 2)]))


@pytest.mark.parametrize("status", [500, 503, 429, 304, 999])
def test_a_robots_txt_that_cannot_be_had_forbids_everything(desk: Desk, site: Site, status: int) -> None:
    arrange(site)
    site.put("/robots.txt", "gangguan", status=status, headers={"Retry-After": "0"} if status == 429 else {})
    ran = desk.crawl()
    assert set(site.requested) == {"/robots.txt"}
    assert ran.code == 4


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"drop": True}, "connection"),
        ({"status": 500}, "robots_unreachable"),
        ({"status": 302, "headers": {"Location": "/robots.txt"}}, "robots_unreachable"),
        ({"status": 302, "headers": {"Location": "http://localhost:9/robots.txt"}}, "robots_unreachable"),
        ({"status": 302, "headers": {"Location": "http://127.0.0.1:9/robots.txt"}}, "connection"),
    ],
)
def test_a_host_out_of_reach_is_told_apart_from_a_robots_txt_that_cannot_be_read(
    desk: Desk, site: Site, answer: dict[str, Any], reason: str
) -> None:
    arrange(site)
    site.put("/robots.txt", "aturan", **answer)
    ran = desk.crawl()
    assert set(site.requested) == {"/robots.txt"}
    assert desk.ask("SELECT answer, reason FROM ledger") == [("failed", reason)]
    assert ran.code == 4


@pytest.mark.parametrize("status", [401, 403, 404])
def test_without_a_robots_txt_everything_is_allowed(desk: Desk, site: Site, status: int) -> None:
    arrange(site)
    site.put("/robots.txt", "tidak ada", status=status)
    desk.crawl()
    assert desk.one("SELECT count(*) FROM articles") == 2


def test_a_robots_txt_that_moved_is_followed(desk: Desk, site: Site) -> None:
    arrange(site)
    site.put("/robots.txt", status=301, headers={"Location": "/aturan.txt"})
    site.put("/aturan.txt", "User-agent: *\nDisallow: /berita/judul-2\n", kind="text/plain")
    desk.crawl()
    assert set(site.articles_asked()) == {"/berita/judul-1"}


def test_articles_that_waited_survive_a_run_without_robots_txt(desk: Desk, site: Site) -> None:
    arrange(site)
    desk.crawl("--dry-run")
    site.put("/robots.txt", "gangguan", status=500)
    for _ in range(4):
        desk.crawl()
    del site.routes["/robots.txt"]
    desk.crawl()
    assert desk.one("SELECT count(*) FROM articles") == 2


def test_an_outlet_that_robots_txt_shuts_out_could_not_be_looked_at(desk: Desk, site: Site) -> None:
    arrange(site)
    site.put("/robots.txt", "User-agent: *\nDisallow: /\n", kind="text/plain")
    assert desk.crawl().code == 4
    assert desk.ask("SELECT answer, reason FROM ledger") == [("refused", "robots")]


NAMED = ("kliping", "Kliping", "KLIPING/0.1.0", "kliping/0.1 (+http://a.example)", " kliping  # us")
OTHERS = ("kliping-images", "klipingbot", "mykliping", "kliping_x", "*/kliping")


@pytest.mark.parametrize(("name", "ours"), [*((n, True) for n in NAMED), *((n, False) for n in OTHERS)])
def test_whom_a_robots_txt_means(name: str, ours: bool) -> None:
    rules = Protego.parse(normalised_robots(f"User-agent: *\nDisallow:\n\nUser-agent: {name}\nDisallow: /berita\n"))
    assert rules.can_fetch("http://warta.example/berita", TOKEN) is not ours


DELAYS = {
    "Crawl-delay: 3": 3.0, "crawl-delay:1.5": 1.5, "Crawl-delay: 1,5": 1.5, "Crawl-delay: 10 detik # ya": 10.0,
    "Crawl-delay: 1e3": 1000.0, f"Crawl-delay: {'9' * 400}": 999_999_999.0, "Crawl-delay: nan": 0.0,
    "Crawl-delay: -5": 0.0, "Crawl-delay: pelan": 0.0, "Crawl-delay:": 0.0, "Request-rate: 1/5": 5.0,
    "Request-rate: 2/1m": 30.0, "Request-rate: 0/5": 0.0, "Crawl-delay: 9\nRequest-rate: 1/5": 9.0,
}  # fmt: skip


@pytest.mark.parametrize(("line", "seconds"), DELAYS.items())
def test_how_long_a_site_wants_us_to_wait(line: str, seconds: float) -> None:
    assert seconds_between(Protego.parse(normalised_robots(f"User-agent: *\n{line}\nDisallow: /x\n"))) == seconds


def test_the_first_page_waits_as_long_as_the_others(desk: Desk, site: Site) -> None:
    arrange(site)
    times: list[float] = []
    for path, answer in [
        ("/robots.txt", Answer("User-agent: *\nCrawl-delay: 1", kind="text/plain")),
        *site.routes.items(),
    ]:
        site.routes[path] = lambda answer=answer: (times.append(time.monotonic()), answer)[1]  # type: ignore[misc]
    desk.crawl()
    assert len(times) == 4
    assert min(later - before for before, later in pairwise(times)) >= 1
