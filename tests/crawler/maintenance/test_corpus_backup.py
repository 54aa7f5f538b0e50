"""A backup is whole whatever writes meanwhile; its manifest tells what the archive must hold."""

import json
import os
import shlex
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from corpus.store import Corpus

Run = Callable[..., Any]
WRITER = """
import sqlite3, sys
sql = sqlite3.connect(sys.argv[1], timeout=60, isolation_level=None)
sql.execute("CREATE TABLE catatan (name, value)")
n = 0
while True:
    n += 1
    sql.execute("BEGIN IMMEDIATE")
    sql.execute("INSERT INTO catatan VALUES (?, ?)", (f"a{n}", "x" * 3000))
    sql.execute("INSERT INTO catatan VALUES (?, ?)", (f"b{n}", "x" * 3000))
    sql.execute("COMMIT")
    if n == 20:
        print("writing", flush=True)
"""


@pytest.fixture(autouse=True)
def segment(filled: Corpus) -> Path:
    """A segment of the corpus's archive."""
    filled.archive_dir().mkdir()
    path = filled.archive_dir() / "run-1.warc.gz"
    path.write_bytes((b"\x1f\x8b" + b"x" * 998) * 4)
    return path


def test_a_backup_is_a_corpus_of_its_own(kliping: Run, filled: Corpus, segment: Path, tmp_path: Path) -> None:
    ran = kliping("backup", "copy.db", "--corpus", filled.path)
    assert (ran.code, "4 articles, 4 pages" in ran.out) == (0, True), ran
    assert sorted(p.name for p in tmp_path.glob("*copy*")) == ["copy.db", "copy.db.manifest.json"]
    with Corpus(tmp_path / "copy.db") as copy:
        assert copy.conn.execute(
            "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'integritas'"
        ).fetchone() == (2,)


