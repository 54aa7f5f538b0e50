"""Bytes that changed in the corpus are named; what the archive still has is made again; the rest is marked."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from corpus.file.checksums import wrong_articles, wrong_tables
from corpus.integrity.damage_note import note_path
from corpus.store import Corpus
from crawler.archive.writer import ArchiveWriter
from tests import programs

# warcio leaves a temporary file to the garbage collector for each record it writes
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

Run = Callable[..., Any]
PAGES = 8


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a corpus of `PAGES` articles, made once by the command line."""
    folder = tmp_path_factory.mktemp("made")
    writer = ArchiveWriter(folder / "in", 0, {})
    for n in range(PAGES):
        counters = range(n * 9, n * 9 + 9)
        text = "".join(f"<p>Kantor nomor {n} membuka loket {k} bagi warga pada Senin pagi.</p>" for k in counters)
        page = f"<html><head><title>Berita {n}</title><meta name=author content='Ana {n}'></head><body><article>"
        page += f"<h1>Berita {n}</h1><p>Baca juga: Berita {n + 1}</p>{text}</article></body></html>"
        url = f"https://suara-kota.example/berita-loket-{n}"
        writer.write(url, 200, [("Content-Type", "text/html")], page.encode(), datetime(2024, 3, 8, tzinfo=UTC))
    writer.close()
    ran = programs.run("-m", "crawler.cli", "import", folder / "in", "--corpus", folder / "kliping.db", "--quiet")
    assert ran.returncode == 0, ran.stderr
    return folder


@pytest.fixture
def path(made: Path, tmp_path: Path) -> Path:
    shutil.copy(made / "kliping.db", tmp_path)
    shutil.copytree(made / "kliping-archive", tmp_path / "kliping-archive")
    return tmp_path / "kliping.db"


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """What can be read of the articles, without the numbers that a new row gets."""
    tables = {
        "articles": "SELECT * FROM articles ORDER BY id",
        "removed_lines": "SELECT article_id, rule, position, text, at, behind FROM removed_lines ORDER BY 1, 3, 4",
        "page_words": "SELECT * FROM page_words ORDER BY 1, 2",
        "outside": "SELECT article_id, part, position, reason, words, text FROM outside ORDER BY id",
        "images": "SELECT article_id, position, url, caption, credit, alt FROM images ORDER BY id",
        "versions": "SELECT * FROM versions ORDER BY 1, 2",
        "origins": "SELECT * FROM origins ORDER BY 1, 2",
        "writers": "SELECT article_id, name FROM article_writers JOIN writers ON id = writer_id ORDER BY 1, 2",
    }
    with closing(sqlite3.connect(path)) as sql:
        return {table: sql.execute(query).fetchall() for table, query in tables.items()}


def by_hand(path: Path, *statements: str) -> list[int]:
    """Change the file as a bad disk does: no trigger runs, no index follows a text. Returns the articles' ids."""
    with closing(sqlite3.connect(path, isolation_level=None)) as sql:
        triggers = sql.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            sql.execute(f"DROP TRIGGER {name}")
        ids = [row[0] for row in sql.execute("SELECT id FROM articles ORDER BY id")]
        for statement in statements:
            sql.execute(statement.format(*ids))
        for _, statement in triggers:
            sql.execute(statement)
    return ids


def all_right(path: Path) -> bool:
    with Corpus(path, read_only=True) as corpus:
        return list(wrong_articles(corpus.conn)) == [] and wrong_tables(corpus.conn) == []


HARM = (
    "UPDATE articles SET text = replace(text, 'loket', 'lokot') WHERE id = {0}",
    "UPDATE articles SET authors = '[\"Ana' WHERE id = {1}",  # malformed JSON, which a trigger would read
    "UPDATE articles SET key = 'zz', url = 'http://zz.example/' WHERE id = {2}",
    "UPDATE removed_lines SET text = 'x' WHERE article_id = {3}",
    "UPDATE versions SET content_sha256 = 'x' WHERE article_id = {4}",
    "UPDATE articles SET title = CAST(x'ff4265' AS TEXT) WHERE id = {5}",  # no UTF-8
    "DELETE FROM articles WHERE id = {6}",
)


