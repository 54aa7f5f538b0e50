"""Every record of a WARC file, also behind a damaged one; one sentence a file says what could not be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeVar

from corpus.errors import ArchiveError
from corpus.messages.archive_messages import NOT_A_WARC, RECORD_UNFIT, WARC_NOT_READ
from corpus.sentences import counted
from crawler.archive.byte_sources import PlainFile, first_place, next_record, open_regular_file
from crawler.archive.digests import DigestError
from crawler.archive.members import Member, is_packed, packed_members, plain_records
from crawler.archive.record_bounds import NO_RECORD, matches_digest

BROKEN = "the packed bytes are damaged"
COMMON = frozenset({BROKEN, NO_RECORD, "it breaks off", "it is not as long as it says", str(RECORD_UNFIT())})
"""Faults that the sentence about a file's damage doesn't name."""

Parsed = TypeVar("Parsed")
Say = Callable[[str], None]
Read = Callable[[Member], Parsed | None]
PlaceInFile = tuple[int, int]
"""Where a record stands in a file: the offset of its gzip member, and where it begins in what unpacks there.

The second is 0 but where several records were packed together."""


class BrokenRecordError(ArchiveError):
    """A record that can't be read: it breaks off, or isn't formed as it should be."""


class NoArchiveError(ArchiveError):
    """A file in which no WARC record can be read."""


@dataclass(slots=True)
class _Damage:
    """The broken records of a file: the place of the first, how many there are, whether records follow the last.

    `unfit` counts those that are complete but don't match their digest; `begun` is True where one begins as a record.
    """

    first: PlaceInFile
    read_before: int
    why: str
    places: int = 1
    unfit: int = 0
    goes_on: bool = False
    begun: bool = False


class FileWalk:
    """One pass over a file: `count` whole records so far, and what was broken."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.count = 0
        self.damage: _Damage | None = None

    def __call__(self, read: Read[Parsed]) -> Iterator[tuple[PlaceInFile, int, Parsed]]:
        """Yield place, packed length and result of `read` for each whole record that it gives something for.

        `read` raises DigestError or BrokenRecordError for a record that is to be passed over as damaged.
        """
        with _opened(self.path) as file:
            try:
                start = _first_member(file)
                if start:
                    self._note((0, 0), BROKEN)
                yield from self._plain(file, read) if start is None else self._packed(file, read, start)
            except OSError as error:  # of the disk
                self._note((file.tell(), 0), f"it can't be read: {error.strerror}", begun=True)

    def sentence(self) -> str | None:
        """What to tell the user at the end; None where all is well. Raises NoArchiveError for a file of no records."""
        size = self.path.stat().st_size
        if size == 0:
            return f"{self.path}: is empty; it holds no record"
        damage = self.damage
        if self.count == 0 and not (damage and (damage.unfit or damage.begun)):
            raise NoArchiveError(NOT_A_WARC(path=self.path))
        return _damage_sentence(self.path, size, self.count, damage) if damage else None

    def _packed(
        self, file: BinaryIO, read: Read[Parsed], start: int | None
    ) -> Iterator[tuple[PlaceInFile, int, Parsed]]:
        while start is not None:
            following = None
            for member in packed_members(file, start):
                if not member.whole:
                    following = next_record(file, member.offset + 1)
                for record in _trusted(member):
                    yield from self._record(record, read)
                if not member.whole:
                    self._note_broken(member)
            start = following

    def _plain(self, file: BinaryIO, read: Read[Parsed]) -> Iterator[tuple[PlaceInFile, int, Parsed]]:
        for record in plain_records(file):
            yield from self._record(record, read)

    def _note_broken(self, member: Member) -> None:
        """Note each record of a member that can't be unpacked to its end which was not read; one at least."""
        unread = [record for record in member.records() if not _is_trusted(record)] if member.holds_several else []
        for record in unread or [member]:
            self._note((record.offset, record.inner), BROKEN, begun=record.head.startswith(b"WARC/"))

    def _record(self, record: Member, read: Read[Parsed]) -> Iterator[tuple[PlaceInFile, int, Parsed]]:
        place = (record.offset, record.inner)
        if fault := record.bounds.fault:
            self._note(place, fault, begun=fault != NO_RECORD and record.head.startswith(b"WARC/"))
            return
        try:
            taken = read(record)
        except DigestError as error:  # its bytes are all there, so reading goes on at its end
            damage = self._note(place, str(error))
            damage.unfit, damage.goes_on = damage.unfit + 1, True
            return
        except BrokenRecordError as error:
            self._note(place, str(error), begun=True)
            return
        self.count += 1
        if self.damage:
            self.damage.goes_on = True
        if taken is not None:
            yield place, record.length, taken

    def _note(self, place: PlaceInFile, why: str, *, begun: bool = False) -> _Damage:
        if self.damage is None:
            self.damage = _Damage(place, self.count, why)
        else:
            self.damage.places += 1
        self.damage.goes_on = False
        self.damage.begun = self.damage.begun or begun
        return self.damage


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        file = open_regular_file(path)
    except OSError as error:
        raise NoArchiveError(WARC_NOT_READ(path=path, reason=error.strerror)) from error
    with file:
        yield file


def _first_member(file: BinaryIO) -> int | None:
    """Where the first gzip member begins, behind damaged bytes if need be; None for a file that isn't packed."""
    if is_packed(file):
        return 0
    file.seek(0)
    start = None if file.read(5) == b"WARC/" else next_record(file, 0)
    if start is None:
        return None
    return None if first_place(PlainFile(file), b"WARC/", 0, start) >= 0 else start


def _trusted(member: Member) -> Iterator[Member]:
    """Yield the records of a member; of one that can't be unpacked to its end those that are surely as they were."""
    if member.whole:
        yield from member.records() if member.source.size else ()
    elif member.holds_several:
        yield from filter(_is_trusted, member.records())


def _is_trusted(record: Member) -> bool:
    """True for a record before the place where packed bytes break off, and one in damaged bytes that fits its digest.

    Damage may show late: only the check sum at the member's end tells of a changed letter.
    """
    sound = record.bounds.fault is None
    return sound and (record.damage == "cut" or bool(matches_digest(record.source, record.bounds)))


def _damage_sentence(path: Path, size: int, count: int, damage: _Damage) -> str:
    """Return a sentence for the user about the file's damage: where, how much, and what to do."""
    offset, inner = damage.first
    inside = f" ({inner:,} bytes into what unpacks there)" if inner else ""
    where = f"{path}: record {damage.read_before + 1:,}, at byte {offset:,} of {size:,}{inside},"
    why = "" if damage.why in COMMON else f" ({damage.why})"
    more = f", and {damage.places - 1:,} more like it" if damage.places > 1 else ""
    if not damage.goes_on and damage.places == 1:
        before = counted(count, "record before it was", "records before it were")
        return (
            f"{where} breaks off or is damaged{why}; the {before} read, the rest can't be "
            "read: a kill leaves such an end; if the file was copied or downloaded, fetch it again"
        )
    if damage.unfit:
        whose = f" of {damage.unfit:,} of them" if damage.places > 1 else ""
        more += f" (the digest{whose} doesn't fit: changed after it was written)"
    around = counted(count, "whole record around was", "whole records around were")
    rest = "" if damage.goes_on else "; what stands behind the last of them can't be read"
    return f"{where} is damaged{why}{more}; the {around} read{rest}; fetch the file again if you can"
