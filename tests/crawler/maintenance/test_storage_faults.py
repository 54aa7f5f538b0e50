"""Full disks, busy files, damaged bytes, jumping clocks: said in a sentence, and nothing acknowledged is lost."""

import os
import shlex
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from corpus.integrity.soundness import counts_path
from corpus.store import Corpus
from crawler.archive.writer import ArchiveWriter
from tests import programs

# warcio leaves a temporary file to the garbage collector for each record it writes
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

Run = Callable[..., Any]
KLIPING = [sys.executable, "-m", "crawler.cli"]
PAGES = 12


def _archive(folder: Path, number: int = PAGES) -> Path:
    """A WARC file of articles, each with a kilobyte that doesn't pack."""
    writer = ArchiveWriter(folder, 0, {})
    for n in range(number):
        noise = os.urandom(3000).hex()
        text = "".join(
            f"<p>Kantor layanan nomor {n} membuka loket {k} bagi warga yang mengurus dokumen.</p>" for k in range(9)
        )
        head = f"<html><head><title>Berita {n}</title><!--{noise}--></head>"
        body = f"{head}<body><article><h1>Berita {n}</h1>{text}</article>"
        url = f"https://suara-kota.example/berita-loket-{n}"
        writer.write(url, 200, [("Content-Type", "text/html")], body.encode(), datetime(2024, 3, 8, tzinfo=UTC))
    writer.close()
    return folder


def _run(*arguments: object, **environment: str) -> "subprocess.CompletedProcess[str]":
    cleaned = {k: v for k, v in os.environ.items() if not k.startswith("KLIPING_")}
    return programs.run("-m", "crawler.cli", *arguments, env={**cleaned, **environment}, timeout=300)


def _articles(path: Path) -> int:
    with closing(sqlite3.connect(path)) as sql:
        return int(sql.execute("SELECT count(*) FROM articles").fetchone()[0])


@pytest.fixture
def imported(tmp_path: Path, kliping: Run) -> Path:
    path = tmp_path / "kliping.db"
    assert kliping("import", _archive(tmp_path / "in"), "--corpus", path, "--quiet").code == 0
    return path


# --- another writer ---------------------------------------------------------------------------------------------------


