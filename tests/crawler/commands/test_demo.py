"""`kliping demo` from end to end: what its corpus holds is what its texts say, number by number and field by field."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from demo_web.houses import HOUSES
from demo_web.pieces import Piece
from demo_web.web import pieces, url_of

from corpus.crawl.runs import start_run
from corpus.reasons import retry_time
from corpus.store import Corpus
from crawler.lock import holding
from tests import programs

BENCHMARKS = Path(__file__).parents[3] / "benchmarks"

# Fields that the pipelines get wrong on a page of the demo: (outlet, slug, field) -> why. To be emptied, not filled.
KNOWN_GAPS: dict[tuple[str, str, str], str] = {}

# A process in which no address can be reached: whoever tries ends the demo with an error.
OFFLINE = """
import socket, sys
def refuse(*_args, **_kwargs):
    raise AssertionError("the demo asked for a network")
def connect(own, address, of=socket.socket.connect):
    return of(own, address) if own.family == socket.AF_UNIX else refuse()  # the workers' server is on this machine
socket.getaddrinfo = socket.gethostbyname = socket.create_connection = refuse
socket.socket.connect_ex = socket.socket.sendto = refuse
socket.socket.connect = connect
from crawler.cli import main
sys.exit(main(sys.argv[1:]))
"""
PIECES = pieces()
STORED = [piece for piece in PIECES if piece.fate == "stored"]
DUPLICATES = 2  # one article at its number and its slug, one whose number leads on to its slug
HOUSE_LINES = (
    "baca juga", "lihat juga", "(baca:", "google news", "whatsapp channel", "copyright", "bagikan:", "bagikan ini",
    "(humas", "sumber :", "penulis:", "pewarta:", "editor:", "laporan wartawan", "halaman:",
)  # fmt: skip


def run_demo(folder: Path, *options: str, before: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    home = {name: str(folder / "home") for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")}
    home["KLIPING_PROGRAM"] = "./kliping"
    if not before:
        return programs.run("-c", OFFLINE, "demo", *options, cwd=folder, env={**os.environ, **home}, timeout=240)
    return subprocess.run(
        [*before, sys.executable, "-c", OFFLINE, "demo", *options],
        cwd=folder, env={**os.environ, **home}, capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("a folder")  # with a space in its name


@pytest.fixture(scope="module")
def first_run(folder):
    return run_demo(folder)


@pytest.fixture(scope="module")
def demo(folder, first_run):
    assert first_run.returncode == 0, first_run.stderr
    connection = sqlite3.connect(folder / "kliping-demo/demo.db")
    connection.row_factory = sqlite3.Row
    yield connection
    connection.close()


def outcomes(demo: sqlite3.Connection, run: int) -> Counter[tuple[str, str | None]]:
    rows = demo.execute("SELECT outcome, reason FROM run_outcomes WHERE run_id = ?", (run,))
    return Counter((row["outcome"], row["reason"]) for row in rows)


# --- the report ------------------------------------------------------------------------------------------


def test_the_web_is_large_and_manifold_enough():
    by_outlet = Counter(piece.outlet for piece in PIECES)
    assert len(by_outlet) == len(HOUSES) == 8
    assert len(STORED) >= 60


def test_every_number_of_the_report_is_as_written(demo):
    expected = Counter({("stored", None): len(STORED), ("duplicate", None): DUPLICATES})
    for piece in PIECES:
        if piece.fate != "stored":
            expected["failed" if piece.fate.startswith("http_") else "rejected", piece.fate] += 1
    assert outcomes(demo, 1) == expected


def test_the_printed_sum_balances(first_run):
    numbers = re.search(
        r"discovered (\d+) = stored (\d+) \+ duplicate (\d+) \+ rejected (\d+) \+ failed (\d+) \+ pending (\d+)",
        first_run.stdout,
    )
    assert numbers
    total, *parts = map(int, numbers.groups())
    assert total == sum(parts)
    assert parts[4] == 0


def test_every_family_finds_what_it_should(demo):
    rows = demo.execute("SELECT DISTINCT outlet, way FROM ledger WHERE answer = 'answered' AND links > 0")
    assert {(row["outlet"], row["way"]) for row in rows} == {
        ("bptn", "index"), ("harianteluk", "search"), ("harianteluk", "tag"), ("ikabana", "rest"),
        ("kabarsela", "sitemap"), ("nusasiber", "feed"), ("penakatulistiwa", "index"),
        ("suaradermaga", "search_feed"), ("wartalintas", "rest"),
    }  # fmt: skip


def test_what_is_off_topic_is_kept_with_title_and_reason_and_not_fetched(demo):
    rows = demo.execute("SELECT url, title FROM frontier WHERE reason = 'off_topic'").fetchall()
    assert {row["title"] for row in rows} == {piece.title for piece in PIECES if piece.fate == "off_topic"}
    fetched = {row["url"] for row in demo.execute("SELECT url FROM captures")}
    assert not fetched & {row["url"] for row in rows}


def test_an_off_topic_page_seen_only_when_fetched_is_stored_with_grade_nought(demo):
    rows = demo.execute("SELECT title FROM articles JOIN grades ON article_id = articles.id WHERE grade = 0").fetchall()
    assert [row["title"] for row in rows] == ["Balai Kota Pamerkan Foto Pelabuhan Lama, Warga Antre Sejak Pagi"]


def test_an_article_of_two_pages_is_one_with_both_captures(demo):
    for piece in STORED:
        if piece.break_after:
            parts = demo.execute(
                "SELECT count(*) FROM article_captures JOIN articles ON articles.id = article_id "
                "JOIN captures ON captures.id = capture_id WHERE title = ? AND status = 200",
                (piece.title,),
            ).fetchone()[0]
            assert parts == (1 if piece.lost else 2)


# --- the articles ----------------------------------------------------------------------------------------


def truth(piece: Piece) -> dict[str, object]:
    hour = piece.at.isoformat() if piece.at and HOUSES[piece.outlet].keeps_hour else None
    return {
        "title": piece.title,
        "authors": list(piece.authors),
        "editor": piece.editor,
        "published_day": piece.at.date().isoformat() if piece.at else None,
        "published_at": hour,
        "place": piece.place,
        "credit": piece.credit,
        "language": piece.language,
        "complete": int(not piece.lost),
        "text": piece.text,
    }


def stored_row(demo: sqlite3.Connection, piece: Piece) -> dict[str, object] | None:
    row = demo.execute(
        "SELECT * FROM articles WHERE outlet = ? AND coalesce(canonical_url, url) = ?", (piece.outlet, url_of(piece))
    ).fetchone()
    if row is None:
        return None
    return {name: row[name] for name in truth(piece)} | {"authors": json.loads(row["authors"] or "[]")}


@pytest.mark.parametrize("piece", STORED, ids=lambda piece: f"{piece.outlet}/{piece.slug}")
def test_an_article_is_what_was_written(demo, piece):
    row, written = stored_row(demo, piece), truth(piece)
    assert row is not None, f"not stored: {url_of(piece)}"
    gaps = {field for outlet, slug, field in KNOWN_GAPS if (outlet, slug) == (piece.outlet, piece.slug)}
    wrong = {name for name in written if row[name] != written[name]}
    assert {name: row[name] for name in wrong - gaps} == {name: written[name] for name in wrong - gaps}
    assert gaps <= wrong, "a known gap is closed: take it off the list"


def test_no_insert_or_house_line_is_left_in_a_text(demo):
    texts = "\n".join(row["text"] for row in demo.execute("SELECT text FROM articles")).lower()
    assert [line for line in HOUSE_LINES if line in texts] == []


# --- what comes after ------------------------------------------------------------------------------------


def test_the_search_at_the_end_shows_snippets_and_folds_a_story(first_run):
    assert 'Search: "pembinaan pegawai"' in first_run.stdout
    assert re.search(r"\+\d cop(y|ies)", first_run.stdout)
    assert "7 articles match, 2 stories." in first_run.stderr
    assert first_run.stdout.lower().count("pembinaan pegawai") >= 4


def in_shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs a command as a person pastes it in that folder."""
    env = {**os.environ, "HOME": str(folder / "home"), "XDG_STATE_HOME": str(folder / "home")}
    return subprocess.run(command, shell=True, cwd=folder, capture_output=True, text=True, env=env, check=False)


