"""The lock beside a corpus: where it can't be had, a sentence says why, and no traceback."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from corpus.errors import CorpusError, KlipingError
from corpus.file.schema.migrations import migrations
from corpus.store import Corpus
from crawler.lock import acquire_lock

Run = Callable[..., Any]


@pytest.fixture
def unwritable(tmp_path: Path) -> Path:
    """A corpus whose lock can't be opened for writing; a folder in its place stops root too."""
    path = tmp_path / "kliping.db"
    Corpus(path).close()
    (tmp_path / "kliping.db.lock").mkdir()
    return path


@pytest.mark.parametrize("command", [("remove", "1", "--reason", "x", "--yes"), ("refine",)])
def test_a_lock_that_cannot_be_written_is_said(kliping: Run, unwritable: Path, command: tuple[str, ...]) -> None:
    ran = kliping(*command, "--corpus", unwritable)
    assert (ran.code, "check the rights of the folder" in ran.err) == (2, True), ran


def test_two_cannot_hold_a_corpus(tmp_path: Path) -> None:
    lock = acquire_lock(tmp_path / "kliping.db")
    with pytest.raises(CorpusError, match="is at work on this corpus"):
        acquire_lock(tmp_path / "kliping.db")
    lock.release()


@pytest.mark.parametrize("option", ["--rebuild-index", "--accept-loss"])
def test_doctor_changes_nothing_under_a_run(kliping: Run, tmp_path: Path, option: str) -> None:
    path = tmp_path / "kliping.db"
    Corpus(path).close()
    lock = acquire_lock(path)
    ran = kliping("doctor", option, "--corpus", path)
    lock.release()
    assert (ran.code, "is at work on this corpus; wait until it is done" in ran.err, ran.out) == (2, True, ""), ran
    assert kliping("doctor", option, "--corpus", path).code == 0


def test_an_older_corpus_is_not_changed_under_a_run(kliping: Run, tmp_path: Path) -> None:
    """The run may be one of the older program, which doesn't know what the newer one adds."""
    path = tmp_path / "kliping.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as sql:
        migrations.apply(Database(sql), stop_before="m010_growth_indexes")
    lock = acquire_lock(path)
    ran = kliping("refine", "--corpus", path)
    lock.release()
    assert (ran.code, "is at work on this corpus" in ran.err) == (2, True), ran
    with closing(sqlite3.connect(path)) as sql:
        assert sql.execute("PRAGMA user_version").fetchone() == (9,)
    assert kliping("refine", "--corpus", path).code == 0


def test_a_label_is_kept_under_a_run(kliping: Run, filled: Corpus) -> None:
    """A crawl takes hours; people go on labelling. A label is one transaction of its own, so both are right."""
    lock = acquire_lock(filled.path)
    article = filled.conn.execute("SELECT min(id) FROM articles").fetchone()[0]
    ran = kliping("label", article, "yes", "--coder", "ana", "--corpus", filled.path)
    lock.release()
    assert (ran.code, "1 label kept" in ran.err) == (0, True), ran


@pytest.mark.parametrize("value", ["abc", "-1", "1e999", "nan", "1.2.3"])
def test_a_wait_that_is_no_number_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("KLIPING_BUSY", value)
    with pytest.raises(KlipingError, match=re.escape(f"KLIPING_BUSY is {value!r}; it should be a number of seconds")):
        Corpus(tmp_path / "new.db")
    assert list(tmp_path.iterdir()) == []


def test_a_label_waits_for_a_writer_and_says_so(kliping: Run, filled: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    article = filled.conn.execute("SELECT min(id) FROM articles").fetchone()[0]
    monkeypatch.setenv("KLIPING_BUSY", "0.2")
    with closing(sqlite3.connect(filled.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        ran = kliping("label", article, "yes", "--coder", "ana", "--corpus", filled.path)
    assert (ran.code, "another program" in ran.err) == (2, True), ran
    assert filled.conn.execute("SELECT count(*) FROM labels").fetchone()[0] == 0
