"""The front door is quick, tells a journalist what there is, and answers a mistake with a sentence."""

import errno
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.store import Corpus
from crawler.cli import SECTIONS, main

Run = Callable[..., Any]
HOUSE = Path(__file__).parents[3]
HEAVY = ("scrapy", "twisted", "trafilatura", "lxml", "sqlite_utils", "rich", "warcio", "platformdirs")


def _python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True, text=True, timeout=60, check=False,
        env={**os.environ, "PYTHONPATH": str(HOUSE), "PYTHONUTF8": "1", **environment},
    )  # fmt: skip


def _imported(script: str, **environment: str) -> set[str]:
    """The heavy packages that are imported after `script` ran."""
    done = _python("-c", f"import sys\n{script}\nprint('IMPORTED', *sys.modules)", **environment)
    assert done.returncode == 0, done.stderr
    return set(HEAVY) & {name.split(".")[0] for name in done.stdout.split("IMPORTED")[-1].split()}


def test_help_imports_nothing_heavy() -> None:
    assert _imported("from crawler.cli import main\nassert main(['--help']) == 0") == set()


def test_a_search_imports_nothing_it_does_not_need(filled: Corpus, tmp_path: Path) -> None:
    script = f"from crawler.cli import main\nassert main(['search', 'pegawai', '--corpus', {str(filled.path)!r}]) == 0"
    assert _imported(script, XDG_STATE_HOME=str(tmp_path)) <= {"platformdirs"}


def test_the_help_names_every_command(kliping: Run) -> None:
    page = kliping("--help").out
    for heading, commands in SECTIONS.items():
        assert f"{heading}:" in page
        for name, (_, line) in commands.items():
            assert f"  {name} " in page
            assert line in page
    assert "kliping search '\"pembinaan pegawai\" NTT'" in page


@pytest.mark.parametrize("name", [name for commands in SECTIONS.values() for name in commands])
def test_every_command_is_there_and_has_help(kliping: Run, name: str) -> None:
    ran = kliping(name, "--help")
    assert ran.code == 0
    assert ran.out.startswith(f"Usage: kliping {name} ")


def test_an_unknown_command_names_the_nearest(kliping: Run) -> None:
    ran = kliping("serch", "pegawai")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("kliping: there is no command `serch`; did you mean `search`?")


