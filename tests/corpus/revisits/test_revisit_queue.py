"""The queue of second looks: who is in it, who comes first, and that an older corpus gets one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from corpus.revisits.revisit_queue import count_due, due_revisits, enter
from corpus.store import Corpus
from tests.older_schemas import undo_places

FETCHED = "2024-03-08T05:00:00+00:00"
AN_HOUR_LATER = datetime(2024, 3, 8, 5, 48, tzinfo=UTC)


def crawled(corpus: Corpus, started_at: str = FETCHED) -> list[str]:
    """Let the articles be fetched in a run of this time, and enter them; their keys, newest first."""
    corpus.conn.execute("UPDATE captures SET fetched_at = ?", (FETCHED,))
    corpus.conn.execute("UPDATE runs SET started_at = ?", (started_at,))
    keys = [row[0] for row in corpus.conn.execute("SELECT key FROM articles ORDER BY id DESC")]
    for key in keys:
        enter(corpus, key)
    return keys


def test_an_article_is_due_an_hour_after_its_fetch_at_four_fifths_of_it(filled: Corpus) -> None:
    crawled(filled)
    before = AN_HOUR_LATER - timedelta(seconds=1)
    assert (count_due(filled, "suara_kota", before), count_due(filled, "suara_kota", AN_HOUR_LATER)) == (0, 2)


def test_a_disappearance_to_be_confirmed_comes_first_then_the_shortest_step(filled: Corpus) -> None:
    keys = [key for key in crawled(filled) if key.startswith("suara-kota")]
    filled.conn.execute("UPDATE looks_due SET step = 2 WHERE article_key = ?", (keys[0],))
    assert [row.article_key for row in due_revisits(filled, "suara_kota", AN_HOUR_LATER, 9)] == [keys[1], keys[0]]
    filled.conn.execute("UPDATE looks_due SET step = 0 WHERE article_key = ?", (keys[0],))
    assert [row.article_key for row in due_revisits(filled, "suara_kota", AN_HOUR_LATER, 1)] == [keys[0]]


@pytest.mark.parametrize(
    "url",
    ["https://web.archive.org/web/20160301000000id_/http://suara-kota.example/x",
     "https://data.commoncrawl.org/a.warc.gz#bytes=10-99/http://suara-kota.example/x"],
)  # fmt: skip
def test_a_web_archives_copy_is_never_due(filled: Corpus, url: str) -> None:
    filled.conn.execute("UPDATE frontier SET url = ? || id WHERE outlet = 'suara_kota'", (url,))
    crawled(filled)
    assert count_due(filled, "suara_kota", AN_HOUR_LATER) == 0


def test_a_page_that_was_old_when_it_was_imported_is_never_due(filled: Corpus) -> None:
    crawled(filled, started_at="2024-05-08T05:00:00+00:00")
    assert count_due(filled, "suara_kota", AN_HOUR_LATER) == 0


def test_an_article_that_a_list_sent_is_never_due(filled: Corpus) -> None:
    filled.conn.execute("UPDATE captures SET content_type = 'application/json'")
    crawled(filled)
    assert count_due(filled, "suara_kota", AN_HOUR_LATER) == 0


def test_an_article_whose_page_once_answered_with_json_stays_due(filled: Corpus) -> None:
    """Only what the article was read from counts."""
    crawled(filled)
    filled.conn.execute(
        """INSERT INTO captures (url, outlet, status, content_type, fetched_at, sha256, archive, offset, length, run_id,
            frontier_id, passed_over)
        SELECT url, outlet, 200, 'application/json', fetched_at, 'x', 'b.warc.gz', id, 1, run_id, frontier_id,
            'not_the_article' FROM captures"""
    )
    crawled(filled)
    assert count_due(filled, "suara_kota", AN_HOUR_LATER) == 2


THE_NEXT = ("page_words", "outside", "images")  # the tables of the migration after that of second looks


@pytest.mark.parametrize(("last_run", "number"), [(FETCHED, 4), ("2024-06-01T00:00:00+00:00", 0)])
def test_an_older_corpus_is_brought_up_with_what_it_fetched_lately(
    filled: Corpus, path: Path, last_run: str, number: int
) -> None:
    crawled(filled)
    filled.conn.execute(
        "INSERT INTO runs (command, started_at, clock, state, options, versions) "
        "VALUES ('crawl', ?1, ?1, 'finished', '{}', '{}')",
        (last_run,),
    )
    new = filled.conn.execute("SELECT * FROM looks_due ORDER BY 1").fetchall()
    filled.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as sql:
        undo_places(sql)
        for table in ("looks", "events", "looks_due", *THE_NEXT):
            sql.execute(f"DROP TABLE {table}")
            sql.execute("DELETE FROM table_sums WHERE name = ?", (table,))
        sql.execute("DELETE FROM _sqlite_migrations WHERE name >= 'm015'")
        sql.execute("PRAGMA user_version = 14")
    with Corpus(path) as corpus:
        assert corpus.conn.execute("SELECT * FROM looks_due ORDER BY 1").fetchall() == new[:number]
        for (key,) in corpus.conn.execute("SELECT key FROM articles").fetchall():
            enter(corpus, key)  # as `refine` does
        assert corpus.conn.execute("SELECT * FROM looks_due ORDER BY 1").fetchall() == new[:number]
