"""Rows of a corpus follow newer rules of keys: no article is fetched twice, none is lost, and labels stay with it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus.crawl.balance import invariants
from corpus.crawl.frontier import Frontier
from corpus.crawl.frontier_entries import FrontierEntry
from corpus.crawl.runs import start_run
from corpus.file.checksums import wrong_articles, wrong_tables
from corpus.keys.key_changes import RULE_MARKS, follow_rules
from corpus.models import Article, Capture, Outlet
from corpus.revisits.article_events import LookNote, note_look
from corpus.store import Corpus, put_meta
from corpus.topics import topic_of_words
from corpus.urls import AddressRule, article_key

NOW = datetime(2024, 3, 8, tzinfo=UTC)
BY_PATH = AddressRule("warta.example", ("warta.example",), ((r"https?://[^/]+/[a-z]+/\d+/[a-z-]+", ""),))
BY_NUMBER = AddressRule("warta.example", ("warta.example",), ((r"https?://[^/]+/[a-z]+/(?P<id>\d+)/[a-z-]+", "{id}"),))
FIRST, TWIN, NEXT, REFUSED = (
    f"https://warta.example/{path}" for path in ("berita/7/apel-pagi", "nasional/7/apel-pagi-baru", "a/8/b", "a/9/c")
)


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with Corpus(tmp_path / "a.db") as corpus:
        corpus.put_outlet(Outlet("warta", "Warta", "media", "warta.example"))
        yield corpus


def run(corpus: Corpus) -> Frontier:
    started = start_run(corpus, "crawl", topic=topic_of_words("apel"), clock=NOW, options={}, versions={})
    return Frontier(corpus, started, ("warta",))


def entry(url: str, rule: AddressRule) -> FrontierEntry:
    return FrontierEntry("warta", "article", "search", article_key(url, rule), url)


def put_article(corpus: Corpus, frontier: Frontier, url: str, rule: AddressRule, place: int = 0) -> int:
    """Crawl and store the article at an address, under the key that the rule gives it; return its id."""
    frontier.discover(entry(url, rule))
    (row,) = (row for row in frontier.claim("warta", "article", 9) if row.url == url)
    capture = Capture(
        url, b"", fetched_at=NOW, sha256=f"{place}", archive="a.warc.gz", offset=place, length=1, status=200
    )
    number = corpus.add_capture(capture, "warta", frontier.run_id, row.id)
    article = Article(url=url, title=f"Judul {url}", text=f"Isi {url}", outlet="warta", key=row.key)
    stored = corpus.keep(article, [number], NOW)
    frontier.settle(row.id, "stored", article_key=stored.key)
    note_look(corpus, frontier.run_id, LookNote(stored.key, NOW, "same", (), None, None))
    return stored.id


def column(corpus: Corpus, sql: str) -> list[object]:
    return [row[0] for row in corpus.conn.execute(sql)]


def assert_sound(corpus: Corpus) -> None:
    assert wrong_tables(corpus.conn) == []
    assert list(wrong_articles(corpus.conn)) == []
    broken = [fault for fault in invariants(corpus) if "outcome" not in fault]
    assert broken == []


def test_an_article_that_was_stored_under_an_older_key_is_known_by_the_newer_one(corpus: Corpus) -> None:
    before = run(corpus)
    number = put_article(corpus, before, FIRST, BY_PATH)
    before.add_alias("warta.example/lama", "warta.example/berita/7/apel-pagi")
    assert run(corpus).discover(entry(FIRST, BY_NUMBER)) == "new"  # what the change would do
    corpus.conn.execute(
        "DELETE FROM run_outcomes WHERE frontier_id IN (SELECT id FROM frontier WHERE state = 'pending')"
    )
    corpus.conn.execute("DELETE FROM frontier WHERE state = 'pending'")
    assert follow_rules(corpus, {"warta": BY_NUMBER}) == 1
    now = run(corpus)
    for url in (FIRST, TWIN):
        assert now.discover(entry(url, BY_NUMBER)) == "known"
    assert now.discover(entry(FIRST, BY_PATH)) == "known"  # by its alias
    assert column(corpus, "SELECT id FROM articles WHERE key = 'warta.example/7'") == [number]
    assert corpus.id_of("warta.example/7") == number
    for table in ("looks", "looks_due", "frontier", "aliases"):
        assert set(column(corpus, f"SELECT article_key FROM {table}")) == {"warta.example/7"}
    assert_sound(corpus)


def test_open_and_refused_rows_stay_and_are_not_found_a_second_time(corpus: Corpus) -> None:
    before = run(corpus)
    before.discover(entry(NEXT, BY_PATH))
    before.discover(entry(REFUSED, BY_PATH))
    (refused,) = column(corpus, f"SELECT id FROM frontier WHERE url = '{REFUSED}'")
    before.settle(int(str(refused)), "rejected", "off_topic")
    assert follow_rules(corpus, {"warta": BY_NUMBER}) == 2
    now = run(corpus)
    assert now.discover(entry(NEXT, BY_NUMBER)) == "waiting"
    assert [row.url for row in now.claim("warta", "article", 9)] == [NEXT]
    now.discover(entry(REFUSED, BY_NUMBER))
    assert column(corpus, "SELECT key FROM frontier ORDER BY id") == ["warta.example/8", "warta.example/9"]


def test_two_articles_that_are_one_by_the_newer_rule_stay_as_they_are(corpus: Corpus) -> None:
    before = run(corpus)
    ids = [put_article(corpus, before, url, BY_PATH, place) for place, url in enumerate((FIRST, TWIN))]
    follow_rules(corpus, {"warta": BY_NUMBER})
    assert column(corpus, "SELECT id FROM articles ORDER BY id") == sorted(ids)
    assert column(corpus, "SELECT count(*) FROM frontier WHERE state = 'stored'") == [2]
    assert_sound(corpus)
    assert run(corpus).discover(entry(TWIN, BY_NUMBER)) == "known"


def test_rows_are_read_once_for_a_rule(corpus: Corpus) -> None:
    put_article(corpus, run(corpus), FIRST, BY_PATH)
    assert follow_rules(corpus, {"warta": BY_PATH}) == 0
    steps: list[str] = []
    corpus.conn.set_trace_callback(steps.append)
    assert follow_rules(corpus, {"warta": BY_PATH}) == 0
    corpus.conn.set_trace_callback(None)
    assert len(steps) == 2
    assert follow_rules(corpus, {"warta": BY_NUMBER}) == 1
    assert follow_rules(corpus, {"warta": BY_NUMBER}) == 0


def test_rows_of_a_host_follow_the_outlet_that_has_this_host_now(corpus: Corpus) -> None:
    corpus.put_outlet(Outlet("kupang_example", "kupang", "other", "kupang.warta.example", None, "host"))
    url, rule = "https://kupang.warta.example/a/5/b-c", AddressRule("kupang.warta.example", ("kupang.warta.example",))
    frontier = run(corpus)
    frontier.discover(FrontierEntry("kupang_example", "article", "urls", article_key(url, rule), url))
    owner = AddressRule("warta.example", ("*.warta.example",), ((r"https?://[^/]+/a/(?P<id>\d+)/", "k/{id}"),))
    assert follow_rules(corpus, {"warta": owner}) == 1
    assert run(corpus).discover(entry(url, owner)) == "waiting"


def test_marks_that_another_program_wrote_are_written_anew(corpus: Corpus) -> None:
    run(corpus).discover(entry(FIRST, BY_PATH))
    for value in ("{", "[1]", ""):
        put_meta(corpus.conn, RULE_MARKS, value)
        assert follow_rules(corpus, {"warta": BY_PATH}) == 0
        assert "warta" in json.loads(str(column(corpus, "SELECT value FROM meta WHERE name = 'keys'")[0]))
