"""Another program writes to the corpus while a crawl runs: it waits, says so once, loses nothing, blames no host."""

import os
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise

import pytest

from tests.crawler.conftest import Answer, CommandResult, Desk, Site, article, broken_invariants, finish, wait_until

HELD = 5.0  # seconds; KLIPING_TEST_HELD=60 asks for the whole minute
DEADLINE = 3.5  # seconds an answer may take, on loopback
SLOW = 2.5  # seconds that the first page of the slow site takes: meanwhile the other site's pages are written
DELAY = 0.3
PAGES = {"warta_contoh": 24, "warta_lambat": 5}


@dataclass(frozen=True)
class Crawled:
    """The crawl of two sites; a page of the slow one was under way both times that the corpus was held."""

    desk: Desk
    ran: CommandResult
    requested: dict[str, list[tuple[float, str]]]
    held: list[tuple[float, float]]
    under_way: str


def _publish(site: Site, pages: int, wait: float, requested: list[tuple[float, str]]) -> None:
    """Pages that need many reads, each asked for at a known time; the one that is asked for first takes `wait`."""
    for n in range(pages):
        body = article(n).replace("</head>", f"<!--{os.urandom(150_000).hex()}--></head>")

        def answer(body: str = body, n: int = n) -> Answer:
            requested.append((time.monotonic(), f"judul-{n}"))
            return Answer(body, wait=wait if requested[0][1] == f"judul-{n}" else 0.0)

        site.routes[f"/berita/judul-{n}"] = answer
    site.put_search(list(range(pages)))


@pytest.fixture(scope="module")
def crawled(shared_desk: Desk, shared_site: Site) -> Iterator[Crawled]:
    slow = Site()
    requested: dict[str, list[tuple[float, str]]] = {name: [] for name in PAGES}
    _publish(shared_site, PAGES["warta_contoh"], 0.0, requested["warta_contoh"])
    _publish(slow, PAGES["warta_lambat"], SLOW, requested["warta_lambat"])
    hosts = 'site = "lambat.example"\n    hosts = ("127.0.0.1",)'
    shared_desk.put_outlet("warta_lambat", home=slow.url)
    outlet = shared_desk.outlets / "warta_lambat.py"
    outlet.write_text(outlet.read_text().replace('site = "127.0.0.1"', hosts))
    crawl = shared_desk.start(
        *shared_desk.crawling("--quiet"), KLIPING_DELAY=str(DELAY), KLIPING_DEADLINE=str(DEADLINE)
    )
    wait_until(lambda: requested["warta_lambat"])
    under_way = requested["warta_lambat"][0][1]
    held = [_hold(shared_desk)]
    wait_until(lambda: _times(requested["warta_lambat"], under_way) == 2)
    held.append(_hold(shared_desk))
    yield Crawled(shared_desk, finish(crawl), requested, held, under_way)
    slow.close()


def _hold(desk: Desk) -> tuple[float, float]:
    """Be the other program for a while; when it began and ended."""
    with closing(sqlite3.connect(desk.corpus, isolation_level=None, timeout=30)) as other:
        other.execute("BEGIN EXCLUSIVE")
        began = time.monotonic()
        time.sleep(float(os.environ.get("KLIPING_TEST_HELD", HELD)))
        ended = time.monotonic()
        other.execute("COMMIT")
    return began, ended


def _times(requested: list[tuple[float, str]], page: str) -> int:
    return sum(name == page for _, name in requested)


def test_it_waits_and_ends_well(crawled: Crawled) -> None:
    for began, ended in crawled.held:
        late = began + SLOW  # a request whose turn had come may still go out
        assert not [when for times in crawled.requested.values() for when, _ in times if late < when < ended]
    assert crawled.ran.code == 0, crawled.ran


def test_it_says_so_once(crawled: Crawled) -> None:
    lines = crawled.ran.err.splitlines()
    assert [line for line in lines if "waiting for it" in line] == lines


def test_nothing_is_lost_and_nothing_failed(crawled: Crawled) -> None:
    stored = crawled.desk.ask("SELECT outlet, count(*) FROM articles GROUP BY 1 ORDER BY 1")
    assert stored == sorted(PAGES.items())
    assert crawled.desk.one("SELECT count(*) FROM frontier WHERE state = 'failed'") == 0
    assert broken_invariants(crawled.desk) == {}


def test_a_page_that_was_under_way_is_asked_for_again_and_only_that_one(crawled: Crawled) -> None:
    assert {page: n for page, n in Counter(p for _, p in crawled.requested["warta_lambat"]).items() if n > 1} == {
        crawled.under_way: 3  # the corpus was held during the second time as well
    }


def test_no_host_is_asked_faster_afterwards(crawled: Crawled) -> None:
    for times in crawled.requested.values():
        gaps = [later - before for (before, _), (later, _) in pairwise(times)]
        assert min(gaps) > DELAY * 0.7
