"""`kliping import` of files that break off or are damaged: what can be read is taken, the rest is said."""

from __future__ import annotations

import gzip
import os
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from crawler.archive.reader import responses
from crawler.importing.inputs import InputError, inputs
from tests.crawler.conftest import CommandResult, Desk, article, broken_invariants
from tests.crawler.fetching.test_replay import replay
from tests.crawler.importing.test_import import SITE, warc

Harm = Callable[[bytes, list[int]], bytes]
"""What happens to a file's bytes; the offsets of its records are given."""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def five(desk: Desk) -> Path:
    return warc(desk.folder / "lima.warc.gz", [(f"{SITE}/judul-{n}", article(n).encode()) for n in range(1, 6)])


def offsets(path: Path) -> list[int]:
    return [offset for (offset, _), _, _ in responses(path)]


def stored_urls(desk: Desk) -> set[str]:
    return {slug for slug, (state, _) in desk.fates().items() if state == "stored"}


def told_of(ran: CommandResult, path: Path) -> str:
    """The one line about the file; nothing else may be printed than it and the report."""
    assert "Traceback" not in ran.err
    [line] = [line for line in ran.err.splitlines() if line not in ("no new article",) and path.name in line]
    others = [line for line in ran.err.splitlines() if line != line.lstrip() or "WARNING" in line or "Error" in line]
    assert others == []
    assert line.startswith(f"kliping: {path}: ")
    return line


def flip(data: bytes, at: int, number: int = 1) -> bytes:
    return data[:at] + bytes(byte ^ 0xFF for byte in data[at : at + number]) + data[at + number :]


CUT: list[tuple[str, Harm, int]] = [
    ("in a page", lambda data, at: data[: at[3] + 700], 3),
    ("in its trailer", lambda data, at: data[: at[4] - 3], 3),
    ("in its first bytes", lambda data, at: data[: at[3] + 5], 3),
    ("in the last", lambda data, at: data[:-1], 4),
]


@pytest.mark.parametrize(("harm", "whole"), [row[1:] for row in CUT], ids=[row[0] for row in CUT])
def test_a_cut_file_is_told_with_how_far_it_was_read(desk: Desk, five: Path, harm: Harm, whole: int) -> None:
    at = offsets(five)
    data = harm(five.read_bytes(), at)
    five.write_bytes(data)
    ran = desk.run("import", five)
    assert ran.code == 3, ran
    sentence = told_of(ran, five)
    assert f"record {whole + 1}, at byte {at[whole]:,} of {len(data):,}, breaks off" in sentence
    before = "record before it was" if whole == 1 else "records before it were"
    assert f"the {whole} {before} read, the rest can't be read" in sentence
    assert stored_urls(desk) == {f"judul-{n}" for n in range(1, whole + 1)}
    assert desk.one("SELECT exit_code FROM runs") == 3
    assert broken_invariants(desk) == {}


DAMAGED: list[tuple[str, Harm]] = [
    ("one byte", lambda data, at: flip(data, at[1] + 700)),
    ("many bytes", lambda data, at: flip(data, at[1] + 300, 200)),
    ("its first bytes", lambda data, at: flip(data, at[1], 2)),
    ("its check sum", lambda data, at: flip(data, at[2] - 6)),
]


@pytest.mark.parametrize("harm", [row[1] for row in DAMAGED], ids=[row[0] for row in DAMAGED])
def test_behind_a_damaged_record_the_file_is_read_on(desk: Desk, five: Path, harm: Harm) -> None:
    at = offsets(five)
    five.write_bytes(harm(five.read_bytes(), at))
    ran = desk.run("import", five)
    assert ran.code == 3, ran
    sentence = told_of(ran, five)
    assert f"record 2, at byte {at[1]:,} of {five.stat().st_size:,}, is damaged; the 4 whole records" in sentence
    assert stored_urls(desk) == {"judul-1", "judul-3", "judul-4", "judul-5"}


def test_two_damaged_records_are_one_sentence(desk: Desk, five: Path) -> None:
    at = offsets(five)
    five.write_bytes(flip(flip(five.read_bytes(), at[1] + 700), at[3] + 700))
    assert "is damaged, and 1 more like it; the 3 whole records" in told_of(desk.run("import", five, "--quiet"), five)
    assert stored_urls(desk) == {"judul-1", "judul-3", "judul-5"}


@pytest.fixture
def plain(five: Path) -> Path:
    path = five.with_name("lima.warc")
    path.write_bytes(gzip.decompress(five.read_bytes()))
    return path


def test_a_whole_plain_file_is_no_matter(desk: Desk, plain: Path) -> None:
    assert desk.run("import", plain).code == 0
    assert len(stored_urls(desk)) == 5


@pytest.mark.parametrize("more", [50, 100, 800])
def test_a_plain_file_that_is_cut_is_told(desk: Desk, plain: Path, more: int) -> None:
    at = offsets(plain)
    plain.write_bytes(plain.read_bytes()[: at[2] + more])
    ran = desk.run("import", plain)
    assert ran.code == 3, ran
    assert f"record 3, at byte {at[2]:,}" in told_of(ran, plain)
    assert stored_urls(desk) == {"judul-1", "judul-2"}


