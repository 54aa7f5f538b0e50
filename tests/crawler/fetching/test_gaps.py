"""Between two requests lies the delay that was asked for, measured where they arrive, whatever kind they are."""

from __future__ import annotations

from itertools import pairwise

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