@pytest.mark.parametrize(
    "arguments",
    [("search", "--nope"), ("search", "-n", "banyak"), ("export",), ("show",), ("--nope",), ("topic", "chek"),
     ("outlets", "lst"), ("init", "--contact", "bukan alamat")],
)  # fmt: skip
def test_a_mistake_is_one_sentence(kliping: Run, arguments: tuple[str, ...]) -> None:
    ran = kliping(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("kliping: ")
    assert ran.err.count("\n") == 1


def test_no_command_is_the_help(kliping: Run) -> None:
    assert "Collect:" in kliping().err


def test_the_version(kliping: Run) -> None:
    assert kliping("--version").out.startswith("kliping ")


READERS = (("search", "pegawai"), ("show", "20637024256"), ("export", "-o", "berita.csv"), ("doctor",))


@pytest.mark.parametrize("command", READERS)
def test_a_folder_is_no_corpus(kliping: Run, command: tuple[str, ...], tmp_path: Path) -> None:
    ran = kliping(*command, "--corpus", tmp_path)
    assert ran.code == 2
    assert "is a folder; name a file in it" in ran.err


@pytest.mark.parametrize("command", READERS[:3])
def test_no_corpus(kliping: Run, command: tuple[str, ...], tmp_path: Path) -> None:
    ran = kliping(*command)
    assert ran.code == 2
    assert ran.err == "kliping: kliping.db: there is no corpus here; `kliping crawl` or `kliping import` makes one\n"
    assert not (tmp_path / "kliping.db").exists()


@pytest.mark.parametrize("command", READERS)
def test_a_newer_corpus(kliping: Run, command: tuple[str, ...], filled: Corpus) -> None:
    filled.conn.execute("PRAGMA user_version = 99")
    ran = kliping(*command, "--corpus", filled.path)
    assert ran.code == 2
    assert "made by a newer kliping (schema 99" in ran.err


@pytest.mark.parametrize("command", READERS)
def test_another_programs_database(kliping: Run, command: tuple[str, ...], tmp_path: Path) -> None:
    sql = sqlite3.connect(tmp_path / "resep.db")
    sql.execute("CREATE TABLE resep (nama TEXT)")
    sql.close()
    ran = kliping(*command, "--corpus", tmp_path / "resep.db")
    assert ran.code == 2
    assert "not a kliping corpus" in ran.err


@pytest.mark.parametrize("command", READERS)
def test_a_file_that_is_no_database(kliping: Run, command: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "catatan.txt").write_text("bukan basis data sama sekali", encoding="utf-8")
    ran = kliping(*command, "--corpus", tmp_path / "catatan.txt")
    assert ran.code == 5
    assert "not an SQLite file" in ran.out + ran.err


def test_damage_found_while_reading(kliping: Run, filled: Corpus, tmp_path: Path) -> None:
    filled.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole, torn = filled.path.read_bytes(), tmp_path / "torn.db"
    root = filled.conn.execute("SELECT rootpage FROM sqlite_master WHERE name = 'articles'").fetchone()[0]
    size = filled.conn.execute("PRAGMA page_size").fetchone()[0]
    torn.write_bytes(whole[: (root - 1) * size] + b"\xff" * size + whole[root * size :])
    ran = kliping("search", "--corpus", torn)
    assert ran.code == 5
    assert ran.err.startswith(f"kliping: {torn}: the corpus is damaged")


def test_the_corpus_may_be_named_by_the_environment(
    kliping: Run,
    filled: Corpus,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KLIPING_CORPUS", str(filled.path))
    assert "Pembinaan Pegawai di NTT" in kliping("search", "integritas").out


def test_an_interruption_is_told(kliping: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("crawler.cli.cli.get_command", interrupt)
    ran = kliping("search", "x")
    assert (ran.code, ran.err.strip()) == (130, "kliping: interrupted")


def test_a_place_that_cannot_be_written_to_is_told(kliping: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), "demo.db")  # as root, no folder refuses by its mode

    monkeypatch.setattr("crawler.cli.cli.get_command", refuse)
    ran = kliping("search", "x")
    assert (ran.code, ran.err.startswith("kliping: demo.db: it can't be written to; name another place")) == (2, True)


@pytest.mark.skipif(os.name != "posix", reason="a POSIX shell")
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_closed_streams_are_no_fault(filled: Corpus, closed: str) -> None:
    command = f'"{sys.executable}" -m crawler.cli search pegawai --corpus "{filled.path}" {closed}'
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, timeout=60, check=False, cwd=HOUSE)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_a_sentence(filled: Corpus) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "crawler.cli", "export", "-o", "-", "--corpus", str(filled.path)],
            stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, check=False, cwd=HOUSE,
        )  # fmt: skip
    assert done.returncode == 2
    assert "the disk is full" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="pipes of a POSIX shell")
@pytest.mark.parametrize("command", [("search", "--json", "--corpus"), ("--help",), ("--version",), ("demo", "--help")])
def test_a_reader_that_has_seen_enough(filled: Corpus, tmp_path: Path, command: tuple[str, ...]) -> None:
    words = (*command, str(filled.path)) if command[-1] == "--corpus" else command
    read, write = os.pipe()
    os.close(read)  # as `head` that is gone already
    done = subprocess.run(
        [sys.executable, "-m", "crawler.cli", *words],
        stdout=write, stderr=subprocess.PIPE, text=True, timeout=60, check=False, cwd=HOUSE,
        env={**os.environ, "XDG_STATE_HOME": str(tmp_path)},
    )  # fmt: skip
    os.close(write)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


def test_main_takes_the_processs_own_arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["kliping", "--version"])
    assert main() == 0
