"""Every record of a WARC file, also behind a damaged one; one sentence a file says what could not be read."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeVar

from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeadersParserException

from corpus.errors import ArchiveError
from crawler.archive.digests import DigestError
from crawler.archive.warcio_internals import BrokenRecordError, StrictIterator

REFUSALS = (
    BrokenRecordError,
    ArchiveLoadFailed,
    StatusAndHeadersParserException,
    EOFError,
    OSError,
    OverflowError,
    ValueError,
    zlib.error,
)
WINDOW = 1 << 20  # bytes looked through at a time for the next record
_AHEAD = 4096  # bytes of a gzip member that tell whether a record begins in it
_PACKED = re.compile(rb"\x1f\x8b\x08")
_PLAIN = re.compile(rb"(?<=\n)WARC/1\.[01]\r\n")
Parsed = TypeVar("Parsed")
Say = Callable[[str], None]


class NoArchiveError(ArchiveError):
    """A file in which no WARC record can be found."""


@dataclass(slots=True)
class _Damage:
    """The broken records of a file: the offset of the first, how many there are, whether records follow the last.

    `unfit` counts those that are complete but don't match their digest.
    """

    first: int
    read_before: int
    why: str
    places: int = 1
    unfit: int = 0
    goes_on: bool = False


def walk(
    path: Path, read: Callable[[ArcWarcRecord], Parsed | None], say: Say, broken: Callable[[int], None]
) -> Iterator[tuple[int, int, Parsed]]:
    """Yield offset, length and result of `read` for each whole record; a record for which `read` gives None is skipped.

    After a broken record, reading goes on at the next one. `say` gets one sentence at the end if any was broken, and
    `broken` the number of broken places.
    Raises NoArchiveError where a file that isn't empty holds no record.
    """
    count = 0
    start: int | None = 0
    damage: _Damage | None = None
    with path.open("rb") as file:
        size = file.seek(0, 2)
        while start is not None:
            file.seek(start)
            records, place = StrictIterator(file), start
            try:
                for record in records:
                    place = max(place, records.offset)
                    taken, unfit = _read(read, record)
                    records.check(record)
                    offset, length = records.member_info
                    place = max(place, records.offset)  # not below: a file packed in one piece
                    if unfit:
                        damage = _noted(damage, offset, count, unfit)
                        damage.goes_on, damage.unfit = True, damage.unfit + 1
                        continue
                    count += 1
                    if taken is not None:
                        yield offset, length, taken
                if place < size:
                    raise BrokenRecordError("no record begins there")
                break
            except REFUSALS as error:
                damage = _noted(damage, place, count, error)
                start = _next_record(file, place + 1, packed=_is_packed(file))
                damage.goes_on = start is not None
    if size == 0:
        say(f"{path}: is empty; it holds no record")
    elif count == 0 and not (damage and damage.unfit):
        raise NoArchiveError(f"{path}: not a WARC file; no record can be read in it")
    elif damage is not None:
        broken(damage.places)
        say(_damage_sentence(path, size, count, damage))


def _read(
    read: Callable[[ArcWarcRecord], Parsed | None], record: ArcWarcRecord
) -> tuple[Parsed | None, DigestError | None]:
    try:
        return read(record), None
    except DigestError as error:  # its bytes are all there, so reading goes on at its end
        return None, error


def _noted(damage: _Damage | None, place: int, count: int, error: Exception) -> _Damage:
    if damage is None:
        return _Damage(place, count, str(error))
    damage.places += 1
    return damage


def _is_packed(file: BinaryIO) -> bool:
    file.seek(0)
    return file.read(2) == b"\x1f\x8b"


def _next_record(file: BinaryIO, start: int, *, packed: bool) -> int | None:
    """The offset at which the next record begins, from `start` on; None if there is none."""
    sign = _PACKED if packed else _PLAIN
    while True:
        file.seek(start)
        data = file.read(WINDOW + _AHEAD)
        for match in sign.finditer(data, 0, WINDOW + 16):
            if not packed or begins_a_record(data[match.start() : match.start() + _AHEAD], b"WARC/1."):
                return start + match.start()
        if len(data) <= WINDOW:
            return None
        start += WINDOW


def begins_a_record(packed: bytes, sign: bytes = b"WARC/") -> bool:
    """True where a WARC record begins with these packed bytes; some 4 KiB of them are enough."""
    try:
        return zlib.decompressobj(31).decompress(packed, 16).startswith(sign)
    except zlib.error:
        return False


def _damage_sentence(path: Path, size: int, count: int, damage: _Damage) -> str:
    """Return a sentence for the user about the file's damage: where, how much, and what to do."""
    where = f"{path}: record {damage.read_before + 1:,}, at byte {damage.first:,} of {size:,},"
    if "non-chunked gzip" in damage.why:
        return (
            f"{path}: is packed in one piece, so only its first record was read; unpack it (gunzip) and take the .warc"
        )
    more = f", and {damage.places - 1:,} more like it" if damage.places > 1 else ""
    if not damage.goes_on and damage.places == 1:
        return (
            f"{where} breaks off or is damaged; the {count:,} records before it were read, the rest can't be read: "
            "a kill leaves such an end; if the file was copied or downloaded, fetch it again"
        )
    if damage.unfit:
        whose = f" of {damage.unfit:,} of them" if damage.places > 1 else ""
        more += f" (the digest{whose} doesn't fit: changed after it was written)"
    rest = "" if damage.goes_on else "; what stands behind the last of them can't be read"
    return (
        f"{where} is damaged{more}; the {count:,} whole records around were read{rest}; fetch the file again if you can"
    )