def test_damaged_articles_are_named_and_made_again_from_the_archive(path: Path, kliping: Run) -> None:
    before = contents(path)
    ids = by_hand(path, *HARM)
    ran = kliping("doctor", "--corpus", path)
    assert ran.code == 5, ran
    assert f"7 differ from their checksums: {ids[0]} (row), {ids[1]} (row)" in ran.out
    assert "--rebuild-index" not in ran.out
    for command in (("refine",), ("import", path.parent / "kliping-archive"), ("label", ids[0], "yes", "--coder", "a"),
                    ("sample", "2"), ("remove", ids[7], "--reason", "x", "--yes")):  # fmt: skip
        refused = kliping(*command, "--corpus", path)
        assert (refused.code, "kliping doctor --repair" in refused.err) == (5, True), refused
    asked = kliping("ledger", "--corpus", path)
    assert (asked.code, "found it damaged" in asked.err) == (0, True), asked
    asked = kliping("search", "loket", "--corpus", path)
    assert (asked.code, "a text in it is not UTF-8" in asked.err) == (5, True), asked
    ran = kliping("doctor", "--repair", "--deep", "--corpus", path)
    assert ran.code == 0, ran
    assert [f"article {ids[n]} (" in ran.err for n in range(8)] == [True] * 7 + [False]
    assert contents(path) == before
    assert all_right(path)
    assert not note_path(path).exists()
    ran = kliping("doctor", "--repair", "--corpus", path)
    assert (ran.code, "nothing was damaged" in ran.err) == (0, True)
    assert kliping("refine", "--corpus", path).out.startswith(f"refined {PAGES} pages: {PAGES} same")


UNREADABLE = (
    "UPDATE articles SET title = CAST(x'ff' AS TEXT), text = CAST('loket ' || text || x'ff' AS TEXT) WHERE id = {0}",
    "UPDATE articles SET published_at = 'kemarin', published_day = '9999-12-31' WHERE id = {1}",
    "UPDATE articles SET published_day = '8/3/2024', tags = 'bukan', authors = '{{' WHERE id = {2}",
)


@pytest.mark.hostile
def test_marked_articles_cost_an_answer_nothing_but_themselves(path: Path, kliping: Run) -> None:
    ids = by_hand(path, *UNREADABLE)
    archive = path.with_name("kliping-archive").rename(path.with_name("away"))
    ran = kliping("doctor", "--repair", "--corpus", path)
    assert [f"article {number} (row) can't be made again" in ran.err for number in ids[:3]] == [True] * 3, ran
    ran = kliping("search", "loket", "--json", "--facets", "author,month", "--corpus", path)
    rows = [row for row in ran.rows if "id" in row]
    assert (ran.code, {row["id"] for row in rows}) == (0, set(ids)), ran
    assert {row["id"] for row in rows if row["damaged"]} == set(ids[:3])
    for command in (("kwic", "loket"), ("words",), ("trend", "loket"), ("export", "--with-text", "-o", "alles.csv"),
                    ("methods",), *(("show", number) for number in ids)):  # fmt: skip
        ran = kliping(*command, "--corpus", path)
        assert ran.code == 0, ran
    assert len((path.parent / "alles.csv").read_text(encoding="utf-8-sig").split("suara-kota.example/berita-")) > PAGES
    archive.rename(path.with_name("kliping-archive"))
    for finished in (
        ("remove", ids[0], "--reason", "x", "--yes"),
        ("remove", ids[2], "--reason", "x", "--yes"),
        ("refine",),
        ("doctor", "--repair", "--deep"),
    ):
        ran = kliping(*finished, "--corpus", path)
        assert ran.code == 0, ran


@pytest.mark.hostile
def test_an_article_whose_id_was_changed_gets_it_again(path: Path, kliping: Run) -> None:
    before = contents(path)
    shifted = "UPDATE articles SET id = {0} + 4096 WHERE id = {0}"
    ids = by_hand(path, shifted, f"UPDATE articles SET id = {2**63 - 1} WHERE id = {{1}}")
    path.with_name("kliping-archive").rename(path.with_name("away"))  # which is not needed for that
    ran = kliping("doctor", "--repair", "--corpus", path)
    assert [f"article {number} has its id again" in ran.err for number in ids[:3]] == [True, True, False], ran
    assert contents(path) == before
    assert all_right(path)
    by_hand(path, "UPDATE articles SET id = 5, key = 'zz' WHERE id = {0}")
    ran = kliping("doctor", "--repair", "--corpus", path)
    assert (ran.code, "article 5 has an id that was never given" in ran.err) == (5, True), ran