@pytest.fixture(scope="module")
def launcher(folder: Path) -> Path:
    """The Makefile's launcher in the demo's folder, whose name has a blank, beside this test's environment."""
    shutil.copy(BENCHMARKS.parent / "Makefile", folder)
    (folder / ".venv").symlink_to(sys.prefix)
    made = in_shell("make --silent --assume-old=.venv/ready-to-run kliping", folder)
    assert made.returncode == 0, made.stderr
    return folder / "kliping"


def test_the_next_commands_work_as_printed(folder: Path, launcher: Path, first_run) -> None:
    assert launcher.exists()
    commands = [line.strip() for line in first_run.stdout.splitlines() if line.startswith("  ./kliping ")]
    commands += re.findall(r"(?m)(?:next|more): (\./kliping .*)$", first_run.stdout + first_run.stderr)
    assert len(commands) == 7
    for command in commands:
        done = in_shell(command, folder)
        assert done.returncode == 0, f"{command}: {done.stderr}"
        assert done.stdout + done.stderr


def test_the_launcher_hands_on_its_own_name_and_every_word(tmp_path: Path, launcher: Path) -> None:
    place = tmp_path / "lain tempat"
    (place / ".venv/bin").mkdir(parents=True)
    shutil.copy(launcher, place)
    (place / ".venv/bin/python").write_text('#!/bin/sh\nprintf "%s\\n" "$KLIPING_PROGRAM" "$@"\n')
    (place / ".venv/bin/python").chmod(0o755)
    done = in_shell("'lain tempat/kliping' search 'dua kata' -n 3", tmp_path)
    assert done.stdout.splitlines() == [
        "lain tempat/kliping", "-P", "-m", "crawler.cli", "search", "dua kata", "-n", "3",
    ]  # fmt: skip


