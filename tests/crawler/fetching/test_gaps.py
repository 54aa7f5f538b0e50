"""Between two requests lies the delay that was asked for, measured where they arrive, whatever kind they are."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.crawler.conftest import Answer, Desk, Site, article

DELAY = 0.08


def test_no_request_comes_sooner_than_the_delay(desk: Desk, site: Site) -> None:
    """Two outlets of one host, robots.txt, listings, a redirect, a 500 that is tried again, a connection that breaks.

    A connection that was used before and breaks before the answer was asked again at once.
    """
    site.put("/robots.txt", "User-agent: *\nAllow: /\n")
    site.put_articles(range(5))
    site.put("/berita/judul-5", article(5), status=500)
    site.put("/berita/judul-6", status=301, headers={"Location": "/berita/judul-7"})
    site.put_articles([7])
    broken = iter([Answer(drop=True)])
    site.routes["/berita/judul-8"] = lambda: next(broken, Answer(article(8)))
    site.put_search(range(9))
    desk.put_outlet("warta_kembar")
    desk.crawl(KLIPING_DELAY=str(DELAY))
    assert site.requested["/berita/judul-8"] == 2
    assert site.requested["/berita/judul-5"] == 2
    assert site.requested["/robots.txt"] >= 1
    gaps = [later - sooner for sooner, later in pairwise(site.arrivals)]
    assert len(gaps) > 12
    assert min(gaps) >= DELAY


def test_an_outlets_own_delay_holds_where_another_outlet_is_led_to_its_host(desk: Desk, site: Site) -> None:
    """By a redirect, a refresh, and further pages; between robots.txt and the first page, too."""
    desk.put_outlet("baru", body="delay = 20")
    path = desk.outlets / "baru.py"
    path.write_text(path.read_text().replace('"127.0.0.1"', '"localhost"').replace("127\\.0\\.0\\.1", "localhost"))
    there = f"http://localhost:{site.port}/berita/judul-"
    pager = f'<div class="pagination"><a href="{there}3?page=2">2</a></div>'
    site.put("/berita/judul-1", status=301, headers={"Location": f"{there}2"})
    site.put("/berita/lama-3", f'<meta http-equiv="refresh" content="0; url={there}3">')
    site.put("/berita/judul-2", article(2))
    site.put("/berita/judul-3", article(3, pager))
    site.put("/berita/judul-3?page=2", article(4))
    urls = desk.folder / "alamat.txt"
    urls.write_text("".join(f"{site.url}/berita/{slug}\n" for slug in ("judul-1", "lama-3")))
    desk.crawl("--outlet", "warta_contoh", "--urls", urls, KLIPING_DELAY="0.01")
    assert [key for (key,) in desk.ask("SELECT key FROM articles ORDER BY key")] == [
        "localhost/judul-2",
        "localhost/judul-3",
    ]
    asked = zip(site.heard, site.arrivals, strict=True)
    times: dict[str, list[float]] = {"there": [], "here": []}
    for (_, headers), moment in asked:
        times["there" if headers["Host"].startswith("localhost") else "here"].append(moment)
    assert len(times["there"]) == 4  # robots.txt, two pages, a further one
    assert min(later - sooner for sooner, later in pairwise(times["there"])) >= 0.1


@pytest.mark.hostile
def test_a_crawl_delay_holds_where_only_a_redirect_leads_to_its_host(desk: Desk, site: Site) -> None:
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 0.2\n")
    for n in (1, 2):
        site.put(
            f"/berita/judul-{n}", status=302, headers={"Location": f"http://localhost:{site.port}/berita/lain-{n}"}
        )
        site.put(f"/berita/lain-{n}", article(n))
    site.put_search([1, 2])
    desk.crawl(KLIPING_DELAY="0.01")
    asked = zip(site.heard, site.arrivals, strict=True)
    times = [moment for (_, headers), moment in asked if headers["Host"].startswith("localhost")]
    assert len(times) == 3
    assert min(later - sooner for sooner, later in pairwise(times)) >= 0.2
