"""Every statement of a crawl, an import, a refine and of what shows the new reads only the rows that it is about.

The commands are run and their statements noted (tests/traced.py); SQLite's plan of each is read in an empty corpus,
with no statistics and with those of a corpus of 100,000 articles (`ANALYZE`). What reads all that is held, and why,
stands in docs/architecture.md.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from corpus.exits import Exit
from corpus.store import Corpus
from corpus.vocabulary.word_index import refresh
from tests import programs
from tests.crawler.conftest import Desk, Site, article, title_of
from tests.crawler.importing.test_import import SITE, warc
from tests.query_plans import Statement, plan, references_without_index, traced, wide_reads

STATISTICS = Path(__file__).with_name("stat1_of_100000.json")
RELIED_ON = (
    "article_captures_capture",
    "articles_facts",
    "articles_text",
    "captures_frontier",
    "captures_run",
    "frontier_article",
    "frontier_given_up",
    "frontier_leased",
    "frontier_next",
    "frontier_open_listings",
    "frontier_parent",
    "frontier_retry",
    "frontier_returned",
    "images_article",
    "ledger_address",
    "ledger_run",
    "looks_article",
    "looks_due_outlet",
    "outside_article",
    "removed_lines_article",
    "runs_running",
    "runs_topic",
    "versions_capture",
)


@pytest.fixture(scope="module")
def statements(shared_desk: Desk, shared_site: Site) -> list[Statement]:
    """What the commands gave to SQLite: two crawls, an import, a refine, and what shows the new."""
    desk, site = shared_desk, shared_site
    with Corpus(desk.corpus) as corpus:  # made before, so that no migration is among the statements
        refresh(corpus)
    site.put_articles([1, 2])
    site.put("/berita/judul-3", article(3, '<a href="/berita/judul-3?page=2">2</a>'))
    site.put("/berita/judul-3?page=2", article(4))
    site.put("/berita/judul-5", article(1))  # a duplicate; the sixth isn't there
    site.put_search([1, 2, 3, 5, 6])
    file = warc(desk.folder / "satu.warc.gz", [(f"{SITE}/judul-9", article(9).encode())])
    crawl = desk.crawling("--since", "2023-01-01")
    commands: list[list[object]] = [
        [*crawl],
        ["watch", "add", "satu", "pegawai"],
        ["import", file, "--topic", desk.topic],
        [*crawl],
        ["watch", "run", "--feed", "feed.xml"],
        ["search", "--new", title_of(1)],
        ["export", "--new", "-o", "new.csv"],
        ["refine", "--outlet", "warta_contoh", "--outlets", desk.outlets],
        ["ledger", "--run", "3"],
    ]
    every: dict[str, Statement] = {}
    for number, command in enumerate(commands):
        if number == 3:
            site.put_search([])  # a way without links: whether it gave some before is looked up; the crawl saw nothing
        report = desk.folder / f"statements-{number}.jsonl"
        ran = programs.run("-m", "tests.traced", report, *command, cwd=desk.folder, env=desk.env())
        assert ran.returncode == (Exit.NOWHERE if number == 3 else Exit.WELL), ran.stderr
        every |= {one.sql: one for one in traced(report)}
    return list(every.values())


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with Corpus(tmp_path_factory.mktemp("empty") / "kosong.db") as corpus:
        yield corpus


@pytest.fixture
def sql(empty: Corpus) -> Iterator[sqlite3.Connection]:
    """An empty corpus in memory."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        empty.conn.backup(connection)
        yield connection


def with_statistics(sql: sqlite3.Connection) -> sqlite3.Connection:
    """Let the planner believe that 100,000 articles are held and were analyzed."""
    sql.execute("ANALYZE")  # makes the table
    sql.execute("DELETE FROM sqlite_stat1")
    sql.executemany("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)", json.loads(STATISTICS.read_text()))
    sql.execute("ANALYZE sqlite_schema")  # reads it
    return sql


def test_the_statements_of_every_step_are_there(statements: list[Statement]) -> None:
    for part in (
        "INSERT INTO captures", "INSERT INTO articles ", "SELECT id, key FROM articles WHERE text_sha256",
        "UPDATE frontier SET state = 'leased'", "kind = 'part'", "INSERT OR REPLACE INTO grades", "INSERT INTO ledger",
        "INSERT INTO versions", "INSERT INTO forms ", "UPDATE watches", "outlets.name AS outlet_name",
        "json_each(:ways)",
    ):  # fmt: skip
        assert any(part in one.sql for one in statements), part


def test_none_reads_more_than_its_rows(statements: list[Statement], sql: sqlite3.Connection) -> None:
    assert list(wide_reads(sql, statements)) == []


def test_nor_with_statistics(statements: list[Statement], sql: sqlite3.Connection) -> None:
    assert list(wide_reads(with_statistics(sql), statements)) == []


def test_what_reads_all_rows_does_not_look_each_up_in_every_run(
    statements: list[Statement], shared_desk: Desk, sql: sqlite3.Connection
) -> None:
    """SQLite skips through an index whose first column it knows nothing of: 16 s of `methods` at 100,000 articles."""
    report = shared_desk.folder / "methods.jsonl"
    ran = programs.run("-m", "tests.traced", report, "methods", cwd=shared_desk.folder, env=shared_desk.env())
    assert ran.returncode == 0, ran.stderr
    steps = {one.sql: plan(sql, one) for one in traced(report) if "run_outcomes" in one.sql}
    with_statistics(sql)
    steps |= {f"{one.sql} (with statistics)": plan(sql, one) for one in traced(report) if "run_outcomes" in one.sql}
    assert len(steps) > 10
    assert {text: lines for text, lines in steps.items() if "ANY(" in lines} == {}


def test_what_refers_to_an_article_or_a_page_is_reached_by_an_index(sql: sqlite3.Connection) -> None:
    assert list(references_without_index(sql, ("articles", "captures"))) == []


@pytest.mark.parametrize("index", RELIED_ON)
def test_an_index_that_is_dropped_is_noticed(statements: list[Statement], sql: sqlite3.Connection, index: str) -> None:
    sql.execute(f"DROP INDEX {index}")
    assert [*wide_reads(sql, statements), *references_without_index(sql, ("articles", "captures"))]
