"""Corpora that a team crawled apart, and a corpus as rows that can be compared."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from corpus.crawl.runs import end_run, start_run
from corpus.merging.corpus_union import MergeResult, merge_corpora
from corpus.merging.merge_inputs import read_inputs
from corpus.models import Article
from corpus.store import Corpus
from corpus.topics import parse_topic
from tests.conftest import ARTICLES, CLOCK, OUTLETS, TOPIC, put_article

NOT_COMPARED = {"sqlite_sequence", "sqlite_stat1", "sqlite_stat4", "_sqlite_migrations", "table_sums"}
Fill = Callable[[Corpus, int], None]


def article(n: int, words: str = "", *, day: int = 3, title: str | None = None, outlet: str = "suara_kota") -> Article:
    """A made-up article of more than 40 words; `words` make its text another one."""
    text = " ".join(f"kata{n}x{i}" for i in range(45)) + f"\nKantor itu melayani warga {words}."
    key = f"{outlet}.example/berita-{n}"
    return replace(
        ARTICLES[3], url=f"https://{key}", key=key, outlet=outlet, title=title or f"Berita {n}", text=text,
        lead=text.split("\n")[0], published_day=datetime(2024, 2, day).date(), words=50,  # noqa: DTZ001 - a day
    )  # fmt: skip


def crawl(corpus: Corpus, *articles: Article, at: datetime = CLOCK, run: str | None = None) -> int:
    """Store the articles as one crawl at this time."""
    number = start_run(corpus, "crawl", topic=parse_topic(TOPIC), clock=at, options={}, versions={})
    corpus.conn.execute("UPDATE runs SET started_at = ? WHERE id = ?", (run or at.isoformat(), number))
    for one in articles:
        put_article(corpus, number, one, at)
    end_run(corpus, number, state="finished", exit_code=0)
    return number


def new_corpus_at(path: Path, empty: Path, uuid: str) -> Corpus:
    """An open corpus without articles, of this name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(empty, path)
    corpus = Corpus(path)
    corpus.conn.execute("UPDATE meta SET value = ? WHERE name = 'uuid'", (uuid,))
    for outlet in OUTLETS:
        corpus.put_outlet(outlet)
    return corpus


def merged(target: Path, *paths: Path) -> MergeResult:
    """Merge corpora without their archives; each has one archive file, which is named after its corpus."""
    inputs = read_inputs(paths)
    segments = []
    for place, one in enumerate(inputs):
        with closing(sqlite3.connect(one.path)) as sql:
            for (name,) in sql.execute("SELECT DISTINCT archive FROM captures").fetchall():
                final = name if name.startswith("of-") else f"of-{one.uuid}.warc.gz"
                segments.append((place, name, final))
    return merge_corpora(target, inputs, segments, "archive", lambda words, done, every: None)


def rows_of(path: Path) -> dict[str, list[str]]:
    """Every row of a corpus by table, in the order of the rows; without the archive's name."""
    with closing(sqlite3.connect(path)) as sql:
        tables = sql.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'")
        names = sorted(row[0] for row in tables if row[0] not in NOT_COMPARED and "_fts_" not in row[0])
        return {
            name: [
                json.dumps(row, default=str)
                for row in sql.execute(f'SELECT * FROM "{name}"')
                if row[:1] != ("archive",)
            ]
            for name in names
        }


def differing(one: Path, other: Path) -> dict[str, tuple[Sequence[str], Sequence[str]]]:
    """The tables in which two corpora differ, with the rows of one alone."""
    a, b = rows_of(one), rows_of(other)
    return {
        name: (sorted(set(a[name]) - set(b[name]))[:3], sorted(set(b[name]) - set(a[name]))[:3])
        for name in a
        if a[name] != b[name]
    }
