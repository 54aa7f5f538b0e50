"""Check SQLite's write-ahead log for damage (`wal_fault`). SQLite ignores all frames after the first damaged one.

The format: https://www.sqlite.org/fileformat2.html#the_write_ahead_log (a header of 32 bytes, then frames: 24 bytes
of header and a page). Frames with the same salts after the first damaged frame are lost commits.
"""

from __future__ import annotations

import struct
import time
from pathlib import Path
from typing import BinaryIO

HEADER, FRAME = 32, 24
CLOSING_SECONDS = 0.2
MAGIC = {0x377F0682: "<", 0x377F0683: ">"}
Sums = tuple[int, int]


def wal_path(corpus: Path) -> Path:
    """Return the path of the write-ahead log of the corpus."""
    return corpus.with_name(f"{corpus.name}-wal")


def wal_fault(corpus: Path) -> str | None:
    """Return a sentence about damage in the log of the corpus; None if there is none or no log.

    Call it while nothing writes to the corpus.
    """
    path = wal_path(corpus)
    if not path.exists():
        shared = corpus.with_name(f"{corpus.name}-shm")
        if shared.exists():
            time.sleep(CLOSING_SECONDS)  # a program that closes deletes the log first, then the -shm
        if shared.exists() and not path.exists():
            return f"{path} is missing, though a program that was killed must have left it"
        return None
    with path.open("rb") as file:
        return _fault(file, path)


def _fault(file: BinaryIO, path: Path) -> str | None:
    """Return a sentence about damage in the open log file, None if there is none."""
    head = file.read(HEADER)
    if not head.strip(b"\0"):
        return None  # a log that was emptied
    if len(head) < HEADER:
        return f"{path} ends in its header"
    magic, _, page_size, _, *salts, first, second = struct.unpack(">8I", head)
    order = MAGIC.get(magic)
    if order is None or _checksum(head[:24], (0, 0), order) != (first, second):
        return f"{path} has a damaged header, so that nothing in it can be read"
    good, lost = _frames(file, page_size or 65536, tuple(salts), (first, second), order)
    return f"{path} is damaged after frame {good:,}: {lost:,} later commits can't be read" if lost else None


def _frames(file: BinaryIO, page_size: int, salts: tuple[int, ...], sums: Sums, order: str) -> tuple[int, int]:
    """Return the number of good frames, and of commits with the same salts after the first bad frame."""
    good = lost = 0
    broken = False
    while len(frame := file.read(FRAME + page_size)) == FRAME + page_size:
        _, commit, *salts_and_sums = struct.unpack(">6I", frame[:FRAME])
        if tuple(salts_and_sums[:2]) != salts:
            if not broken:
                return good, 0  # left over from an earlier use of the log
            continue
        if not broken:
            sums = _checksum(frame[:8] + frame[FRAME:], sums, order)
            broken = sums != (salts_and_sums[2], salts_and_sums[3])
            good += not broken
        if broken and commit:
            lost += 1
    return good, lost


def _checksum(data: bytes, sums: Sums, order: str) -> Sums:
    first, second = sums
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for even, odd in zip(words[::2], words[1::2], strict=True):
        first = (first + even + second) & 0xFFFFFFFF
        second = (second + odd + first) & 0xFFFFFFFF
    return first, second
