"""A topic grades every article once, in the order in which they came, and goes on where it was killed."""

from __future__ import annotations

import random
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from corpus.crawl import grades
from corpus.crawl.grades import MOST_COUNTED, due_articles, due_sentence, number_due, put_grade
from corpus.crawl.runs import keep_topic
from corpus.file.schema.migrations import migrations
from corpus.integrity.mending import make_derived
from corpus.store import Corpus
from corpus.topics import Topic, topic_of_words
from pipelines.storing.due_grades import BATCH, grade_due
from pipelines.storing.grade import grade

INSERT = """INSERT INTO articles (id, outlet, key, url, title, lead, text, words, complete, text_sha256, extractor,
    rules_version) VALUES (?, 'suara_kota', ?, '', ?, ?, ?, 1, 1, ?, '', '')"""
TEXTS = ("gempa bumi", "banjir", "gempa", "bumi gempa")


def add(sql: sqlite3.Connection, ids: Sequence[int]) -> None:
    sql.executemany(INSERT, [(n, str(n), "Berita", None, TEXTS[n % 4], str(n)) for n in ids])


def topic(corpus: Corpus, words: str = "gempa bumi") -> tuple[int, Topic]:
    made = topic_of_words(words)
    return keep_topic(corpus, made), made


def standing(corpus: Corpus, topic_id: int) -> dict[int, tuple[int, list[tuple[str, str]]]]:
    """Article -> its grade and matches for the topic."""
    return {
        article: (
            value,
            corpus.conn.execute(
                "SELECT phrase, field FROM matches WHERE article_id = ? AND topic_id = ? ORDER BY 1, 2",
                (article, topic_id),
            ).fetchall(),
        )
        for article, value in corpus.conn.execute(
            "SELECT article_id, grade FROM grades WHERE topic_id = ?", (topic_id,)
        ).fetchall()
    }


def meant(corpus: Corpus, made: Topic) -> dict[int, tuple[int, list[tuple[str, str]]]]:
    """The same by the articles as they are."""
    rows = corpus.conn.execute("SELECT id, title, lead, text FROM articles").fetchall()
    graded = {row[0]: grade(made, *row[1:]) for row in rows}
    return {n: (one.grade, sorted((m.phrase, m.field) for m in one.matches)) for n, one in graded.items()}


def test_every_article_is_graded_once_in_batches(corpus: Corpus) -> None:
    add(corpus.conn, range(2 * BATCH + 7))
    topic_id, made = topic(corpus)
    assert number_due(corpus, topic_id) == 2 * BATCH + 7
    assert list(grade_due(corpus, topic_id, made)) == [BATCH, BATCH, 7]
    assert standing(corpus, topic_id) == meant(corpus, made)
    assert number_due(corpus, topic_id) == 0
    assert list(grade_due(corpus, topic_id, made)) == [0]


def test_articles_that_are_lost_stop_nothing(corpus: Corpus) -> None:
    add(corpus.conn, range(BATCH + 9))
    corpus.conn.executescript("DROP TRIGGER article_changes_ad; DELETE FROM articles WHERE id < 5")
    topic_id, made = topic(corpus)
    assert list(grade_due(corpus, topic_id, made)) == [BATCH, 9]
    assert standing(corpus, topic_id) == meant(corpus, made)
    add(corpus.conn, [3])  # it comes back
    assert number_due(corpus, topic_id) == 1


def test_a_repair_makes_the_order_anew_and_what_has_a_grade_keeps_it(corpus: Corpus) -> None:
    add(corpus.conn, range(9))
    topic_id, made = topic(corpus)
    list(grade_due(corpus, topic_id, made))
    corpus.conn.executescript(
        "DELETE FROM article_changes WHERE article_id < 5; DELETE FROM grades WHERE article_id < 3"
    )
    assert number_due(corpus, topic_id) == 0  # nothing shows it
    make_derived(corpus)
    assert number_due(corpus, topic_id) == 3
    list(grade_due(corpus, topic_id, made))
    assert standing(corpus, topic_id) == meant(corpus, made)


def test_an_empty_corpus_has_nothing_due(corpus: Corpus) -> None:
    topic_id, made = topic(corpus)
    assert list(grade_due(corpus, topic_id, made)) == [0]
    add(corpus.conn, [5])
    assert number_due(corpus, topic_id) == 1


def test_two_processes_side_by_side_grade_nothing_twice(corpus: Corpus) -> None:
    add(corpus.conn, range(2 * BATCH))
    topic_id, made = topic(corpus)
    with Corpus(corpus.path) as other:
        one, two = grade_due(corpus, topic_id, made), grade_due(other, topic_id, made)
        assert [next(one), next(two), next(one), next(two)] == [BATCH, BATCH, 0, 0]


KILLED = """import os, signal, sys
from corpus.crawl.runs import keep_topic
from corpus.store import Corpus
from corpus.topics import topic_of_words
from pipelines.storing.due_grades import grade_due
with Corpus(sys.argv[1]) as corpus:
    topic = topic_of_words("gempa bumi")
    next(grade_due(corpus, keep_topic(corpus, topic), topic))
    os.kill(os.getpid(), signal.SIGKILL)"""


