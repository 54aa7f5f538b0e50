"""What is wrong with a corpus's path is said in a sentence, with a code."""

import os
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from corpus.errors import CorpusDamagedError, CorpusError
from corpus.file.opening import explain
from corpus.file.schema import SCHEMA_VERSION
from corpus.integrity.soundness import faults
from corpus.store import Corpus
from crawler.run.operation import Operation
from crawler.run.run_plan import Plan


def test_a_folder_is_no_corpus(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"is a folder; name a file in it, as --corpus .*kliping\.db"):
        Corpus(tmp_path)


@pytest.mark.parametrize("end", ["-wal", "-shm", "-journal", ".counts", ".removal", ".damage"])
def test_a_folder_in_place_of_a_file_of_the_corpus_is_refused(path: Path, end: str) -> None:
    Corpus(path).close()
    path.with_name(path.name + end).unlink(missing_ok=True)
    path.with_name(path.name + end).mkdir()
    with pytest.raises(CorpusError, match=f"{re.escape(end)}: is a folder, where a file of the corpus should be"):
        Corpus(path)
    assert "is a folder" in next(iter(faults(path)))


def test_a_link_to_a_corpus_is_that_corpus(path: Path, tmp_path: Path) -> None:
    Corpus(path).close()
    (tmp_path / "tautan").mkdir()
    link = tmp_path / "tautan" / "lain.db"
    link.symlink_to(path)
    with Corpus(link) as corpus:
        assert corpus.path == path.resolve()  # so lock, notes and archive are those of the file, whatever its name
    assert [file.name for file in link.parent.iterdir()] == ["lain.db"]


def test_reading_where_nothing_is_makes_nothing(path: Path) -> None:
    with pytest.raises(CorpusError, match="there is no corpus here"):
        Corpus(path, read_only=True)
    assert not path.exists()


def test_a_missing_folder_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="does not exist; make it first"):
        Corpus(tmp_path / "tidak-ada" / "kliping.db")


def test_a_newer_schema_asks_for_a_newer_program(path: Path) -> None:
    Corpus(path).close()
    with closing(sqlite3.connect(path)) as sql:
        sql.execute("PRAGMA user_version = 99")
    with pytest.raises(CorpusError, match=r"newer kliping \(schema 99, this program knows") as caught:
        Corpus(path, read_only=True)
    assert caught.value.exit_code == 2


def test_what_is_not_sqlite_is_damaged(path: Path) -> None:
    path.write_text("bukan basis data, hanya teks biasa", encoding="utf-8")
    with pytest.raises(CorpusDamagedError, match="not an SQLite file") as caught:
        Corpus(path, read_only=True)
    assert caught.value.exit_code == 5


def test_another_programs_database_is_left_alone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as sql:
        sql.execute("CREATE TABLE resep (nama TEXT)")
    with pytest.raises(CorpusError, match="not a kliping corpus"):
        Corpus(path)


def test_a_corpus_without_its_schema_number_is_damaged(path: Path) -> None:
    Corpus(path).close()
    with closing(sqlite3.connect(path)) as sql:
        sql.execute("PRAGMA user_version = 0")
    with pytest.raises(CorpusDamagedError, match="lost its schema number"):
        Corpus(path)


def test_an_empty_file_becomes_a_corpus_when_written_to(path: Path) -> None:
    path.touch()
    with pytest.raises(CorpusError, match="empty"):
        Corpus(path, read_only=True)
    with Corpus(path) as corpus:
        assert corpus.conn.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION


def test_a_byte_of_the_schema_that_is_no_utf8_is_damage(filled: Corpus) -> None:
    """SQLite's own sentence quotes the byte, and Python can't decode it."""
    filled.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    filled.close()
    content = filled.path.read_bytes()
    place = content.index(b"CREATE TABLE runs")
    filled.path.write_bytes(content[:place] + b"\xb1" + content[place + 1 :])
    assert [fault for fault in faults(filled.path) if "malformed database schema" in fault]
    for read_only in (True, False):
        with pytest.raises(CorpusDamagedError, match="malformed database schema"):
            Corpus(filled.path, read_only=read_only)


