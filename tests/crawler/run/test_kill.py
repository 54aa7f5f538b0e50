"""`kill -9` at any moment: nothing that was found is lost, nothing is stored twice."""

from __future__ import annotations

import os
import random
import subprocess

import pytest

from tests.crawler.conftest import Desk, Site, article, articles_in, broken_invariants, listing, title_of, wait_until


def kill_when(process: subprocess.Popen[str], reached: object) -> None:
    """SIGKILL for the crawl as soon as `reached()` is true; its workers have to end by themselves."""
    wait_until(lambda: process.poll() is not None or reached())  # type: ignore[operator]
    assert process.poll() is None, "it ended before it was killed"
    process.kill()
    process.communicate()


@pytest.mark.parametrize("seed", [1])
def test_killed_at_any_moment_the_crawl_loses_and_repeats_nothing(desk: Desk, site: Site, seed: int) -> None:
    numbers = list(range(120))
    site.put_articles(numbers)
    site.put_search(numbers)
    for requests in sorted(random.Random(seed).sample(range(2, 110), 4)):
        process = desk.start(*desk.crawling("--limit", "none"))
        kill_when(process, lambda to=requests: sum(site.requested.values()) >= to)
    ran = desk.crawl("--limit", "none")
    assert ran.code == 0
    assert sorted(row[0] for row in desk.ask("SELECT title FROM articles")) == sorted(map(title_of, numbers))
    assert broken_invariants(desk) == {}


def test_a_killed_run_repeats_only_what_was_in_flight(desk: Desk, site: Site) -> None:
    numbers = list(range(60))
    site.put_articles(numbers)
    site.put_search(numbers)
    kill_when(desk.start(*desk.crawling()), lambda: len(site.articles_asked()) >= 30)
    desk.crawl()
    assert sum(site.articles_asked().values()) <= 60 + 8


def test_killed_in_the_middle_of_a_walk_it_goes_on_to_the_end(desk: Desk, site: Site) -> None:
    numbers = list(range(50))
    site.put_articles(numbers)
    site.put_search(numbers)
    kill_when(desk.start(*desk.crawling()), lambda: site.requested["/cari?q=pegawai&page=3"])
    desk.crawl()
    assert desk.one("SELECT count(*) FROM articles") == 50


def test_killed_in_a_query_whose_links_another_query_gave_it_loses_nothing(desk: Desk, site: Site) -> None:
    first, second = list(range(20)), [*range(10), *range(20, 40)]
    site.put_articles(range(40))
    site.put_search(first)
    site.put_search(second, query="balai")
    topic = desk.put_topic(search=["pegawai", "balai"])
    kill_when(desk.start(*desk.crawling(topic=topic)), lambda: site.requested["/cari?q=balai&page=1"])
    desk.crawl(topic=topic)
    assert desk.one("SELECT count(*) FROM articles") == 40


def test_a_listing_and_its_links_are_kept_together(desk: Desk, site: Site) -> None:
    site.put_articles(range(30))
    site.put_search(list(range(30)))
    kill_when(desk.start(*desk.crawling()), lambda: site.requested["/cari?q=pegawai&page=3"])
    done = desk.one("SELECT count(*) FROM frontier WHERE kind = 'listing' AND state = 'done'")
    assert desk.one("SELECT count(*) FROM frontier WHERE kind = 'article'") == 10 * done


def test_a_run_that_was_killed_is_marked_as_died(desk: Desk, site: Site) -> None:
    site.put_articles(range(20))
    site.put_search(list(range(20)))
    kill_when(desk.start(*desk.crawling()), lambda: len(site.articles_asked()) >= 3)
    desk.crawl()
    assert desk.ask("SELECT state FROM runs ORDER BY id") == [("died",), ("finished",)]


def test_killed_while_the_parts_of_an_article_come_the_article_is_whole_in_the_end(desk: Desk, site: Site) -> None:
    foot = "".join(f'<a href="/berita/judul-1?page={n}">{n}</a> ' for n in (2, 3))
    site.put("/cari?q=pegawai&page=1", listing([("/berita/judul-1", title_of(1))]))
    site.put("/berita/judul-1", article(1, foot))
    site.put("/berita/judul-1?page=2", article(2).replace(title_of(2), title_of(1)))
    site.put("/berita/judul-1?page=3", article(3).replace(title_of(3), title_of(1)))
    kill_when(desk.start(*desk.crawling()), lambda: site.requested["/berita/judul-1?page=3"])
    desk.crawl()
    assert broken_invariants(desk) == {}
    assert desk.ask("SELECT complete FROM articles") == [(1,)]


def test_workers_end_when_the_crawl_is_killed(desk: Desk, site: Site) -> None:
    site.put_articles(range(20))
    site.put_search(list(range(20)))
    process = desk.start(*desk.crawling())
    wait_until(lambda: len(site.articles_asked()) >= 5)
    group = os.getpgid(process.pid)
    process.kill()
    process.communicate()
    wait_until(lambda: not _is_there(group), seconds=10)


def _is_there(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_killed_import_takes_everything_the_next_time(desk: Desk, site: Site) -> None:
    numbers = list(range(40))
    site.put_articles(numbers)
    site.put_search(numbers)
    desk.crawl()
    other = Desk(desk.folder / "lain")
    process = other.start("import", desk.archive)
    wait_until(lambda: other.corpus.exists() and articles_in(other) >= 5)
    process.kill()
    process.communicate()
    other.run("import", desk.archive)
    assert articles_in(other) == 40
