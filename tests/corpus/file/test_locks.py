"""Two openings of one corpus in one process: the first one's locks stay, and no acknowledged write is lost."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.file.raw_search import bytes_in_file
from corpus.integrity.soundness import faults, lost_rows
from corpus.store import Corpus

WRITE_AND_CLOSE = """
import sys
from pathlib import Path
from corpus.store import Corpus
with Corpus(Path(sys.argv[1])) as corpus:
    corpus.conn.execute("INSERT INTO meta (name, value) VALUES ('other', '1')")
"""
OPENED_BY_US = """
import os, sys
from crawler.cli import main
path = os.path.realpath(sys.argv[1])
opened = []
def note(event, args):
    if event == "open" and isinstance(args[0], (str, bytes)):
        if os.path.realpath(os.fsdecode(args[0])) in (path, path + "-shm"):
            opened.append(event)
sys.addaudithook(note)
code = main(sys.argv[2:])
sys.exit(code if not opened else 99)
"""


def locks_on(path: Path) -> list[str]:
    """The locks of this process on the file, as the kernel lists them."""
    inode, process = f":{path.stat().st_ino}", str(os.getpid())
    rows = (line.split() for line in Path("/proc/locks").read_text(encoding="ascii").splitlines())
    return sorted(row[3] for row in rows if "->" not in row and row[4] == process and row[5].endswith(inode))


def open_again(path: Path) -> None:
    with Corpus(path, read_only=True) as second:
        second.conn.execute("SELECT count(*) FROM meta").fetchone()


LOOKS_AT_A_FILE: dict[str, Callable[[Path], object]] = {
    "a second opening": open_again,
    "faults": lambda path: list(faults(path)),
    "lost_rows": lost_rows,
    "bytes_in_file": lambda path: bytes_in_file(path, {b"pembinaan"}),
}


@pytest.mark.skipif(not Path("/proc/locks").exists(), reason="only Linux lists its locks")
@pytest.mark.parametrize("look", LOOKS_AT_A_FILE)
def test_no_look_at_the_file_drops_the_locks_of_an_open_corpus(path: Path, look: str) -> None:
    with Corpus(path) as first:
        first.conn.execute("INSERT INTO meta (name, value) VALUES ('one', '1')")
        before = locks_on(path), locks_on(path.with_name(f"{path.name}-shm"))
        assert before[0]
        LOOKS_AT_A_FILE[look](path)
        assert (locks_on(path), locks_on(path.with_name(f"{path.name}-shm"))) == before


def test_a_writer_keeps_what_it_wrote_while_a_reader_opens_and_another_process_closes(path: Path) -> None:
    """Without its locks the other process would take the log away, and five acknowledged writes with it."""
    with Corpus(path) as writer:
        writer.conn.execute("INSERT INTO meta (name, value) VALUES ('first', '1')")
        open_again(path)
        subprocess.run([sys.executable, "-c", WRITE_AND_CLOSE, path], check=True, cwd=Path(__file__).parents[3])
        for number in range(5):
            writer.conn.execute("INSERT INTO meta (name, value) VALUES (?, '1')", (f"later {number}",))
    names = {row[0] for row in sqlite3.connect(path).execute("SELECT name FROM meta")}
    assert {"first", "other", *(f"later {number}" for number in range(5))} <= names


@pytest.mark.parametrize(
    "command",
    [
        ("doctor", "--corpus"),
        ("search", "pegawai", "--corpus"),
        ("show", "1", "--corpus"),
        ("refine", "--corpus"),
        ("export", "--format", "jsonl", "--corpus"),
        ("remove", "1", "--reason", "permintaan", "--yes", "--corpus"),
    ],
)
def test_no_command_opens_the_database_file_but_by_sqlite(filled: Corpus, command: tuple[str, ...]) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", OPENED_BY_US, filled.path, *command, filled.path],
        capture_output=True, text=True, check=False, cwd=Path(__file__).parents[3],
    )  # fmt: skip
    assert ran.returncode != 99, ran
    assert "Traceback" not in ran.stderr


def test_bytes_are_found_in_a_file_and_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    file = tmp_path / "berkas.bin"
    file.write_bytes(b"\0pembinaan\xffpegawai")
    assert bytes_in_file(file, [b"pembinaan", b"\xffpeg", b"nihil"]) == {b"pembinaan", b"\xffpeg"}
    (tmp_path / "kosong").touch()
    assert bytes_in_file(tmp_path / "kosong", [b"x"]) == set()
    with pytest.raises(CorpusError, match=r"cannot be searched .*IsADirectoryError.*check its rights"):
        bytes_in_file(tmp_path, [b"x"])
