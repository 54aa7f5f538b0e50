"""Read a WARC file gzip member by gzip member and record by record, a torn end included: the one reader of archives.

`reader.py` makes answers of its records; erasure and doctor look at every byte that can be unpacked, and copy members
unchanged, so that a segment can be written again without some of them. Whatever the file says, memory stays bounded.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from crawler.archive import record_heads as heads
from crawler.archive.byte_sources import ByteSource, Damage, Held, PlainFile, member_at, open_regular_file, pieces_of
from crawler.archive.limits import HELD, LARGEST_HEAD
from crawler.archive.record_bounds import Bounds, bounds_at, record_bounds
from crawler.archive.record_heads import BLANK_LINE
from crawler.archive.unpack import GZIP

_EMPTY = Held(b"")


@dataclass(frozen=True)
class Member:
    """A gzip member or one record of it: offset and length in the file, and where it begins in unpacked bytes.

    `damage` says where it can't be unpacked to its end: "cut" if the packed bytes break off, "damaged" if they can't be
    read; `length` goes up to the end of the file then.
    `inner` is where the record begins in the member's unpacked bytes: 0 but where another program packed several
    records together. `source` holds the unpacked bytes while the file is open, those of this record from `begin` on;
    `record` is set for one of several.
    """

    offset: int
    length: int
    source: ByteSource = field(default=_EMPTY, repr=False, compare=False)
    damage: Damage | None = None
    inner: int = 0
    begin: int = 0
    record: Bounds | None = field(default=None, repr=False, compare=False)

    @property
    def whole(self) -> bool:
        """True where it could be unpacked to its end."""
        return self.damage is None

    @cached_property
    def bounds(self) -> Bounds:
        """Where the record's parts are in the source, and what is wrong with it."""
        return self.record or bounds_at(self.source, self.begin)

    @property
    def size(self) -> int:
        """How many bytes it has, unpacked."""
        return (self.record.end if self.record else self.source.size) - self.begin

    @property
    def plain(self) -> bytes:
        """All of it, unpacked. For large ones use `pieces`."""
        return self.source.at(self.begin, self.size)

    @cached_property
    def head(self) -> bytes:
        """The WARC headers, up to `LARGEST_HEAD` bytes."""
        known = self.bounds.head_end - self.begin
        return self.source.at(self.begin, min(LARGEST_HEAD, known or self.bounds.end - self.begin))

    @property
    def kind(self) -> str:
        """`response`, `request`, `warcinfo` ..."""
        return heads.field(self.head, "WARC-Type").lower()

    @property
    def url(self) -> str:
        """The address the record is about."""
        return heads.field(self.head, "WARC-Target-URI").strip("<>")

    @cached_property
    def http_head(self) -> bytes:
        """The HTTP headers of a response or request; the beginning of what it has instead."""
        near = self._near_payload
        blank_line = BLANK_LINE.search(near)
        return near[: blank_line.start()] if blank_line else near

    @cached_property
    def payload_start(self) -> int | None:
        """Where the payload begins in the source; None where the HTTP head has no end within `LARGEST_HEAD` bytes."""
        blank_line = BLANK_LINE.search(self._near_payload)
        return self.bounds.block_start + blank_line.end() if blank_line else None

    @property
    def payload_size(self) -> int:
        """How many bytes the payload has, as it stands in the record."""
        return 0 if self.payload_start is None else self.bounds.block_end - self.payload_start

    def pieces(self) -> Iterator[bytes]:
        """Yield all of it, unpacked, in small pieces."""
        return pieces_of(self.source, self.begin, self.begin + self.size)

    def raw_pieces(self) -> Iterator[bytes]:
        """Yield the payload as it stands in the record, in small pieces."""
        start = self.bounds.block_end if self.payload_start is None else self.payload_start
        return pieces_of(self.source, start, self.bounds.block_end)

    @property
    def holds_several(self) -> bool:
        """True where another program packed more than one record into the member."""
        return self.record is None and self.bounds.end < self.source.size

    def records(self) -> Iterator[Member]:
        """Yield each record of the member; most often it has one, and that is the member itself."""
        if not self.holds_several:
            yield self
            return
        for bounds in record_bounds(self.source):
            yield replace(self, inner=bounds.start, begin=bounds.start, record=bounds)

    @cached_property
    def _near_payload(self) -> bytes:
        start = self.bounds.block_start
        return self.source.at(start, min(LARGEST_HEAD, self.bounds.block_end - start))


def members(path: Path, start: int = 0, end: int | None = None) -> Generator[Member]:
    """Every member of a segment in order, or those between two offsets. Raises OSError where it can't be read.

    A file that isn't packed gives its records. One that should be (`.gz`) is damaged then.
    """
    with open_regular_file(path) as file:
        if path.suffix != ".gz" and not is_packed(file):
            yield from plain_records(file, start, end)
        else:
            yield from packed_members(file, start, end)


def is_packed(file: BinaryIO, at: int = 0) -> bool:
    """True where a gzip member begins there, at the file's beginning if nothing else is given."""
    file.seek(at)
    return file.read(2) == GZIP


def packed_members(file: BinaryIO, start: int = 0, end: int | None = None) -> Iterator[Member]:
    """Yield the gzip members of a file between two offsets. Behind a broken one there are no more."""
    size = file.seek(0, os.SEEK_END)
    end = size if end is None else min(end, size)
    while start < end:
        source, length, damage = member_at(file, start)
        if source.size == 0 and damage:  # nothing can be unpacked: as it stands
            yield Member(start, size - start, PlainFile(file), damage, begin=start)
        else:
            yield Member(start, length, source, damage)
        if damage:
            return
        start += length


def plain_records(file: BinaryIO, start: int = 0, end: int | None = None) -> Iterator[Member]:
    """Yield the records of a file that isn't packed, from one offset on up to another."""
    source = PlainFile(file)
    for bounds in record_bounds(source, start):
        if end is not None and bounds.start >= end:
            return
        length = bounds.end - bounds.start
        if length > HELD:
            yield Member(bounds.start, length, source, begin=bounds.start, record=bounds)
        else:
            held = Held(source.at(bounds.start, length))
            yield Member(bounds.start, length, held, record=bounds.moved(-bounds.start))
