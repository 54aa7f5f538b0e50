"""What is found, leased and settled: nothing that was found is lost, and a walk ends only where all is known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from corpus.crawl.frontier import Frontier
from corpus.crawl.frontier_entries import FrontierEntry
from corpus.crawl.runs import ListingAnswer, balance_of_run, end_run, keep_topic, note_listing, start_run
from corpus.crawl.walk_history import covered_until, was_discovered
from corpus.models import Capture, Outlet
from corpus.store import Corpus
from corpus.topics import Topic, topic_of_words

NOW = datetime(2024, 3, 8, tzinfo=UTC)
TOPIC = topic_of_words("pembinaan pegawai")


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with Corpus(tmp_path / "a.db") as corpus:
        corpus.put_outlet(Outlet("warta", "Warta", "media", "warta.example"))
        yield corpus


def run(corpus: Corpus, topic: Topic = TOPIC, **options: Any) -> Frontier:
    requested = {"outlets": ["warta"], **options}
    return Frontier(corpus, start_run(corpus, "crawl", topic=topic, clock=NOW, options=requested, versions={}))


def article(n: int, **more: Any) -> FrontierEntry:
    return FrontierEntry("warta", "article", "search", f"warta.example/{n}", f"https://warta.example/{n}", **more)


def page(key: str, topic_id: int | None = None, **more: Any) -> FrontierEntry:
    return FrontierEntry(
        "warta", "listing", "search", key, f"https://warta.example/cari?{key}", topic_id=topic_id, **more
    )


def walk(corpus: Corpus, frontier: Frontier, failed: str | None = None) -> None:
    """A run that asks one listing, finds article 1, and ends."""
    topic_id = keep_topic(corpus, TOPIC)
    frontier.discover(page(f"{frontier.run_id}", topic_id))
    for row in frontier.claim("warta", "listing", 1, topic_id):
        frontier.discover(article(1))
        frontier.finish(row.id, failed=failed)
    end_run(corpus, frontier.run_id, state="finished", exit_code=0)


def covered(corpus: Corpus, frontier: Frontier, **options: Any) -> int:
    return covered_until(frontier, "warta", keep_topic(corpus, TOPIC), **options)


def test_the_newest_is_leased_first(corpus: Corpus) -> None:
    frontier = run(corpus)
    for n, day in ((1, 10), (2, 30), (3, 20)):
        frontier.discover(article(n, priority=day))
    assert [row.key[-1] for row in frontier.claim("warta", "article", 2)] == ["2", "3"]


def test_what_is_leased_is_not_leased_again(corpus: Corpus) -> None:
    frontier = run(corpus)
    frontier.discover(article(1))
    assert len(frontier.claim("warta", "article", 5)) == 1
    assert frontier.claim("warta", "article", 5) == []


def test_a_claim_of_nothing_leases_nothing(corpus: Corpus) -> None:
    frontier = run(corpus)
    frontier.discover(article(1))
    assert frontier.claim("warta", "article", 0) == []


def test_a_lease_given_back_costs_no_attempt(corpus: Corpus) -> None:
    frontier = run(corpus)
    frontier.discover(article(1))
    (row,) = frontier.claim("warta", "article", 1)
    frontier.release([row.id])
    assert frontier.claim("warta", "article", 1)[0].attempts == 1


def test_leases_of_a_dead_run_return(corpus: Corpus) -> None:
    frontier = run(corpus)
    frontier.discover(article(1))
    frontier.claim("warta", "article", 1)
    later = run(corpus)
    later.return_leases()
    assert [row.attempts for row in later.claim("warta", "article", 1)] == [1]  # a kill costs no attempt


def test_what_is_open_counts_as_pending_in_the_next_run(corpus: Corpus) -> None:
    run(corpus).discover(article(1))
    later = run(corpus)
    assert later.adopt(["warta"]) == 1
    assert balance_of_run(corpus, later.run_id).pending == 1


def test_an_address_found_twice_is_one_row(corpus: Corpus) -> None:
    frontier = run(corpus)
    assert [frontier.discover(article(1)), frontier.discover(article(1))] == ["new", "waiting"]
    assert corpus.conn.execute("SELECT count(*) FROM frontier WHERE kind = 'article'").fetchone() == (1,)


def test_every_run_keeps_what_it_saw(corpus: Corpus) -> None:
    first = run(corpus)
    first.discover(article(1))
    (row,) = first.claim("warta", "article", 1)
    first.settle(row.id, "failed", "http_503")
    later = run(corpus)
    later.retrying.reopen([row.id])
    later.settle(row.id, "rejected", "wall")
    assert [balance_of_run(corpus, f.run_id).reasons for f in (first, later)] == [{"http_503": 1}, {"wall": 1}]


def test_what_was_off_topic_is_opened_by_one_who_wants_it(corpus: Corpus) -> None:
    run(corpus).discover(article(1, rejected="off_topic"))
    assert run(corpus).discover(article(1)) == "reopened"


def test_what_was_set_aside_is_not_opened_again(corpus: Corpus) -> None:
    frontier = run(corpus)
    frontier.discover(article(1))
    (row,) = frontier.claim("warta", "article", 1)
    frontier.settle(row.id, "rejected", "soft_404")
    assert run(corpus).discover(article(1)) == "known"


def test_an_article_that_waits_for_its_parts_is_not_leased_but_counts(corpus: Corpus) -> None:
    frontier = run(corpus)
    frontier.discover(article(1))
    (row,) = frontier.claim("warta", "article", 1)
    frontier.wait_for_parts(
        row.id, [FrontierEntry("warta", "part", "part", "p", "https://warta.example/1?page=2", parent_id=row.id)]
    )
    assert frontier.claim("warta", "article", 1) == []
    assert len(frontier.claim("warta", "part", 1)) == 1
    states = corpus.conn.execute("SELECT state FROM frontier WHERE kind = 'article'").fetchall()
    assert [state in {"pending", "leased"} for (state,) in states].count(True) == 1


def test_a_page_from_elsewhere_takes_over_what_is_open_but_not_what_it_already_gave(corpus: Corpus) -> None:
    frontier = run(corpus)
    frontier.discover(article(1))
    row = frontier.take_over("warta", "warta.example/1", "abc")
    assert row is not None
    page_kept = Capture("https://warta.example/1", b"", NOW, archive="a", offset=0, length=1, sha256="abc")
    corpus.add_capture(page_kept, "warta", frontier.run_id, row.id)
    frontier.settle(row.id, "rejected", "too_short")
    assert frontier.take_over("warta", "warta.example/1", "abc") is None
    assert frontier.take_over("warta", "warta.example/1", "def") is not None


def test_a_walk_to_the_end_covers_what_comes_after(corpus: Corpus) -> None:
    first = run(corpus)
    walk(corpus, first)
    later = run(corpus)
    assert covered(corpus, later) == first.run_id
    assert was_discovered(corpus, "warta.example/1", first.run_id)


SINCE, EARLIER = date(2023, 6, 1), date(2023, 1, 1)
LESS: tuple[tuple[dict[str, Any], dict[str, Any]], ...] = (
    ({"since": "2023-06-01"}, {}),
    ({"since": "2023-06-01"}, {"since": EARLIER}),
    ({"until": "2023-06-01"}, {}),
    ({"until": "2023-01-01"}, {"until": SINCE}),
    ({"ask_all": False}, {"ask_all": True}),
    ({"listings": False}, {}),
    ({"outlets": ["lain"]}, {}),
    ({"ways": ["commoncrawl"]}, {}),
    ({}, {"ways": ("commoncrawl",)}),
)


@pytest.mark.parametrize(("walked", "requested"), LESS)
def test_a_run_that_asked_for_less_covers_nothing(
    corpus: Corpus, walked: dict[str, Any], requested: dict[str, Any]
) -> None:
    walk(corpus, run(corpus, **walked))
    assert covered(corpus, run(corpus), **requested) == 0


MORE: tuple[tuple[dict[str, Any], dict[str, Any]], ...] = (
    ({}, {"since": SINCE}),
    ({"since": "2023-01-01"}, {"since": SINCE}),
    ({}, {"until": SINCE}),
    ({"until": "2023-06-01"}, {"until": SINCE}),
    ({"ask_all": True}, {}),
    ({"ways": ["cdx"]}, {"ways": ("cdx",)}),
)


@pytest.mark.parametrize(("walked", "requested"), MORE)
def test_a_run_that_asked_for_as_much_covers_it(
    corpus: Corpus, walked: dict[str, Any], requested: dict[str, Any]
) -> None:
    first = run(corpus, **walked)
    walk(corpus, first)
    assert covered(corpus, run(corpus), **requested) == first.run_id


UNANSWERED = {
    "http_503": 0,
    "http_429": 0,
    "timeout": 0,
    "connection": 0,
    "tls": 0,
    "spider_error": 0,
    "http_404": 1,
    "http_407": 1,
    "robots": 1,
}


@pytest.mark.parametrize("reason", UNANSWERED)
def test_a_listing_that_told_nothing_covers_nothing(corpus: Corpus, reason: str) -> None:
    walk(corpus, run(corpus), failed=reason)
    assert bool(covered(corpus, run(corpus))) == bool(UNANSWERED[reason])


@pytest.mark.parametrize(("reason", "covers"), [("http_403", 0), ("robots", 0), ("http_404", 1), ("http_410", 1)])
def test_a_walk_that_was_refused_in_its_middle_covers_nothing(corpus: Corpus, reason: str, covers: int) -> None:
    first, topic_id = run(corpus), keep_topic(corpus, TOPIC)
    first.discover(page("2", topic_id, request={"cb_kwargs": {"walk": {"page": 2, "open": True}}}))
    for row in first.claim("warta", "listing", 1, topic_id):
        first.finish(row.id, failed=reason)
    end_run(corpus, first.run_id, state="finished", exit_code=0)
    assert bool(covered(corpus, run(corpus))) == bool(covers)


def test_a_walk_that_was_capped_covers_nothing(corpus: Corpus) -> None:
    earlier = run(corpus)
    walk(corpus, earlier)
    first = run(corpus)
    note_listing(corpus, first.run_id, ListingAnswer("warta", "search", "x", NOW, "answered", "capped"))
    walk(corpus, first)
    assert covered(corpus, run(corpus)) == earlier.run_id


def test_a_run_with_a_listing_left_open_covers_nothing(corpus: Corpus) -> None:
    first = run(corpus)
    walk(corpus, first)
    first.discover(page("sisa", keep_topic(corpus, TOPIC)))
    assert covered(corpus, run(corpus)) == 0


def test_a_run_that_died_covers_nothing(corpus: Corpus) -> None:
    first = run(corpus)
    first.discover(article(1))
    assert covered(corpus, run(corpus)) == 0


def test_a_part_of_a_walk_belongs_to_the_run_that_began_it(corpus: Corpus) -> None:
    first, topic_id = run(corpus), keep_topic(corpus, TOPIC)
    first.discover(page("1", topic_id))
    (row,) = first.claim("warta", "listing", 1, topic_id)
    later = run(corpus)
    later.discover(page("2", topic_id, parent_id=row.id))
    later.finish(row.id)
    assert corpus.conn.execute("SELECT run_id FROM frontier WHERE key = '2'").fetchone()[0] == first.run_id