def test_a_killed_run_is_gone_on_with_behind_its_last_batch(corpus: Corpus) -> None:
    add(corpus.conn, range(BATCH + 3))
    ended = subprocess.run([sys.executable, "-c", KILLED, str(corpus.path)], check=False)
    assert ended.returncode == -signal.SIGKILL
    topic_id, made = topic(corpus)
    assert number_due(corpus, topic_id) == 3
    assert list(grade_due(corpus, topic_id, made)) == [3]
    assert standing(corpus, topic_id) == meant(corpus, made)


@pytest.mark.parametrize("seed", range(6))
def test_what_is_due_is_what_has_no_grade_whatever_comes_changes_or_goes(corpus: Corpus, seed: int) -> None:
    rng, sql = random.Random(seed), corpus.conn
    topics = [topic(corpus), topic(corpus, "banjir")]
    for _ in range(60):
        number, (topic_id, made) = rng.randrange(12), rng.choice(topics)
        held = sql.execute("SELECT title, lead, text FROM articles WHERE id = ?", (number,)).fetchone()
        match rng.choice(["come", "come", "title", "lead", "text", "other", "go", "graded by its run", "grade"]):
            case "come" if not held:
                add(sql, [number])
            case "go":
                sql.execute("DELETE FROM articles WHERE id = ?", (number,))
            case "grade":
                list(grade_due(corpus, topic_id, made))
            case "graded by its run" if held:
                graded = grade(made, *held)
                put_grade(corpus, number, topic_id, graded.grade, [(m.phrase, m.field) for m in graded.matches])
            case "title" | "lead" | "text" as field:
                sql.execute(f"UPDATE articles SET {field} = ? WHERE id = ?", (rng.choice(TEXTS), number))
            case "other":
                sql.execute("UPDATE articles SET place = ?, title = title WHERE id = ?", (rng.choice("xyz"), number))
        for each_id, each in topics:
            all_of_them, graded_ones = meant(corpus, each), standing(corpus, each_id)
            assert graded_ones.items() <= {n: all_of_them[n] for n in all_of_them}.items()  # none is stale
            assert number_due(corpus, each_id) == len(all_of_them) - len(graded_ones)
    assert sql.execute("SELECT count(*) FROM article_changes").fetchone() == (len(meant(corpus, topics[0][1])),)


def test_what_is_due_is_found_without_reading_the_articles(corpus: Corpus) -> None:
    for statement in (grades._COUNT, grades._NEXT):
        plan = [
            row[3] for row in corpus.conn.execute(f"EXPLAIN QUERY PLAN {statement}", {"topic": 1, "most": 1}).fetchall()
        ]
        assert any(step.startswith("SEARCH c USING INTEGER PRIMARY KEY (rowid>?)") for step in plan), plan
        assert not [step for step in plan if re.match(r"SCAN (?!\(subquery|due$)", step)], plan  # that of `most` rows


def test_an_answer_says_what_is_due(corpus: Corpus) -> None:
    topic_id, made = topic(corpus)
    assert due_sentence(corpus, topic_id, made.name) is None
    assert due_sentence(corpus, None, None) is None
    add(corpus.conn, [1])
    assert "`kliping topic use FILE.toml` grades them" in str(due_sentence(corpus, None, None))
    sentence = due_sentence(corpus, topic_id, made.name)
    assert sentence == (
        "1 article has no grade for the topic gempa-bumi yet; `kliping topic grade gempa-bumi` grades what is missing"
    )
    corpus.conn.executemany(
        "INSERT INTO article_changes (article_id) VALUES (?)", [(n,) for n in range(2, MOST_COUNTED + 2)]
    )
    assert str(due_sentence(corpus, topic_id, made.name)).startswith("more than 10,000 articles have no grade")


def test_an_older_corpus_knows_which_topics_are_done(tmp_path: Path) -> None:
    path = tmp_path / "older.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as sql:
        migrations.apply(Database(sql), stop_before="m012_changes_in_order")
        sql.execute("INSERT INTO outlets VALUES ('suara_kota', 'Suara', 'media', 'a.example', NULL, 'user')")
        sql.executemany("INSERT INTO topics VALUES (?, 'x', 'X', ?, '')", [(1, "a"), (2, "b"), (3, "c")])
        add(sql, [3, 1, 2])
        sql.executemany("INSERT INTO grades VALUES (?, ?, 0)", [(1, 1), (2, 1), (3, 1), (1, 2), (3, 2)])
    with Corpus(path) as corpus:
        assert [number_due(corpus, topic_id) for topic_id in (1, 2, 3)] == [0, 1, 3]
        assert [row[1] for row in due_articles(corpus, 3, 9)] == [1, 2, 3]
        assert corpus.conn.execute("SELECT topic_id FROM graded_upto").fetchall() == [(1,)]