def test_a_record_of_a_wrong_length_costs_only_itself(desk: Desk, plain: Path) -> None:
    at = offsets(plain)
    data = plain.read_bytes()
    head, _, rest = data[at[1] :].partition(b"\r\n\r\n")
    lied = head.rpartition(b": ")[0] + b": 300"
    plain.write_bytes(data[: at[1]] + lied + b"\r\n\r\n" + rest)
    ran = desk.run("import", plain)
    assert (ran.code, "record 2, " in told_of(ran, plain)) == (3, True)
    assert stored_urls(desk) == {"judul-1", "judul-3", "judul-4", "judul-5"}


def test_of_a_file_packed_in_one_piece_every_record_is_read(desk: Desk, plain: Path) -> None:
    packed = plain.with_name("satu.warc.gz")
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    ran = desk.run("import", packed)
    assert (ran.code, len(stored_urls(desk))) == (0, 5), ran


def test_of_a_file_packed_in_one_piece_that_breaks_off_the_whole_records_are_read(desk: Desk, plain: Path) -> None:
    packed = plain.with_name("satu.warc.gz")
    data = gzip.compress(plain.read_bytes())
    packed.write_bytes(data[: len(data) * 3 // 4])
    ran = desk.run("import", packed)
    count = len(stored_urls(desk))
    assert (ran.code, 0 < count < 5) == (3, True), ran
    assert f"record {count + 1}, at byte 0 of" in told_of(ran, packed)
    assert "bytes into what unpacks there), breaks off" in told_of(ran, packed)


def test_an_empty_file_is_told(desk: Desk) -> None:
    path = desk.folder / "hampa.warc.gz"
    path.write_bytes(b"")
    ran = desk.run("import", path)
    assert (ran.code, "is empty; it holds no record" in told_of(ran, path)) == (3, True)


def test_a_database_is_no_archive(desk: Desk, five: Path) -> None:
    path = desk.folder / "lain.db"
    with closing(sqlite3.connect(path)) as sql:
        sql.execute("CREATE TABLE catatan (isi TEXT)")
    assert desk.run("import", path).in_a_sentence()
    ran = desk.run("import", path, five)
    assert (ran.code, "not a WARC file" in told_of(ran, path)) == (3, True)
    assert len(stored_urls(desk)) == 5


def test_a_replay_of_a_cut_file_tells_it(desk: Desk, five: Path) -> None:
    desk.put_outlet()
    five.write_bytes(five.read_bytes()[:-300])
    ran = replay(desk, five, "--quiet")
    assert "record 5, at byte" in ran.err
    assert ran.err.count(str(five)) == 1


HARMED_STARTS: list[Harm] = [
    lambda data, at: flip(data, 0),
    lambda data, at: b"\r\n\r\n" + data,
    lambda data, at: flip(data, 0, at[1] - 10),
]


@pytest.mark.parametrize("harm", HARMED_STARTS)
def test_a_packed_file_whose_first_bytes_are_damaged_gives_the_members_behind_them(
    desk: Desk, five: Path, harm: Harm
) -> None:
    five.write_bytes(harm(five.read_bytes(), offsets(five)))
    ran = desk.run("import", five)
    assert ran.code == 3
    assert "record 1, at byte 0 of" in told_of(ran, five)
    assert {f"judul-{n}" for n in range(3, 6)} <= stored_urls(desk)


@pytest.mark.parametrize(
    ("start", "words"),
    [
        (b"\x28\xb5\x2f\xfd\x00", "is packed with zstd, which isn't read; unpack it first (`zstd -d`)"),
        (b"BZh91AY", "is packed with bzip2"),
        (b"\xfd7zXZ\x00", "is packed with xz"),
        (b"filedesc://IA.arc 0.0.0.0 2006", "is an ARC file, which isn't read; convert it to WARC"),
    ],
)
def test_a_packing_that_is_not_read_is_named(desk: Desk, start: bytes, words: str) -> None:
    path = desk.folder / "arsip.warc.gz"
    path.write_bytes(start)
    ran = desk.run("import", path)
    assert (ran.code, words in ran.err) == (2, True), ran


def test_a_wacz_names_its_files_in_any_case_and_what_else_it_holds(desk: Desk, five: Path) -> None:
    for inside, code, words in (("archive/LIMA.WARC.GZ", 0, ""), ("archive/a.warc.zst", 2, "the first is archive/a.")):
        with zipfile.ZipFile(desk.folder / "a.wacz", "w") as pack:
            pack.write(five, inside)
        ran = desk.run("import", desk.folder / "a.wacz")
        assert (ran.code, words in ran.err) == (code, True), ran
    assert len(stored_urls(desk)) == 5


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="another user's rights are tried by root")
def test_a_file_in_a_folder_that_may_not_be_entered_is_said_to_be_unreadable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path("tertutup/a.warc")
    (tmp_path / "tertutup").mkdir(mode=0o700)
    monkeypatch.chdir(tmp_path)
    os.seteuid(65534)
    try:
        with pytest.raises(InputError, match=r"a\.warc: can't be read \(Permission denied\); check its rights"):
            inputs((path,))
    finally:
        os.seteuid(0)
