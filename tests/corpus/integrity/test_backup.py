"""A copy of the file is one state of it, however often it changes while it is made."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from corpus.errors import CorpusDamagedError
from corpus.file import copying
from corpus.file.copying import copy_database
from corpus.integrity.backup import Backup, known_backups, note_backup
from corpus.store import Corpus


def test_a_copy_is_made_once_however_often_the_file_changes(
    filled: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "PAGES", 5)
    pages = filled.conn.execute("PRAGMA page_count").fetchone()[0]
    steps = []

    def write(_status: int, left: int, _all: int) -> None:
        steps.append(left)
        assert len(steps) <= pages
        filled.conn.execute("INSERT INTO meta VALUES (?, 'sesudah')", (f"n{len(steps)}",))

    copy_database(filled.path, tmp_path / "copy.db", write)
    assert steps == sorted(steps, reverse=True)
    with closing(sqlite3.connect(tmp_path / "copy.db")) as sql:
        assert sql.execute("SELECT count(*) FROM meta WHERE value = 'sesudah'").fetchone() == (0,)


def test_a_copy_that_is_not_sound_takes_no_name(filled: Corpus, tmp_path: Path) -> None:
    filled.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    harmed = tmp_path / "harmed.db"
    root = filled.conn.execute("SELECT rootpage FROM sqlite_master WHERE name = 'origins'").fetchone()[0]
    data = bytearray(filled.path.read_bytes())
    data[(root - 1) * 4096 : root * 4096] = b"\xff" * 4096
    harmed.write_bytes(data)
    with pytest.raises(CorpusDamagedError, match="the copy is not sound"):
        copy_database(harmed, tmp_path / "copy.db")
    assert not list(tmp_path.glob("*copy.db*"))


def test_the_corpus_knows_its_backups_that_are_still_there(filled: Corpus, tmp_path: Path) -> None:
    for name in ("a.db", "b.db", "a.db"):
        (tmp_path / name).touch()
        note_backup(filled, Backup(str(tmp_path / name), "2024-03-08T00:00:00+00:00"))
    (tmp_path / "b.db").unlink()
    assert [backup.path for backup in known_backups(filled)] == [str(tmp_path / "a.db")]