@pytest.mark.parametrize("change", ["options = '{{'", "clock = 'kemarin'"])
def test_a_value_of_a_run_that_cannot_be_read_is_damage(path: Path, kliping: Run, change: str) -> None:
    by_hand(path, f"UPDATE runs SET {change}")
    ran = kliping("trend", "loket", "--corpus", path)
    assert (ran.code, "the corpus is damaged, or another program changed it: a run's " in ran.err) == (5, True), ran


@pytest.mark.hostile
def test_a_row_out_of_order_that_points_to_nothing_is_repaired(path: Path, kliping: Run) -> None:
    before = contents(path)
    with closing(sqlite3.connect(path)) as sql:
        (page,) = sql.execute("SELECT pageno FROM dbstat WHERE name = 'origins' AND pagetype = 'leaf'").fetchone()
        (owner,) = sql.execute("SELECT article_id FROM origins LIMIT 1 OFFSET 1").fetchone()
    sound = path.read_bytes()
    at = sound.rindex(owner.to_bytes(6, "big"), 0, page * 4096)  # one of the first rows of the table's first leaf
    path.write_bytes(sound[: at + 1] + bytes([sound[at + 1] ^ 0x60]) + sound[at + 2 :])
    with closing(sqlite3.connect(path)) as sql:
        assert "row not in PRIMARY KEY order for origins" in str(sql.execute("PRAGMA integrity_check").fetchall())
        assert sql.execute("PRAGMA foreign_key_check(origins)").fetchall() != []
    ran = kliping("doctor", "--repair", "--deep", "--corpus", path)
    assert (ran.code, "the indexes of the tables were built again" in ran.err) == (0, True), ran
    assert contents(path) == before


def test_an_article_whose_outlet_is_lost_is_still_an_article(path: Path, kliping: Run) -> None:
    ids = by_hand(path, "UPDATE articles SET outlet = 'hilang' WHERE id = {0}")
    ran = kliping("search", "loket", "--json", "--corpus", path)
    assert {row["outlet"] for row in ran.rows[:-1] if row["id"] == ids[0]} == {"hilang"}, ran
    assert kliping("show", ids[0], "--corpus", path).code == 0
    assert len(kliping("export", "-o", "-", "--corpus", path).rows) == PAGES


def test_an_article_with_changed_words_is_not_removed_before_it_is_repaired(path: Path, kliping: Run) -> None:
    ids = by_hand(path, "UPDATE articles SET title = 'x', text = 'y' WHERE id = {0}")
    ran = kliping("remove", ids[0], "--reason", "x", "--yes", "--corpus", path)
    assert (ran.code, f"article {ids[0]} differs from its checksum" in ran.err) == (5, True), ran
    assert contents(path)["articles"][0][0] == ids[0]


@pytest.mark.hostile
def test_a_damaged_corpus_does_not_replace_a_backup(path: Path, kliping: Run) -> None:
    backup = path.with_name("backup.db")
    assert kliping("backup", backup, "--corpus", path).code == 0
    by_hand(path, "UPDATE articles SET text = text || '!' WHERE id = {0}", "UPDATE frontier SET title = 'x'")
    good = backup.read_bytes()
    ran = kliping("backup", backup, "--force", "--corpus", path)
    assert (ran.code, "1 article, frontier differ from their checksums" in ran.err) == (5, True), ran
    assert backup.read_bytes() == good
    ran = kliping("backup", path.with_name("other.db"), "--corpus", path)
    assert (ran.code, "keep older backups" in ran.err, path.with_name("other.db").exists()) == (5, True, True), ran


@pytest.mark.hostile
def test_an_index_is_not_built_from_damaged_articles(path: Path, kliping: Run) -> None:
    by_hand(path, "UPDATE articles SET text = replace(text, 'loket', 'lokot')")
    ran = kliping("doctor", "--rebuild-index", "--corpus", path)
    assert (ran.code, f"{PAGES} articles differ from their checksums" in ran.err) == (5, True), ran
    assert kliping("doctor", "--corpus", path).code == 5
    by_hand(path, "UPDATE articles SET text = replace(text, 'lokot', 'loket')")
    assert kliping("doctor", "--rebuild-index", "--corpus", path).code == 0


