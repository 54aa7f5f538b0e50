"""Single bytes of the corpus and its archive are changed at random: each is named, or nothing readable changed.

`FLIP_SEED=7 make test-hostile` tries others; a failure names its seed.
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import sys
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus.errors import CorpusDamagedError, KlipingError
from crawler.maintenance.checkup import check_corpus
from crawler.maintenance.mend import repair
from tests.crawler.maintenance.test_bit_rot import contents, made

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

__all__ = ["made"]  # the fixture
SEED = int(os.environ.get("FLIP_SEED", "11"))
TABLES = ("articles", "removed_lines", "versions")
FLIPS = 200


@dataclass(frozen=True)
class Flip:
    """A byte of a file, and what it is changed by."""

    file: str
    at: int
    bits: int

    def apply(self, folder: Path) -> None:
        with (folder / self.file).open("r+b") as file:
            file.seek(self.at)
            byte = file.read(1)[0]
            file.seek(self.at)
            file.write(bytes([byte ^ self.bits]))


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """A copy of the corpus and its archive, as one file each."""
    shutil.copy(made / "kliping.db", tmp_path)
    shutil.copytree(made / "kliping-archive", tmp_path / "kliping-archive")
    return tmp_path


def flips(folder: Path, number: int) -> Iterator[Flip]:
    """Yield flips of bytes in the tables' pages, and in the archive: one in five."""
    chance = random.Random(SEED)
    with closing(sqlite3.connect(folder / "kliping.db")) as sql:
        size = sql.execute("PRAGMA page_size").fetchone()[0]
        marks = ", ".join("?" * len(TABLES))
        pages = [row[0] for row in sql.execute(f"SELECT pageno FROM dbstat WHERE name IN ({marks})", TABLES)]
    segment = next((folder / "kliping-archive").iterdir())
    for n in range(number):
        bits = chance.randrange(1, 256)
        if n % 5 == 4:
            yield Flip(f"kliping-archive/{segment.name}", chance.randrange(segment.stat().st_size), bits)
        else:
            yield Flip("kliping.db", (chance.choice(pages) - 1) * size + chance.randrange(size), bits)


def complaints(path: Path) -> list[str]:
    """Return what `kliping doctor --deep` finds wrong; a file's last record that seems to be cut is named, too."""
    try:
        found = list(check_corpus(path, deep=True))
        return [each.message for each in found if not each.well or "1 files with a broken end" in each.message]
    except KlipingError as error:
        return [str(error)]


def readable(folder: Path) -> object:
    """Return all that can be read: every value of every table, and every record of the archive, unpacked."""
    with closing(sqlite3.connect(folder / "kliping.db")) as sql:
        sql.text_factory = bytes
        tables = [row[0].decode() for row in sql.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        rows = {table: sql.execute(f'SELECT * FROM "{table}"').fetchall() for table in tables}
    segments = sorted((folder / "kliping-archive").iterdir())
    return rows, [unpacked(segment) for segment in segments]


def unpacked(segment: Path) -> list[tuple[bytes, bool]]:
    """Return each gzip member unpacked, and whether it ended, up to the first that can't be unpacked."""
    data, members = segment.read_bytes(), []
    while data:
        member = zlib.decompressobj(31)
        try:
            members.append((member.decompress(data), member.eof))
        except zlib.error:
            return [*members, (b"", False)]
        data = member.unused_data
    return members


def try_flips(folder: Path, made: Path, number: int) -> list[Flip]:
    """Apply each flip to a fresh copy and ask doctor; returns those of the corpus that a repair can undo."""
    path, before = folder / "kliping.db", readable(folder)
    mendable: list[Flip] = []
    for flip in flips(folder, number):
        flip.apply(folder)
        bad = complaints(path)
        if not bad:
            assert readable(folder) == before, f"seed {SEED}, {flip}: doctor finds nothing"
        elif flip.file == path.name and any("doctor --repair" in message for message in bad):
            mendable += [flip] if not any("can't be mended here" in message for message in bad) else []
        elif flip.file == path.name:
            damaged = path.read_bytes()
            with pytest.raises(CorpusDamagedError):
                repair(path, {}, lambda _: None)
            assert path.read_bytes() == damaged, f"seed {SEED}, {flip}: a file with damaged pages was written to"
        for beside in folder.glob("kliping.db*"):
            beside.unlink()
        for name in (path.name, flip.file):
            shutil.copy(made / name, folder / name)
    return mendable


def test_a_handful_of_flipped_bytes_are_named(folder: Path, made: Path) -> None:
    assert try_flips(folder, made, 6) != []


@pytest.mark.hostile
def test_every_flipped_byte_is_named_or_changed_nothing_and_a_repair_gives_what_a_refine_gives(
    folder: Path, made: Path
) -> None:
    sys.stdout.write(f"seed {SEED}\n")
    before = contents(folder / "kliping.db")
    mendable = try_flips(folder, made, FLIPS)
    sys.stdout.write(f"{len(mendable)} of {FLIPS} can be repaired\n")
    assert len(mendable) > FLIPS // 4
    for flip in mendable:
        flip.apply(folder)
    done = repair(folder / "kliping.db", {}, print)
    assert done.left == [], f"seed {SEED}"
    assert contents(folder / "kliping.db") == before, f"seed {SEED}"
    assert complaints(folder / "kliping.db") == [], f"seed {SEED}"