def test_what_the_report_calls_new_is_what_a_search_for_new_finds(folder, first_run, kliping):
    ran = kliping("export", "--new", "-o", "-", "--corpus", folder / "kliping-demo/demo.db")
    assert len(ran.rows) == len(STORED)


def test_a_second_run_fetches_no_stored_article_again_and_says_so(tmp_path):
    first, second = run_demo(tmp_path), run_demo(tmp_path)
    assert (first.returncode, second.returncode) == (0, 0)
    assert "no new article" in second.stderr
    assert "no stored article was asked for again" in second.stderr
    assert "is an earlier demo" in second.stderr
    with sqlite3.connect(tmp_path / "kliping-demo/demo.db") as corpus:
        again = {row[0] for row in corpus.execute("SELECT url FROM captures WHERE run_id = 2")}
    corpus.close()
    assert again <= {url_of(piece) for piece in PIECES if retry_time(piece.fate, 1, 0) == 0}


def test_fresh_starts_again_and_leaves_another_corpus_alone(tmp_path):
    assert run_demo(tmp_path).returncode == 0
    assert "New since the last run" in run_demo(tmp_path, "--fresh").stdout
    with sqlite3.connect(tmp_path / "kliping-demo/demo.db") as corpus:
        corpus.execute("UPDATE runs SET command = 'crawl'")
    corpus.close()
    refused = run_demo(tmp_path, "--fresh")
    assert refused.returncode == 2
    assert "holds more than a demo" in refused.stderr
    assert (tmp_path / "kliping-demo/demo.db").exists()


def test_it_runs_where_there_is_no_network_at_all(tmp_path):
    unshare = shutil.which("unshare")
    alone = (unshare or "unshare", "-rn")
    if unshare is None or subprocess.run([*alone, "true"], capture_output=True, check=False).returncode:
        pytest.skip("no unshare here")
    assert run_demo(tmp_path, before=alone).returncode == 0


def test_the_shipped_archive_is_what_the_texts_give():
    made = subprocess.run(
        [sys.executable, str(BENCHMARKS / "make_demo.py"), "--check"], capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stdout + made.stderr


def test_every_page_is_marked_as_made_up(demo, folder):
    from crawler.archive.reader import responses
    from crawler.archive.segment_files import segments

    [segment, *_] = segments(folder / "kliping-demo/demo-archive")
    for _, _, record in responses(segment):
        if "html" in (record.header("Content-Type") or "") and record.body:
            assert b"halaman rekaan untuk demo kliping" in record.body


def test_fresh_after_a_refine_leaves_the_files_of_a_demo_that_is_running(kliping, tmp_path):
    place = tmp_path / "kliping-demo/demo.db"
    place.parent.mkdir()
    with Corpus(place) as corpus:
        for command in ("demo", "refine"):
            start_run(corpus, command, topic=None, clock=datetime(2024, 3, 8, tzinfo=UTC), options={}, versions={})
    before = place.read_bytes()
    with holding(place):
        ran = kliping("demo", "--fresh", "--corpus", place)
    assert (ran.code, place.read_bytes() == before) == (2, True)
    assert "another crawl, demo, import, refine or removal is at work" in ran.err


def test_what_holds_more_than_a_demo_stays_and_the_folder_to_delete_is_named(kliping, tmp_path):
    for folder, advice in (("kliping-demo", "delete the folder {} if you need nothing in it, or name"), ("b", "name")):
        place = tmp_path / folder / "demo.db"
        place.parent.mkdir()
        with Corpus(place) as corpus:
            start_run(corpus, "crawl", topic=None, clock=datetime(2024, 3, 8, tzinfo=UTC), options={}, versions={})
        ran = kliping("demo", "--fresh", "--corpus", place)
        assert (ran.code, place.exists()) == (2, True)
        assert f"holds more than a demo; {advice.format(place.parent)} another file with --corpus" in ran.err
