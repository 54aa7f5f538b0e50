"""At its end a run grades the articles that it did not store itself, and shows how far it is."""

from __future__ import annotations

import os
import pty
from collections.abc import Callable, Iterable

import pytest

from corpus.errors import CorpusError
from corpus.models import Article
from corpus.store import Corpus
from corpus.topics import topic_of_words
from crawler.console.grading import MANY, show_grading
from crawler.run.operation import Operation
from crawler.run.run_plan import Plan

GRADED = "SELECT topics.name, count(*) FROM grades JOIN topics ON topics.id = topic_id GROUP BY 1 ORDER BY 1"


def test_a_finished_run_grades_what_others_brought_and_another_does_not(filled: Corpus) -> None:
    for words, state in (("gempa", "interrupted"), ("banjir", "finished")):
        operation = Operation(Plan("import", filled.path, topic=topic_of_words(words)))
        operation.close(state=state, exit_code=0)
    assert filled.conn.execute(GRADED).fetchall() == [("banjir", 4), ("pembinaan-pegawai", 4)]


def test_a_run_that_stores_nothing_grades_nothing(filled: Corpus) -> None:
    Operation(Plan("crawl", filled.path, topic=topic_of_words("gempa")), grading=None).close(
        state="finished", exit_code=0
    )
    assert filled.conn.execute(GRADED).fetchall() == [("pembinaan-pegawai", 4)]


def test_ctrl_c_while_grading_closes_the_run_and_keeps_what_is_graded(
    filled: Corpus, keep: Callable[..., object], another: Callable[..., Article]
) -> None:
    def stopped(_topic: str, due: int, batches: Iterable[int]) -> None:
        assert due == next(iter(batches)) == 4
        raise KeyboardInterrupt

    operation = Operation(Plan("import", filled.path, topic=topic_of_words("gempa")), grading=stopped)
    with pytest.raises(KeyboardInterrupt):
        operation.close(state="finished", exit_code=0)
    assert filled.conn.execute(GRADED).fetchall() == [("gempa", 4), ("pembinaan-pegawai", 4)]
    assert filled.conn.execute("SELECT state, exit_code FROM runs ORDER BY id DESC").fetchone() == ("finished", 130)
    Operation(Plan("import", filled.path)).close(state="finished", exit_code=0)  # the lock is free


def test_a_run_that_cannot_be_closed_says_why_and_the_next_one_closes_it(
    filled: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    def blocked(_topic: str, _due: int, batches: Iterable[int]) -> None:
        monkeypatch.setenv("KLIPING_BUSY", "0.2")
        filled.conn.execute("BEGIN IMMEDIATE")  # another program writes, and doesn't stop
        list(batches)

    operation = Operation(Plan("import", filled.path, topic=topic_of_words("gempa")), grading=blocked)
    with pytest.raises(CorpusError, match="another program has been writing"):
        operation.close(state="finished", exit_code=0)
    filled.conn.execute("ROLLBACK")
    monkeypatch.delenv("KLIPING_BUSY")
    Operation(Plan("import", filled.path, topic=topic_of_words("gempa"))).close(state="finished", exit_code=0)
    states = filled.conn.execute("SELECT state FROM runs ORDER BY id DESC LIMIT 2").fetchall()
    assert states == [("finished",), ("died",)]
    assert filled.conn.execute(GRADED).fetchall() == [("gempa", 4), ("pembinaan-pegawai", 4)]


@pytest.mark.parametrize(("due", "expected"), [(MANY - 1, ""), (MANY, "Grading 2,000 articles for gempa\n")])
def test_where_no_terminal_is_a_line_says_what_takes_long(
    due: int, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    batches = iter([due - 1, 1])
    show_grading("gempa", due, batches)
    assert (capsys.readouterr().err, list(batches)) == (expected, [])


def test_on_a_terminal_a_bar_shows_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    reader, writer = pty.openpty()
    shown = b""
    with open(writer, "w", encoding="utf-8") as terminal:  # noqa: PTH123 - an open file
        monkeypatch.setattr("sys.stderr", terminal)
        show_grading("gempa", 4000, iter([2000, 2000]))
        monkeypatch.undo()
        while b"4000/4000" not in shown:
            shown += os.read(reader, 10_000)
    os.close(reader)
    assert b"2000/4000" in shown
