"""Manners that the reports and rows of a crawl show; a host that is out of reach loses nothing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.crawler.conftest import Desk, Site, listing, title_of


def arrange(site: Site) -> None:
    site.put_articles([1, 2])
    site.put("/cari?q=pegawai&page=1", listing([(f"/berita/judul-{n}", title_of(n)) for n in (1, 2)]))


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_robots_txt_that_cannot_be_had_forbids_everything(desk: Desk, site: Site, status: int) -> None:
    arrange(site)
    site.put("/robots.txt", "gangguan", status=status, headers={"Retry-After": "0"} if status == 429 else {})
    said = desk.crawl()
    assert set(site.asked) == {"/robots.txt"}
    assert said.code == 4


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
    said = desk.crawl()
    assert set(site.asked) == {"/robots.txt"}
    assert desk.ask("SELECT answer, reason FROM ledger") == [("failed", reason)]
    assert said.code == 4


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