def test_a_backup_is_one_state_of_the_corpus_while_another_program_writes(
    kliping: Run, filled: Corpus, tmp_path: Path
) -> None:
    with subprocess.Popen([sys.executable, "-c", WRITER, str(filled.path)], stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        codes = [kliping("backup", f"copy{n}.db", "--corpus", filled.path).code for n in range(5)]
        still_writing = writer.poll() is None
        writer.kill()
    assert (codes, still_writing) == ([0] * 5, True)
    for n in range(5):
        with closing(sqlite3.connect(tmp_path / f"copy{n}.db")) as sql:
            assert sql.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            pairs = sql.execute("SELECT sum(name GLOB 'a[0-9]*'), sum(name GLOB 'b[0-9]*') FROM catatan").fetchone()
            assert pairs[0] == pairs[1] >= 20


def test_a_backup_replaces_only_when_told(kliping: Run, filled: Corpus) -> None:
    command = ("backup", "copy.db", "--corpus", filled.path)
    assert [kliping(*command).code, kliping(*command).code, kliping(*command, "--force").code] == [0, 2, 0]


@pytest.mark.parametrize("target", ["kliping.db", "tidak-ada/copy.db", "."])
def test_a_backup_refuses_a_place_that_cannot_be(kliping: Run, filled: Corpus, target: str) -> None:
    ran = kliping("backup", target, "--force", "--corpus", filled.path)
    assert (ran.code, ran.out) == (2, "")


def test_a_damaged_corpus_gives_no_backup(kliping: Run, filled: Corpus, tmp_path: Path) -> None:
    filled.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = filled.path.read_bytes()
    (tmp_path / "torn.db").write_bytes(whole[: len(whole) // 2] + b"\xff" * (len(whole) - len(whole) // 2))
    ran = kliping("backup", "copy.db", "--corpus", "torn.db")
    assert ran.code == 5, ran
    assert not list(tmp_path.glob("*copy.db*"))


def test_what_killed_backups_left_is_cleared(kliping: Run, filled: Corpus, tmp_path: Path) -> None:
    (tmp_path / ".copy.db.4711.part").write_bytes(b"half")
    kliping("backup", "copy.db", "--corpus", filled.path)
    assert not list(tmp_path.glob(".copy.db*"))


def test_the_archive_is_copied_along(kliping: Run, filled: Corpus, segment: Path, tmp_path: Path) -> None:
    ran = kliping("backup", "copy.db", "--archive", "safe", "--corpus", filled.path)
    assert ran.code == 0, ran
    assert (tmp_path / "safe" / segment.name).read_bytes() == segment.read_bytes()
    segment.unlink()
    check = kliping("doctor", "--corpus", "copy.db", "--manifest", "copy.db.manifest.json", "--archive", "safe")
    assert (check.code, "safe, 4 pages" in check.out) == (0, True), check.out


@pytest.mark.parametrize("harm", [lambda data: data[:-9] + b"y" + data[-8:], lambda data: data[:-1]])
def test_a_copy_made_before_is_not_replaced_by_a_file_that_was_changed(
    kliping: Run, filled: Corpus, segment: Path, tmp_path: Path, harm: Callable[[bytes], bytes]
) -> None:
    backup = ("backup", "copy.db", "--archive", "safe", "--force", "--corpus", filled.path)
    kliping(*backup)
    sound = segment.read_bytes()
    segment.write_bytes(harm(sound))
    ran = kliping(*backup)
    assert (ran.code, "the copy was not replaced" in ran.err, "holds them all" in ran.out) == (5, True, False), ran
    assert (tmp_path / "safe" / segment.name).read_bytes() == sound
    ran = kliping("doctor", "--corpus", "copy.db", "--manifest", "copy.db.manifest.json", "--archive", "safe", "--json")
    assert [row for row in ran.rows if row["check"] == "manifest" and not row["well"]] == []
    segment.write_bytes(sound + b"more")  # a segment grows while its run goes on
    assert kliping(*backup).code == 0
    assert (tmp_path / "safe" / segment.name).read_bytes() == sound + b"more"


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (lambda path: path.unlink(), "run-1.warc.gz is missing (4 pages)"),
        (lambda path: path.parent.rename(path.parent.with_name("elsewhere")), "run-1.warc.gz is missing (4 pages)"),
        (lambda path: path.write_bytes(path.read_bytes()[:-1]), "ends at byte 3,999, before its last page"),
    ],
)
@pytest.mark.parametrize("more", [(), ("--archive", "safe")])
def test_a_backup_of_a_torn_archive_is_made_and_not_called_whole(
    kliping: Run, filled: Corpus, segment: Path, tmp_path: Path, harm: Callable[[Path], Any], sentence: str,
    more: tuple[str, ...],
) -> None:  # fmt: skip
    harm(segment)
    ran = kliping("backup", "copy.db", *more, "--corpus", filled.path)
    assert (ran.code, sentence in ran.err, "this backup is not complete" in ran.err) == (5, True, True), ran
    assert ("checked and whole" in ran.out, "holds them all" in ran.out) == (False, False)
    with Corpus(tmp_path / "copy.db", read_only=True) as copy:
        assert copy.conn.execute("SELECT count(*) FROM articles").fetchone() == (4,)


ELSEWHERE = """
mkdir target && mount -t tmpfs -o size={size} tmpfs target || exit 77
{mode}
{run} > said 2>&1; echo $? > code
"""


@pytest.mark.parametrize(
    ("size", "mode", "sentence"),
    [
        (
            "1m",
            "mount -o remount,ro target",
            "target/copy.db: the folder target can't be written to; name another place",
        ),
        ("64k", "true", "target/copy.db: the backup can't be written (database or disk is full); make space"),
        ("1m", "head -c 850k /dev/zero > target/x", "target/copy.db: the backup can't be "),
    ],
)
def test_a_target_that_cannot_be_written_is_named(
    filled: Corpus, tmp_path: Path, size: str, mode: str, sentence: str
) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    run = shlex.join([sys.executable, "-m", "crawler.cli", "backup", "target/copy.db", "--corpus", str(filled.path)])
    script = ELSEWHERE.format(size=size, mode=mode, run=run)
    ran = subprocess.run(["unshare", "-m", "sh", "-c", script], capture_output=True, text=True, cwd=tmp_path)
    if ran.returncode == 77:
        pytest.skip(f"no small disk can be mounted here: {ran.stderr.strip()}")
    assert (tmp_path / "code").read_text() == "2\n", (tmp_path / "said").read_text()
    assert sentence in (tmp_path / "said").read_text()
    assert len((tmp_path / "said").read_text().splitlines()) == 1


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (lambda path: path.unlink(), "is missing"),
        (lambda path: path.write_bytes(path.read_bytes()[:-1]), "has 3,999 bytes of 4,000"),
        (lambda path: path.write_bytes(path.read_bytes()[:-1] + b"y"), "differs from its entry in the manifest"),
    ],
)
def test_doctor_compares_an_archive_with_a_manifest(
    kliping: Run, filled: Corpus, segment: Path, tmp_path: Path, harm: Callable[[Path], Any], sentence: str
) -> None:
    kliping("backup", "copy.db", "--archive", "safe", "--corpus", filled.path)
    harm(tmp_path / "safe" / segment.name)
    ran = kliping("doctor", "--corpus", filled.path, "--manifest", "copy.db.manifest.json", "--archive", "safe")
    assert (ran.code, sentence in ran.out) == (5, True), ran.out


def test_what_came_after_the_manifest_is_no_fault(kliping: Run, filled: Corpus, segment: Path) -> None:
    kliping("backup", "copy.db", "--corpus", filled.path)
    segment.write_bytes(segment.read_bytes() + b"more")
    (segment.parent / "later.warc.gz").write_bytes(b"\x1f\x8b")
    ran = kliping("doctor", "--corpus", filled.path, "--manifest", "copy.db.manifest.json", "--json")
    assert [row for row in ran.rows if row["check"] == "manifest" and not row["well"]] == []


def test_what_is_no_manifest_is_said(kliping: Run, filled: Corpus, segment: Path, tmp_path: Path) -> None:
    for text in ("", "[]", '{"segments": [{}]}', json.dumps({"segments": 3})):
        (tmp_path / "m.json").write_text(text, encoding="utf-8")
        ran = kliping("doctor", "--corpus", filled.path, "--manifest", "m.json")
        assert (ran.code, "can't be read as a manifest" in ran.err) == (2, True)


def test_a_writer_is_not_held_up_by_a_backup(kliping: Run, filled: Corpus) -> None:
    waits: list[float] = []
    done = threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(filled.path, timeout=30, isolation_level=None)) as sql:
            sql.execute("CREATE TABLE catatan (name PRIMARY KEY, value)")
            while not done.is_set():
                began = time.monotonic()
                sql.execute("INSERT OR REPLACE INTO catatan VALUES ('n', 'x')")
                waits.append(time.monotonic() - began)

    writer = threading.Thread(target=write)
    writer.start()
    codes = [kliping("backup", "copy.db", "--force", "--corpus", filled.path).code for _ in range(3)]
    done.set()
    writer.join()
    assert codes == [0, 0, 0]
    assert max(waits) < 5
