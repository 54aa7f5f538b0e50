"""A refusal that passes is not the end: each reason's addresses come back by their schedule, then are given up."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from corpus.crawl.balance import invariants
from corpus.crawl.frontier import Frontier
from corpus.crawl.frontier_entries import FrontierEntry
from corpus.crawl.runs import balance_of_run, end_run, keep_topic, start_run
from corpus.crawl.walk_history import covered_until
from corpus.file.schema.migrations import migrations
from corpus.models import Outlet
from corpus.store import Corpus
from corpus.topics import topic_of_words
from crawler.run.failed_pages import failure_outcome

START = datetime(2024, 3, 8, 6, 0, tzinfo=UTC)
TOPIC = topic_of_words("pembinaan pegawai")


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with Corpus(tmp_path / "a.db") as corpus:
        corpus.put_outlet(Outlet("warta", "Warta", "media", "warta.example"))
        yield corpus


def run(corpus: Corpus, hours: float = 0, command: str = "crawl", **options: Any) -> Frontier:
    """A run that begins so many hours after the start."""
    clock, options = START + timedelta(hours=hours), {"outlets": ["warta"], **options}
    return Frontier(corpus, start_run(corpus, command, topic=TOPIC, clock=clock, options=options, versions={}))


def article(n: int, **more: Any) -> FrontierEntry:
    return FrontierEntry("warta", "article", "search", f"warta.example/{n}", f"https://warta.example/{n}", **more)


def listing(corpus: Corpus, frontier: Frontier, query: str, **more: Any) -> FrontierEntry:
    """A listing's entry as a run makes it: its key is the run's own."""
    key, url = f"{frontier.run_id} {query}", f"https://warta.example/cari?{query}"
    return FrontierEntry("warta", "listing", "search", key, url, topic_id=keep_topic(corpus, TOPIC), **more)


def due(corpus: Corpus, frontier: Frontier) -> list[int]:
    return [row.id for row in frontier.retrying.due("warta", keep_topic(corpus, TOPIC))]


def refuse(frontier: Frontier, reason: str) -> None:
    """Ask every article that is open, and be refused."""
    for row in frontier.claim("warta", "article", 99):
        frontier.settle(row.id, failure_outcome(reason), reason)


def times_asked(corpus: Corpus, reason: str, every_hours: float, runs: int) -> list[float]:
    """The days of the runs in which an address is asked that is refused each time."""
    days = []
    for n in range(runs):
        frontier = run(corpus, n * every_hours)
        frontier.discover(article(1))
        frontier.retrying.reopen(due(corpus, frontier))
        if frontier.has_open("warta", ["article"]):
            days.append(n * every_hours / 24)
        refuse(frontier, reason)
    return days


WEEKLY: Mapping[str, list[float]] = {
    "wall": [0, 7, 14, 21, 49],
    "http_404": [0, 7, 14, 21, 49],
    "listing_page": [0, 7, 14, 42],
    "gallery": [0],
    "timeout": [7 * n for n in range(10)],
    "robots": [7 * n for n in range(10)],
}


@pytest.mark.parametrize("reason", WEEKLY)
@pytest.mark.parametrize("minutes", [-90, 0, 90], ids=["early", "exact", "late"])
def test_a_weekly_run_asks_when_it_is_due(corpus: Corpus, reason: str, minutes: int) -> None:
    """The job begins a little early or late each time."""
    days = times_asked(corpus, reason, 7 * 24 + minutes / 60 / 10, 10)
    assert [round(day) for day in days] == WEEKLY[reason]


DAILY: Mapping[str, list[int]] = {
    "wall": [0, 1, 2, 8, 32],
    "http_503": [0, 1, 2, 8, 32],
    "video": [0, 1, 7, 31],
}


@pytest.mark.parametrize("reason", DAILY)
def test_a_daily_run_asks_when_it_is_due(corpus: Corpus, reason: str) -> None:
    assert times_asked(corpus, reason, 24, 60) == DAILY[reason]


def test_what_is_refused_waits_in_its_state_and_every_run_keeps_its_sum(corpus: Corpus) -> None:
    first = run(corpus)
    first.discover(article(1))
    refuse(first, "wall")
    between = run(corpus, 0)
    assert between.adopt(["warta"]) == 0
    assert corpus.conn.execute("SELECT state, reason, refusals FROM frontier").fetchall() == [("rejected", "wall", 1)]
    between.retrying.reopen(due(corpus, between))
    assert balance_of_run(corpus, between.run_id).pending == 1
    assert balance_of_run(corpus, first.run_id).reasons == {"wall": 1}
    refuse(between, "http_404")
    assert balance_of_run(corpus, between.run_id).reasons == {"http_404": 1}
    assert invariants(corpus) == []


def test_a_run_does_not_ask_twice(corpus: Corpus) -> None:
    frontier = run(corpus)
    frontier.discover(article(1))
    refuse(frontier, "wall")
    assert due(corpus, frontier) == []
    assert len(due(corpus, run(corpus))) == 1


def test_a_success_begins_the_count_anew(corpus: Corpus) -> None:
    frontier = run(corpus)
    frontier.discover(article(1))
    refuse(frontier, "wall")
    later = run(corpus, 24)
    later.retrying.reopen(due(corpus, later))
    (row,) = later.claim("warta", "article", 1)
    later.settle(row.id, "duplicate", article_key="warta.example/2")
    assert corpus.conn.execute("SELECT retry_at, refusals FROM frontier").fetchall() == [(None, 0)]


def test_a_fault_after_the_refusal_in_the_same_run_counts_once(corpus: Corpus) -> None:
    frontier = run(corpus)
    frontier.discover(article(1))
    refuse(frontier, "wall")
    frontier.settle(1, "failed", "store_error")
    assert corpus.conn.execute("SELECT refusals FROM frontier").fetchone() == (1,)


@pytest.mark.parametrize("command", ["import", "refine"])
def test_a_run_without_a_site_moves_no_schedule(corpus: Corpus, command: str) -> None:
    frontier = run(corpus)
    frontier.discover(article(1))
    refuse(frontier, "wall")
    before = corpus.conn.execute("SELECT retry_at, refusals FROM frontier").fetchone()
    offline = run(corpus, 24 * 5, command)
    offline.settle(1, "rejected", "too_short")
    assert corpus.conn.execute("SELECT retry_at, refusals FROM frontier").fetchone() == before
    offline.settle(1, "rejected", "gallery")
    assert corpus.conn.execute("SELECT retry_at, refusals FROM frontier").fetchone() == (None, 0)


def test_a_page_that_an_import_set_aside_is_not_asked_from_the_site(corpus: Corpus) -> None:
    offline = run(corpus, command="import")
    offline.discover(article(1))
    offline.settle(1, "rejected", "listing_page")
    assert due(corpus, run(corpus, 24 * 30)) == []


def test_what_is_due_later_than_any_step_allows_is_due_now(corpus: Corpus) -> None:
    wrong = run(corpus, 24 * 365)
    wrong.discover(article(1))
    refuse(wrong, "listing_page")
    assert len(due(corpus, run(corpus))) == 1


def test_the_least_refused_and_the_newest_come_first_and_before_them_what_costs_no_request(corpus: Corpus) -> None:
    frontier = run(corpus)
    for n, day in ((1, 10), (2, 30), (3, 20), (4, 5)):
        frontier.discover(article(n, priority=day))
    for row in frontier.claim("warta", "article", 9):
        frontier.settle(row.id, "rejected", "robots" if row.key[-1] == "4" else "wall")
    corpus.conn.execute("UPDATE frontier SET refusals = 2 WHERE key = 'warta.example/2'")
    assert due(corpus, run(corpus)) == [4, 3, 1, 2]


NAMED_AGAIN: Mapping[tuple[str, str], str] = {
    ("waits", "due"): "known",
    ("waits", "waiting"): "waiting",
    ("waits", "all"): "waiting",
    ("given up", "due"): "known",
    ("given up", "waiting"): "known",
    ("given up", "all"): "waiting",
    ("removed", "all"): "known",
}


@pytest.mark.parametrize(("row", "retry"), NAMED_AGAIN)
def test_an_address_that_is_named_again(corpus: Corpus, row: str, retry: Any) -> None:
    frontier = run(corpus)
    frontier.discover(article(1))
    refuse(frontier, "removed" if row == "removed" else "wall")
    if row == "given up":
        corpus.conn.execute("UPDATE frontier SET retry_at = NULL, refusals = 5")
    later = run(corpus)
    assert later.discover(article(1, priority=7), retry=retry) == NAMED_AGAIN[row, retry]
    assert later.has_open("warta", ["article"]) == (NAMED_AGAIN[row, retry] == "waiting")


def test_what_was_in_vain_and_whether_it_cost_a_request(corpus: Corpus) -> None:
    frontier = run(corpus)
    for n, reason in ((1, "wall"), (2, "robots"), (3, None), (4, "http_404")):
        frontier.discover(article(n))
        (row,) = frontier.claim("warta", "article", 1)
        if reason:
            frontier.settle(row.id, failure_outcome(reason), reason)
    assert frontier.retrying.in_vain([1, 2, 3, 4]) == {1: False, 2: True, 3: False, 4: False}
    assert frontier.retrying.in_vain([]) == {}


def test_the_reason_that_was_met_longest_ago_comes_first(corpus: Corpus) -> None:
    """Where a run can bear one request in vain, dead addresses do not hold up those behind a wall for ever."""
    frontier = run(corpus)
    for n in range(1, 6):
        frontier.discover(article(n, priority=n))
    for row in frontier.claim("warta", "article", 9):
        frontier.settle(row.id, "rejected", "wall") if row.id == 1 else frontier.settle(row.id, "failed", "http_404")
    first = []
    for _ in range(2):
        frontier = run(corpus)
        first.append(next(iter(due(corpus, frontier))))
        frontier.retrying.reopen(first[-1:])
        refuse(frontier, "http_404")
    assert first == [5, 1]


def open_or_due(corpus: Corpus) -> int:
    sql = "SELECT count(*) FROM frontier WHERE kind = 'listing' AND (state = 'pending' OR retry_at IS NOT NULL)"
    return int(corpus.conn.execute(sql).fetchone()[0])


@pytest.mark.parametrize("ending", ["refused", "never asked"])
def test_refused_listings_do_not_pile_up_from_week_to_week(corpus: Corpus, ending: str) -> None:
    """`--since 7d`: the address of the search is another one each week."""
    topic = keep_topic(corpus, TOPIC)
    for week in range(5):
        day = (START + timedelta(weeks=week - 1)).date()
        frontier = run(corpus, week * 168, since=day.isoformat())
        frontier.retrying.supersede_listings("warta", "search", topic, day.isoformat())
        frontier.discover(listing(corpus, frontier, f"after={day}"))
        if ending == "refused":
            for row in frontier.claim("warta", "listing", 1, topic):
                frontier.finish(row.id, failed="http_403")
        end_run(corpus, frontier.run_id, state="finished", exit_code=3)
        assert open_or_due(corpus) == 1


def test_a_listing_that_is_asked_anew_stands_for_the_refused_one(corpus: Corpus) -> None:
    topic = keep_topic(corpus, TOPIC)
    for week in range(3):
        frontier = run(corpus, week * 168)
        frontier.discover(listing(corpus, frontier, "q=a"))
        for row in frontier.claim("warta", "listing", 1, topic):
            frontier.finish(row.id, failed="wall")
    assert open_or_due(corpus) == 1


def test_a_refused_day_of_an_index_comes_back(corpus: Corpus) -> None:
    """An index asks a page for each day: no later run names an old day again."""
    topic = keep_topic(corpus, TOPIC)
    frontier = run(corpus)
    frontier.discover(listing(corpus, frontier, "day=1"))
    for row in frontier.claim("warta", "listing", 1, topic):
        frontier.finish(row.id, failed="wall")
    later = run(corpus, 168)
    later.discover(listing(corpus, later, "day=8"))
    assert due(corpus, later) == [1]


def test_a_killed_walk_goes_on_when_a_later_one_begins(corpus: Corpus) -> None:
    topic = keep_topic(corpus, TOPIC)
    killed = run(corpus, since="2024-01-01")
    killed.discover(listing(corpus, killed, "page=1"))
    (row,) = killed.claim("warta", "listing", 1, topic)
    killed.discover(listing(corpus, killed, "page=2", parent_id=row.id))
    killed.finish(row.id)
    later = run(corpus, 24, since="2024-03-01")
    later.retrying.supersede_listings("warta", "search", topic, "2024-03-01")
    assert [one.url[-6:] for one in later.claim("warta", "listing", 9, topic)] == ["page=2"]


def test_a_superseded_listing_leaves_its_run_uncovered_and_no_other(corpus: Corpus) -> None:
    topic = keep_topic(corpus, TOPIC)
    first = run(corpus, since="2024-01-01")
    first.discover(listing(corpus, first, "page=1"))
    end_run(corpus, first.run_id, state="finished", exit_code=0)
    second = run(corpus, 24, since="2024-03-01")
    second.retrying.supersede_listings("warta", "search", topic, "2024-03-01")
    second.discover(listing(corpus, second, "page=a"))
    for row in second.claim("warta", "listing", 1, topic):
        second.finish(row.id)
    end_run(corpus, second.run_id, state="finished", exit_code=0)
    third = run(corpus, 48)
    assert covered_until(third, "warta", topic, date(2024, 1, 1)) == 0
    assert covered_until(third, "warta", topic, date(2024, 3, 1)) == second.run_id


def test_other_ways_and_other_topics_are_let_be(corpus: Corpus) -> None:
    topic = keep_topic(corpus, TOPIC)
    first = run(corpus, since="2024-01-01")
    first.discover(listing(corpus, first, "page=1"))
    later = run(corpus, 24)
    later.retrying.supersede_listings("warta", "feed", topic, "2024-03-01")
    later.retrying.supersede_listings("warta", "search", None, "2024-03-01")
    assert open_or_due(corpus) == 1
    assert json.loads(corpus.conn.execute("SELECT request FROM frontier").fetchone()[0]) == {}


def test_what_older_programs_refused_for_good_is_due(tmp_path: Path) -> None:
    """Articles from listings; of the listings those that the newest run refused. An import's page is not the site's."""
    path = tmp_path / "older.db"
    rows = (
        (1, "article", "search", "rejected", "wall"),
        (2, "article", "search", "failed", "http_404"),
        (3, "article", "search", "rejected", "gallery"),
        (4, "article", "import", "rejected", "listing_page"),
        (5, "article", "search", "pending", None),
        (6, "listing", "search", "failed", "http_403"),
        (7, "listing", "search", "failed", "http_403"),
    )
    with closing(sqlite3.connect(path, isolation_level=None)) as sql:
        migrations.apply(Database(sql), stop_before="m014_refusals")
        sql.execute(
            "INSERT INTO outlets (slug, name, kind, site, origin) VALUES ('w', 'W', 'media', 'w.id', 'shipped')"
        )
        for number in (1, 2):
            sql.execute(
                "INSERT INTO runs (id, command, started_at, clock, state, options, versions) VALUES (?, 'crawl', ?, ?, "
                "'finished', '{}', '{}')",
                (number, START.isoformat(), START.isoformat()),
            )
        for number, kind, way, state, reason in rows:
            sql.execute(
                """INSERT INTO frontier (id, outlet, kind, way, key, url, state, reason, run_id, settled_run_id)
                VALUES (?, 'w', ?, ?, ?, ?, ?, ?, 1, ?)""",
                (number, kind, way, f"w.id/{number}", f"https://w.id/{number}", state, reason, 2 if number == 7 else 1),
            )
    with Corpus(path) as corpus:
        frontier = Frontier(corpus, start_run(corpus, "crawl", topic=None, clock=START, options={}, versions={}))
        assert sorted(row.id for row in frontier.retrying.due("w", None)) == [1, 2, 7]
