"""Runs: what was asked, whether it ended, and the sum of what came of it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus.crawl.runs import (
    Balance,
    ListingAnswer,
    end_run,
    has_more_than,
    keep_topic,
    note_listing,
    start_run,
)
from corpus.store import Corpus
from corpus.topics import topic_of_words

NOW = datetime(2024, 3, 8, tzinfo=UTC)


def start(corpus: Corpus, **options: object) -> int:
    return start_run(corpus, "crawl", topic=None, clock=NOW, options=options, versions={"kliping": "0"})


def test_a_run_that_never_ended_is_marked_by_the_next(tmp_path: Path) -> None:
    with Corpus(tmp_path / "a.db") as corpus:
        start(corpus)
        second = start(corpus)
        end_run(corpus, second, state="finished", exit_code=0)
        assert corpus.conn.execute("SELECT state FROM runs ORDER BY id").fetchall() == [("died",), ("finished",)]


def test_a_topic_is_kept_once_for_each_state_of_its_text(tmp_path: Path) -> None:
    with Corpus(tmp_path / "a.db") as corpus:
        ids = [keep_topic(corpus, topic_of_words(words)) for words in ("pegawai", "pegawai", "pembinaan pegawai")]
        assert ids[0] == ids[1] != ids[2]


@pytest.mark.parametrize(
    ("sum_", "balances"),
    [(Balance(), True), (Balance(5, 1, 1, 1, 1, 1), True), (Balance(6, 1, 1, 1, 1, 1), False), (Balance(0, 1), False)],
)
def test_the_sum_balances_where_nothing_vanished(sum_: Balance, balances: bool) -> None:
    assert sum_.balances is balances


@pytest.mark.parametrize(
    ("runs", "more"),
    [
        ([("demo", "a"), ("demo", "b"), ("refine", None), ("import", "b"), ("import", None)], False),
        ([("demo", "a"), ("import", "c")], True),
        ([("demo", "a"), ("import", "listing")], False),
        ([("demo", "a"), ("crawl", None)], True),
        ([("demo", "a"), ("scrapy crawl", "a")], True),
        ([("import", "a")], True),
        ([("refine", None)], True),
        ([], False),
    ],
)
def test_a_run_that_brings_no_other_page_is_not_more(
    tmp_path: Path, runs: list[tuple[str, str | None]], more: bool
) -> None:
    with Corpus(tmp_path / "a.db") as corpus:
        corpus.conn.execute("PRAGMA foreign_keys = OFF")
        for command, page in runs:
            run = start_run(corpus, command, topic=None, clock=NOW, options={}, versions={"kliping": "0"})
            if page is not None:
                url = f"https://warta.example/{page}"
                corpus.conn.execute(
                    "INSERT INTO captures (run_id, frontier_id, outlet, url, requested_url, status, fetched_at, "
                    "sha256, archive, offset, length) VALUES (?, 1, 'warta', ?, ?, 200, ?, '', 's.warc.gz', ?, 1)",
                    (run, url, url, NOW.isoformat(), run),
                )
        note_listing(corpus, 1, ListingAnswer("warta", "index", "https://warta.example/listing", NOW, "answered"))
        assert has_more_than(corpus, "demo") is more