def test_a_torn_file_is_damaged(filled: Corpus, tmp_path: Path) -> None:
    filled.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    torn = tmp_path / "torn.db"
    whole = filled.path.read_bytes()
    torn.write_bytes(whole[:100] + b"\xff" * (len(whole) - 100))
    with pytest.raises(CorpusDamagedError, match="the corpus is damaged"):
        Corpus(torn, read_only=True)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipa")
    with pytest.raises(CorpusError, match="no ordinary file"):
        Corpus(tmp_path / "pipa")


def test_a_name_longer_than_the_system_takes(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="cannot be opened"):
        Corpus(tmp_path / ("k" * 5000))


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_file_is_told_before_anything_is_fetched(path: Path) -> None:
    Corpus(path).close()
    path.chmod(0o400)
    with pytest.raises(CorpusError, match="read-only"):
        Corpus(path)


def test_a_read_only_corpus_is_never_written(filled: Corpus) -> None:
    with Corpus(filled.path, read_only=True) as reader:
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            reader.conn.execute("DELETE FROM meta")
        with pytest.raises(sqlite3.OperationalError, match=r"readonly|unsafe use of virtual table"):
            reader.conn.execute("DELETE FROM articles")  # its triggers write to the full-text index


def test_odd_letters_in_the_path(tmp_path: Path) -> None:
    path = tmp_path / "berita #1? 50% (arsip).db"
    Corpus(path).close()
    with Corpus(path, read_only=True) as corpus:
        assert corpus.conn.execute("SELECT count(*) FROM articles").fetchone()[0] == 0


def test_rights_are_asked_of_the_system(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(CorpusError, match="can't be written to; choose another with --corpus"):
        Corpus(path)


def newer(path: Path, script: str = "") -> None:
    """What a newer program does to the corpus while this one has it open."""
    with closing(sqlite3.connect(path, isolation_level=None)) as sql:
        sql.executescript(f"{script}; PRAGMA user_version = 99")


def test_a_corpus_that_a_newer_program_migrated_meanwhile_is_not_written_to(filled: Corpus) -> None:
    with filled.transaction() as sql:
        sql.execute("INSERT INTO meta VALUES ('sebelum', '1')")
    newer(filled.path)
    with pytest.raises(sqlite3.OperationalError) as caught, filled.transaction() as sql:
        sql.execute("INSERT INTO meta VALUES ('sesudah', '1')")
    assert not filled.conn.in_transaction
    sentence = explain(caught.value, filled.path)
    assert sentence.exit_code == 2
    assert re.search(r"newer kliping has changed the corpus .*schema 99, .* upgrade with `pipx", str(sentence))
    assert [row[0] for row in filled.conn.execute("SELECT name FROM meta WHERE name LIKE 'se%'")] == ["sebelum"]


def test_a_table_that_a_newer_program_took_away_is_said_in_the_same_words(filled: Corpus) -> None:
    with Corpus(filled.path, read_only=True) as reader:
        newer(filled.path, "DROP TABLE watches")
        with pytest.raises(sqlite3.OperationalError, match="no such table") as caught:
            reader.conn.execute("SELECT * FROM watches")
    assert "a newer kliping has changed the corpus" in str(explain(caught.value, filled.path))


def test_a_run_that_a_newer_program_overtakes_ends_with_its_work_kept(filled: Corpus) -> None:
    """As the disk that is full: the run's rows stay, and the next run marks it as died."""
    operation = Operation(Plan("import", filled.path))
    newer(filled.path)
    with pytest.raises(CorpusError, match="a newer kliping has changed the corpus"):
        operation.close(state="finished", exit_code=0)
    assert filled.conn.execute("SELECT state FROM runs ORDER BY id DESC").fetchone() == ("running",)