def test_a_wait_for_another_writer_is_said_once_and_nothing_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "kliping.db"
    Corpus(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        command = [*KLIPING, "import", str(_archive(tmp_path / "in")), "--corpus", str(path), "--quiet"]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as waiting:
            assert waiting.stderr is not None
            lines = [waiting.stderr.readline()]
            other.execute("COMMIT")
            lines += waiting.stderr.readlines()
    assert waiting.returncode == 0
    assert [line for line in lines if "waiting for it" in line] == lines[:1]
    assert _articles(path) == PAGES


def test_a_wait_that_is_too_long_ends_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "kliping.db"
    Corpus(path).close()
    source = _archive(tmp_path / "in")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        ran = _run("import", source, "--corpus", path, KLIPING_BUSY="0.5")
    assert (ran.returncode, "another program has been writing for 0.5 s" in ran.stderr) == (2, True), ran.stderr
    assert "Traceback" not in ran.stderr
    assert _run("import", source, "--corpus", path).returncode == 0
    assert _articles(path) == PAGES


# --- a full disk ------------------------------------------------------------------------------------------------------

FULL = """
mount -t tmpfs -o size={size}k tmpfs {disk} || exit 77
{run} > {out}/1.out 2> {out}/1.err; echo $? > {out}/1.code
[ -f {db} ] && cp {db}* {out}/
mount -o remount,size=200m {disk}
{run} > {out}/2.out 2> {out}/2.err; echo $? > {out}/2.code
{doctor} > {out}/3.out 2> {out}/3.err; echo $? > {out}/3.code
cp {db} {out}/end.db
"""


def _on_a_small_disk(tmp_path: Path, size: int, db: str, archive: str) -> Path:
    """Import on a disk of `size` kB, again after space was made, and ask doctor; the results' folder."""
    if os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    disk, out = tmp_path / "disk", tmp_path / "out"
    disk.mkdir()
    out.mkdir()
    source = _archive(tmp_path / "in", 60)
    kliping = shlex.join(KLIPING)
    run = f"{kliping} import {source} --corpus {tmp_path / db} --archive {tmp_path / archive}"
    script = FULL.format(
        size=size, disk=disk, run=run, out=out, db=tmp_path / db, doctor=f"{kliping} doctor --corpus {tmp_path / db}"
    )
    ran = subprocess.run(["unshare", "-m", "sh", "-c", script], capture_output=True, text=True, timeout=300)
    if ran.returncode == 77:
        pytest.skip(f"no small disk can be mounted here: {ran.stderr.strip()}")
    return out


@pytest.mark.parametrize(
    ("size", "db", "archive", "sentence"),
    [
        (900, "disk/kliping.db", "archive", "full"),
        (220, "kliping.db", "disk/archive", "the archive can't be written to (No space left on device)"),
    ],
)
def test_a_full_disk_stops_the_run_and_loses_nothing(
    tmp_path: Path, size: int, db: str, archive: str, sentence: str
) -> None:
    out = _on_a_small_disk(tmp_path, size, db, archive)
    message = (out / "1.err").read_text()
    assert (out / "1.code").read_text().strip() not in {"0", ""}, message
    assert sentence in message
    assert "Traceback" not in message
    stored = _articles(out / "kliping.db")
    assert (out / "2.code").read_text().strip() == "0", (out / "2.err").read_text()
    assert stored < 60
    assert _articles(out / "end.db") == 60
    assert (out / "3.code").read_text().strip() == "0", (out / "3.out").read_text()


def test_a_record_that_broke_off_hurts_no_other(imported: Path, kliping: Run, tmp_path: Path) -> None:
    segment = next((tmp_path / "kliping-archive").iterdir())
    segment.write_bytes(segment.read_bytes() + segment.read_bytes()[:500])
    assert kliping("refine", "--corpus", imported).out.startswith(f"refined {PAGES} pages: {PAGES} same")
    assert kliping("import", _archive(tmp_path / "more", 14), "--corpus", imported).code == 0
    assert len(list((tmp_path / "kliping-archive").iterdir())) == 2  # a segment of its own
    ran = kliping("doctor", "--corpus", imported, "--deep")
    assert (ran.code, "1 file with a broken end" in ran.out) == (0, True), ran.out


# --- damaged bytes ----------------------------------------------------------------------------------------------------


def _overwrite(path: Path, at: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(data)


def _harm_page(path: Path) -> None:
    with closing(sqlite3.connect(path)) as sql:
        root = sql.execute("SELECT rootpage FROM sqlite_master WHERE name = 'articles'").fetchone()[0]
    _overwrite(path, (root - 1) * 4096, b"\xff" * 4096)


DAMAGE: dict[str, Callable[[Path], Any]] = {
    "header": lambda path: _overwrite(path, 0, b"\0" * 16),
    "page": _harm_page,
    "cut": lambda path: os.truncate(path, path.stat().st_size - 8192),
    "schema": lambda path: _overwrite(path, 100, b"\xff" * 600),
}


@pytest.mark.parametrize("what", DAMAGE)
def test_a_damaged_file_is_named_and_no_run_begins(imported: Path, kliping: Run, tmp_path: Path, what: str) -> None:
    DAMAGE[what](imported)
    ran = kliping("doctor", "--corpus", imported)
    assert ran.code == 5, ran
    assert str(imported) in ran.out
    before = imported.read_bytes()
    for command in (("refine",), ("import", tmp_path / "in"), ("crawl", "--replay", tmp_path / "in")):
        ran = kliping(*command, "--corpus", imported)
        assert ran.code == 5, ran
        assert "doctor" in ran.err
    ran = kliping("doctor", "--corpus", imported, "--accept-loss")
    assert (ran.code, ran.out, "can't be mended here" in ran.err) == (5, "", True), ran
    assert imported.read_bytes() == before


def test_a_corpus_past_mending_is_made_anew_by_the_command_that_is_told(imported: Path, kliping: Run) -> None:
    _harm_page(imported)
    report = kliping("doctor", "--corpus", imported).out
    command = shlex.split(report.split("anew from its archive: kliping ")[1].splitlines()[0])
    assert kliping(*command, "--quiet").code == 0
    assert _articles(Path(command[-1])) == PAGES


def test_a_loss_is_not_accepted_where_the_file_is_damaged_beside_its_log(with_log: Path, kliping: Run) -> None:
    _overwrite(_log(with_log), _log(with_log).stat().st_size // 2, b"\xff" * 64)
    _overwrite(with_log, 4096 * 6, b"\xa5" * 4096)
    before = _log(with_log).read_bytes()
    ran = kliping("doctor", "--corpus", with_log, "--accept-loss")
    assert (ran.code, "can't be mended here" in ran.err) == (5, True), ran
    assert _log(with_log).read_bytes() == before


KILLED = """
import os, signal, sys
from corpus.store import Corpus
corpus = Corpus(sys.argv[1])
for n in range(40):
    with corpus.transaction() as sql:
        sql.execute("INSERT INTO meta VALUES (?, ?)", (f"n{n}", "x" * 6000))
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def with_log(imported: Path) -> Path:
    """The corpus as a killed writer leaves it: 40 commits stand in the log only."""
    died = programs.run("-c", KILLED, imported)
    assert died.returncode == -signal.SIGKILL
    assert _log(imported).stat().st_size > 40 * 4096
    return imported


def _log(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def test_a_log_that_a_kill_left_is_no_damage(with_log: Path, kliping: Run) -> None:
    assert kliping("doctor", "--corpus", with_log).code == 0
    assert kliping("refine", "--corpus", with_log).code == 0
    with Corpus(with_log) as corpus:
        assert corpus.conn.execute("SELECT count(*) FROM meta WHERE name LIKE 'n%'").fetchone() == (40,)


def test_a_log_whose_last_frame_broke_off_is_no_damage(with_log: Path, kliping: Run) -> None:
    os.truncate(_log(with_log), _log(with_log).stat().st_size - 1000)
    assert kliping("doctor", "--corpus", with_log).code == 0


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (lambda log: _overwrite(log, log.stat().st_size // 2, b"\xff" * 64), "later commits can't be read"),
        (lambda log: _overwrite(log, 8, b"\xff" * 8), "has a damaged header"),
        (lambda log: log.unlink(), "is missing, though a program that was killed must have left it"),
    ],
)
def test_a_damaged_log_is_named_before_it_is_thrown_away(
    with_log: Path, kliping: Run, tmp_path: Path, harm: Callable[[Path], Any], sentence: str
) -> None:
    harm(_log(with_log))
    there = _log(with_log).exists()
    ran = kliping("doctor", "--corpus", with_log)
    assert (ran.code, sentence in ran.out) == (5, True), ran.out
    for command in (("refine",), ("crawl", "--replay", tmp_path / "in")):
        assert kliping(*command, "--corpus", with_log).code == 5
    assert _log(with_log).exists() == there
    assert kliping("doctor", "--corpus", with_log, "--accept-loss").code == 0
    assert kliping("refine", "--corpus", with_log).code == 0


def test_lost_rows_are_seen_and_brought_back_by_an_import(imported: Path, kliping: Run, tmp_path: Path) -> None:
    """What a lost log leaves: a sound file of an earlier day beside a later archive."""
    earlier = tmp_path / "earlier.db"
    with closing(sqlite3.connect(imported)) as sql, closing(sqlite3.connect(earlier)) as copy:
        sql.backup(copy)
    assert kliping("import", _archive(tmp_path / "more", 20), "--corpus", imported, "--quiet").code == 0
    imported.write_bytes(earlier.read_bytes())
    ran = kliping("doctor", "--corpus", imported)
    assert ran.code == 5
    assert "has lost 1 of 2 rows of runs, 8 of 20 rows of frontier" in ran.out
    assert "holds 8 pages that the corpus doesn't know" in ran.out
    assert kliping("refine", "--corpus", imported).code == 5
    assert kliping("import", tmp_path / "kliping-archive", "--corpus", imported, "--quiet").code == 0
    assert _articles(imported) == 20
    assert kliping("refine", "--corpus", imported).code == 0


READ_ONLY = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"'


def _run_where_read_only(folder: Path, *arguments: object) -> "subprocess.CompletedProcess[str]":
    """The command line where nothing in the folder can be written, by root neither; skips where that can't be had."""
    unshare = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", READ_ONLY, str(folder)]
    try:
        possible = subprocess.run([*unshare, "true"], capture_output=True).returncode == 0
    except FileNotFoundError:
        possible = False
    if not possible:
        pytest.skip("no mounts of one's own here")
    kliping = [sys.executable, "-m", "crawler.cli", *map(str, arguments)]
    return subprocess.run([*unshare, *kliping], capture_output=True, text=True)


def test_an_archive_that_is_read_only_is_told_by_remove(imported: Path, kliping: Run, tmp_path: Path) -> None:
    with closing(sqlite3.connect(imported)) as sql:
        article_id = sql.execute("SELECT min(id) FROM articles").fetchone()[0]
    command = ("remove", article_id, "--reason", "x", "--yes", "--corpus", imported)
    ran = _run_where_read_only(tmp_path / "kliping-archive", *command)
    assert (ran.returncode, "can't be written anew (Read-only file system)" in ran.stderr) == (2, True), ran.stderr
    assert "Traceback" not in ran.stderr
    assert kliping(*command).code == 0


def test_a_folder_that_is_read_only_is_told_by_export(imported: Path, tmp_path: Path) -> None:
    (tmp_path / "cd").mkdir()
    ran = _run_where_read_only(tmp_path / "cd", "export", "-o", tmp_path / "cd" / "x.csv", "--corpus", imported)
    assert (ran.returncode, "x.csv: can't be written (Read-only" in ran.stderr) == (2, True), ran.stderr
    assert "Traceback" not in ran.stderr


def test_the_command_that_brings_pages_back_can_be_pasted(kliping: Run, tmp_path: Path) -> None:
    path = tmp_path / "arsip lama" / "kliping.db"
    path.parent.mkdir()
    Corpus(path).close()
    _archive(path.parent / "kliping-archive", 3)
    ran = kliping("doctor", "--corpus", path).out
    [line] = [line for line in ran.splitlines() if "to take them in: " in line]
    program, *arguments = shlex.split(line.partition("to take them in: ")[2])
    assert (program, kliping(*arguments, "--quiet").code, _articles(path)) == ("kliping", 0, 3), ran


def test_counts_of_another_corpus_that_stood_here_say_nothing(imported: Path, kliping: Run, tmp_path: Path) -> None:
    imported.unlink()
    counts_path(imported).write_text(counts_path(imported).read_text().replace("T", "T0"), encoding="utf-8")
    assert _run("import", _archive(tmp_path / "few", 2), "--corpus", imported, "--quiet").returncode == 0
    assert kliping("refine", "--corpus", imported).code == 0


def _page(segment: Path) -> int:
    """Where a page in the middle of the segment stands."""
    with closing(sqlite3.connect(segment.parents[1] / "kliping.db")) as sql:
        return int(sql.execute('SELECT "offset" FROM captures ORDER BY id LIMIT 1 OFFSET 5').fetchone()[0])


@pytest.mark.parametrize(
    ("harm", "deep", "sentence"),
    [
        (lambda s: s.unlink(), False, "is missing (12 pages)"),
        (lambda s: os.truncate(s, s.stat().st_size // 2), False, "before its last page"),
        (lambda s: _overwrite(s, _page(s) + 2000, b"\xff" * 50), True, "the record is damaged at byte"),
        (lambda s: _overwrite(s, _page(s), b"\xff" * 50), False, "there is no record at byte"),
        (lambda s: _overwrite(s, _page(s) - 90, b"\xff" * 50), False, "or a request is damaged at byte"),
    ],
)
def test_doctor_compares_pages_with_their_fingerprints(
    imported: Path, kliping: Run, tmp_path: Path, harm: Callable[[Path], Any], deep: bool, sentence: str
) -> None:
    harm(next((tmp_path / "kliping-archive").iterdir()))
    ran = kliping("doctor", "--corpus", imported, *(["--deep"] if deep else []))
    assert (ran.code, sentence in ran.out) == (5, True), ran.out


# --- clocks -----------------------------------------------------------------------------------------------------------


def test_a_clock_set_back_strands_no_lease(imported: Path, kliping: Run) -> None:
    with closing(sqlite3.connect(imported)) as sql:
        sql.execute("UPDATE frontier SET state = 'leased', lease_until = ? WHERE id = 1", (int(time.time()) + 10**9,))
        sql.commit()
    kliping("refine", "--corpus", imported)
    with closing(sqlite3.connect(imported)) as sql:
        assert sql.execute("SELECT state FROM frontier WHERE id = 1").fetchone()[0] in {"pending", "stored"}


def test_runs_are_ordered_by_number_whatever_the_clock_says(imported: Path, kliping: Run) -> None:
    with closing(sqlite3.connect(imported)) as sql:
        sql.execute("UPDATE runs SET started_at = '2999-01-01T00:00:00+00:00', ended_at = started_at")
        sql.commit()
    assert kliping("refine", "--corpus", imported).code == 0
    with closing(sqlite3.connect(imported)) as sql:
        assert sql.execute("SELECT command FROM runs ORDER BY id DESC LIMIT 1").fetchone() == ("refine",)


# --- an older schema --------------------------------------------------------------------------------------------------


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A corpus of the first schema."""
    from sqlite_utils import Database

    from corpus.file.schema.migrations import migrations

    path = tmp_path / "kliping.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as sql:
        migrations.apply(Database(sql), stop_before="m002_methods_and_removal")
        sql.execute("INSERT INTO meta VALUES ('saksi', 'dari dulu')")
    return path


def _schema(path: Path) -> int:
    with closing(sqlite3.connect(path)) as sql:
        assert sql.execute("SELECT value FROM meta WHERE name = 'saksi'").fetchone() == ("dari dulu",)
        return int(sql.execute("PRAGMA user_version").fetchone()[0])


def test_an_older_corpus_is_copied_before_it_is_migrated(older: Path) -> None:
    from corpus.file.schema import SCHEMA_VERSION

    Corpus(older).close()
    assert _schema(older) == SCHEMA_VERSION
    assert _schema(older.with_name("kliping.db.schema1-backup")) == 1


LAST_RELEASED = 15


def _step_back(path: Path) -> int:
    """Make the corpus one of the last released schema, as that program made it, with the same rows."""
    from sqlite_utils import Database

    from corpus.file.checksums import accept_tables
    from corpus.file.schema.migrations import MIGRATION_STEPS, migrations

    newer = path.rename(path.with_name("newer.db"))
    with closing(sqlite3.connect(path, isolation_level=None)) as sql:
        migrations.apply(Database(sql), stop_before=MIGRATION_STEPS[LAST_RELEASED].__name__)
        sql.execute("ATTACH ? AS newer", (str(newer),))
        rows = sql.execute(
            """SELECT name FROM main.sqlite_schema WHERE type = 'table' AND sql LIKE '%STRICT%'
            AND name IN (SELECT name FROM newer.sqlite_schema)"""
        )
        for (table,) in rows.fetchall():
            columns = ", ".join(f'"{row[1]}"' for row in sql.execute(f"PRAGMA main.table_info('{table}')"))
            sql.execute(f'INSERT OR REPLACE INTO main."{table}" ({columns}) SELECT {columns} FROM newer."{table}"')
        sql.execute("DELETE FROM table_sums WHERE name NOT IN (SELECT name FROM main.sqlite_schema)")
        accept_tables(sql, [row[0] for row in sql.execute("SELECT name FROM table_sums").fetchall()])
    newer.unlink()
    return LAST_RELEASED


def test_a_run_brings_a_corpus_of_the_schema_before_up_to_date(imported: Path, kliping: Run) -> None:
    """As an upgrade meets it: with articles, and with the counts that the last run left beside it."""
    before = _step_back(imported)
    assert counts_path(imported).exists()
    searched = kliping("search", "pegawai", "--corpus", imported)
    assert (searched.code, "`kliping refine` brings it up to date" in searched.err) == (2, True)
    refined = kliping("refine", "--corpus", imported)
    assert (refined.code, refined.out.strip()) == (0, f"refined {PAGES} pages: {PAGES} same")
    assert imported.with_name(f"{imported.name}.schema{before}-backup").exists()
    assert kliping("search", "pegawai", "--corpus", imported).code == 0
    assert kliping("doctor", "--corpus", imported).code == 0


def test_two_programs_that_migrate_at_once_are_both_right(older: Path) -> None:
    from corpus.file.schema import SCHEMA_VERSION

    opening = "import sys; from corpus.store import Corpus; Corpus(sys.argv[1]).close()"
    both = [subprocess.Popen([sys.executable, "-c", opening, str(older)]) for _ in range(3)]
    assert [process.wait() for process in both] == [0, 0, 0]
    assert _schema(older) == SCHEMA_VERSION


def test_two_programs_that_make_a_corpus_at_once_are_both_right(tmp_path: Path) -> None:
    opening = "import sys; from corpus.store import Corpus; Corpus(sys.argv[1]).close()"
    both = [subprocess.Popen([sys.executable, "-c", opening, str(tmp_path / "new.db")]) for _ in range(4)]
    assert [process.wait() for process in both] == [0, 0, 0, 0]


MIGRATION_KILLED = """
import os, signal, sys
import corpus.file.migrating, corpus.file.schema.migrations
def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
if sys.argv[2] == "copy":
    corpus.file.migrating.copy_database = die
elif sys.argv[2] == "copied":
    real = corpus.file.migrating.copy_database
    corpus.file.migrating.copy_database = lambda *a, **k: (real(*a, **k), die())
else:
    corpus.file.schema.migrations.migrations._migrations[-1].fn = die
corpus.file.migrating
from corpus.store import Corpus
Corpus(sys.argv[1])
"""


@pytest.mark.parametrize("when", ["copy", "copied", "last migration"])
def test_a_kill_during_a_migration_leaves_the_older_corpus(older: Path, when: str) -> None:
    from corpus.file.schema import SCHEMA_VERSION

    died = programs.run("-c", MIGRATION_KILLED, older, when)
    assert died.returncode == -signal.SIGKILL, died.stderr
    assert _schema(older) == 1
    Corpus(older).close()
    assert _schema(older) == SCHEMA_VERSION
    assert _schema(older.with_name("kliping.db.schema1-backup")) == 1
    assert not list(older.parent.glob(".*.part*"))


def _spoil(path: Path, table: str) -> None:
    """Overwrite the first page of a table."""
    with closing(sqlite3.connect(path)) as sql:
        sql.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = sql.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        (size,) = sql.execute("PRAGMA page_size").fetchone()
    _overwrite(path, (page - 1) * size, b"\xa5" * size)


def test_a_search_on_a_damaged_index_says_that_it_is_damaged(imported: Path, kliping: Run) -> None:
    _spoil(imported, "articles_fts_config")
    ran = kliping("search", "loket", "--corpus", imported)
    assert (ran.code, "the corpus is damaged" in ran.err) == (5, True), ran