def _harm_record(path: Path, url_end: str) -> None:
    with closing(sqlite3.connect(path)) as sql:
        name, offset, length = sql.execute(
            "SELECT archive, offset, length FROM captures WHERE url LIKE ?", (f"%{url_end}",)
        ).fetchone()
    with (path.parent / "kliping-archive" / name).open("r+b") as file:
        file.seek(offset + length // 2)
        byte = file.read(1)[0]
        file.seek(offset + length // 2)
        file.write(bytes([byte ^ 0x10]))


@pytest.mark.hostile
def test_an_article_whose_page_is_damaged_too_is_marked_and_nothing_is_guessed(
    path: Path, kliping: Run, made: Path
) -> None:
    with closing(sqlite3.connect(path)) as sql:
        number = sql.execute("SELECT id FROM articles WHERE url LIKE '%-0'").fetchone()[0]
    by_hand(path, f"UPDATE articles SET text = 'rusak loket' WHERE id = {number}")
    _harm_record(path, "-0")
    ran = kliping("doctor", "--repair", "--corpus", path)
    assert (ran.code, f"article {number} (row) can't be made again and is marked" in ran.err) == (5, True), ran
    with closing(sqlite3.connect(path)) as sql:
        assert sql.execute("SELECT text FROM articles WHERE id = ?", (number,)).fetchone() == ("rusak loket",)
    shown = [kliping(*command, "--corpus", path) for command in
             (("show", number), ("search", "rusak"), ("search", "loket", "--json"), ("methods",))]  # fmt: skip
    assert ["amaged" in ran.out for ran in shown] == [True] * len(shown), shown
    assert kliping("export", "--columns", "id,damaged", "-o", path.with_name("x.csv"), "--corpus", path).code == 0
    assert "the segment is damaged" in path.with_name("x.csv").read_text(encoding="utf-8")
    assert kliping("refine", "--corpus", path).code == 5  # begins: what is damaged is known and marked
    ran = kliping("doctor", "--corpus", path)
    assert (ran.code, f"article {number} can't be made again" in ran.out) == (5, True), ran
    shutil.copytree(made / "kliping-archive", path.parent / "kliping-archive", dirs_exist_ok=True)
    assert kliping("doctor", "--repair", "--deep", "--corpus", path).code == 0
    assert contents(path) == contents(made / "kliping.db")


@pytest.mark.hostile
def test_a_table_that_was_changed_is_named_until_it_is_taken_as_it_is(path: Path, kliping: Run) -> None:
    by_hand(path, "UPDATE ledger SET url = 'x'", "UPDATE frontier SET title = 'x'", "DELETE FROM runs WHERE id > 1")
    for _ in range(2):
        ran = kliping("doctor", "--repair", "--corpus", path)
        assert (ran.code, "frontier: not as kliping wrote" in ran.out) == (5, True), ran
    assert kliping("refine", "--corpus", path).code == 5
    ran = kliping("doctor", "--accept-loss", "--corpus", path)
    assert (ran.code, "Taken as they are: frontier" in ran.err) == (0, True), ran
    assert kliping("refine", "--corpus", path).code == 0


@pytest.mark.hostile
def test_damaged_pages_of_the_file_are_not_written_to(path: Path, kliping: Run) -> None:
    with closing(sqlite3.connect(path)) as sql:
        root = sql.execute("SELECT rootpage FROM sqlite_master WHERE name = 'removed_lines'").fetchone()[0]
        sql.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with path.open("r+b") as file:
        file.seek((root - 1) * 4096 + 3)
        file.write(b"\xff\xff")
    before = path.read_bytes()
    ran = kliping("doctor", "--repair", "--corpus", path)
    assert (ran.code, "nothing was changed" in ran.err, "Traceback" in ran.err) == (5, True, False), ran
    assert path.read_bytes() == before
    command = kliping("doctor", "--corpus", path)
    assert (command.code, "kliping import" in command.out) == (5, True)


@pytest.mark.hostile
def test_a_repair_that_was_killed_is_finished_by_the_next(path: Path, kliping: Run) -> None:
    before = contents(path)
    by_hand(path, "UPDATE articles SET text = replace(text, 'loket', 'lokot')")
    script = f"""
import os, signal, sys
from crawler.maintenance import mend
real, calls = mend.take_article_out, []
def take_article_out(corpus, number):
    calls.append(number)
    real(corpus, number)
    if len(calls) == 4:
        os.kill(os.getpid(), signal.SIGKILL)
mend.take_article_out = take_article_out
from crawler.cli import main
main(["doctor", "--repair", "--corpus", {str(path)!r}])
"""
    died = programs.run("-c", script)
    assert died.returncode == -signal.SIGKILL, died.stderr
    with closing(sqlite3.connect(path)) as sql:
        sql.execute("SELECT count(*) FROM articles")
    assert len(contents(path)["articles"]) == PAGES
    ran = kliping("doctor", "--repair", "--deep", "--corpus", path)
    assert ran.code == 0, ran
    assert contents(path) == before


@pytest.mark.hostile
@pytest.mark.parametrize("kind", ["folder", "pipe", "empty", "text", "cut", "unreadable"])
def test_what_is_no_corpus_is_a_sentence(path: Path, kliping: Run, kind: str) -> None:
    target = path
    if kind == "cut":
        os.truncate(path, path.stat().st_size // 2)
    elif kind == "unreadable":
        if os.geteuid() == 0:
            pytest.skip("root reads everything")
        path.chmod(0)
    else:
        target = path.with_name("other.db")
        {"folder": target.mkdir, "pipe": lambda: os.mkfifo(target), "empty": target.touch,
         "text": lambda: target.write_text("bukan basis data " * 999)}[kind]()  # fmt: skip
    for command in (("doctor",), ("doctor", "--repair"), ("doctor", "--rebuild-index"), ("doctor", "--accept-loss")):
        ran = kliping(*command, "--corpus", target)
        assert ran.code == (5 if kind in {"text", "cut"} else 2 if kind != "empty" else ran.code), (command, ran)
        assert "Traceback" not in ran.err
        assert str(target) in ran.out + ran.err, (command, ran)


@pytest.mark.hostile
def test_every_command_that_writes_leaves_every_checksum_right(tmp_path: Path, kliping: Run) -> None:
    path = tmp_path / "demo" / "demo.db"
    demo = ("-m", "crawler.cli", "demo", "--corpus", path)  # a reactor runs once in a process
    assert [programs.run(*demo).returncode for _ in range(2)] == [0, 0]
    assert all_right(path)
    outlets = Path(__file__).parents[3] / "crawler" / "demo" / "outlets"
    first = kliping("search", "pegawai", "--json", "-n", "1", "--corpus", path).rows[0]["id"]
    for command in (
        ("label", first, "yes", "--coder", "ana", "--corpus", path),
        ("sample", "5", "--corpus", path),
        ("watch", "add", "satu", "pegawai", "--corpus", path),
        ("remove", first, "--reason", "x", "--yes", "--corpus", path),
        ("refine", "--outlets", outlets, "--corpus", path),
        ("import", path.parent / "demo-archive", "--corpus", tmp_path / "new.db"),
        ("backup", tmp_path / "copy.db", "--corpus", path),
    ):
        ran = kliping(*command)
        assert ran.code in {0, 3}, (command, ran)
        assert all_right(path), command
    assert all_right(tmp_path / "new.db")
    assert all_right(tmp_path / "copy.db")


@pytest.mark.hostile
def test_a_full_disk_stops_a_repair_with_a_sentence_and_loses_nothing(path: Path, kliping: Run) -> None:
    before = contents(path)
    by_hand(path, "UPDATE articles SET text = replace(text, 'loket', 'lokot')")
    limit = path.stat().st_size  # no file may grow beyond it, the log neither
    script = f"""
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit // 4}, {limit // 4}))
import sys
from crawler.cli import main
sys.exit(main(["doctor", "--repair", "--corpus", {str(path)!r}]))
"""
    ran = programs.run("-c", script)
    assert ran.returncode not in {0, 1}, ran
    assert "Traceback" not in ran.stderr
    assert "kliping: " in ran.stderr
    ran = kliping("doctor", "--repair", "--deep", "--corpus", path)
    assert ran.code == 0, ran
    assert contents(path) == before
