"""Give any bytes of a WARC file, or of a gzip member of one, unpacked: in bounded memory, in any order.

A member is unpacked once to its end, because only there it shows whether it is whole; small ones are held from then
on, of large ones a copy of the unpacker is kept every few MiB, from which any place is reached again soon.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Literal, Protocol

from crawler.archive.limits import HELD, STEP

CHUNK = 1 << 14  # packed bytes fed at a time: damage is looked for in them byte by byte
FIRST_SPACING = 4 << 20  # unpacked bytes between two copies of the unpacker; doubled when there are too many
MOST_COPIES = 256  # of some 40 kB
WINDOW = 1 << 20  # bytes looked through at a time for the next record
_AHEAD = 4096  # bytes of a gzip member that tell whether a record begins in it
_PACKED = re.compile(rb"\x1f\x8b\x08")


Damage = Literal["cut", "damaged"]


class ByteSource(Protocol):
    """Unpacked bytes of a known number."""

    size: int

    def at(self, start: int, size: int) -> bytes:
        """Return the bytes from `start` on, as many as `size`; fewer only where the source ends."""
        ...


class Held:
    """Bytes in memory."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.size = len(data)

    def at(self, start: int, size: int) -> bytes:
        """Return the bytes from `start` on."""
        return self.data[start : start + size]


class PlainFile:
    """A file that isn't packed."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.size = file.seek(0, os.SEEK_END)

    def at(self, start: int, size: int) -> bytes:
        """Return the bytes from `start` on. Raises OSError."""
        self._file.seek(start)
        return self._file.read(min(size, max(0, self.size - start)))


class Inflated:
    """A gzip member too large to be held; `damage` says where it can't be unpacked to its end.

    `length` are its packed bytes; of a broken one those up to the end of the file.
    """

    def __init__(self, file: BinaryIO, offset: int) -> None:
        self._file = file
        self._unpacker = _Unpacker(file, offset)
        self._copies = [self._unpacker.copy()]
        self._spacing = FIRST_SPACING
        self._piece = b""  # what the unpacker gave last: the bytes before its place
        while piece := self._unpacker.next():
            self._keep_copy()
            self._piece = piece
        self.size, self.damage, self.length = self._unpacker.place, self._unpacker.damage, self._unpacker.length

    def at(self, start: int, size: int) -> bytes:
        """Return the bytes from `start` on."""
        pieces = []
        end = min(start + size, self.size)
        self._go_to(start)
        while start < end:
            inside = start - (self._unpacker.place - len(self._piece))
            if inside >= len(self._piece):
                self._piece = self._unpacker.next()
                if not self._piece:  # the file was cut while it was read
                    break
                continue
            pieces.append(self._piece[inside : inside + end - start])
            start += len(pieces[-1])
        return b"".join(pieces)

    def _go_to(self, start: int) -> None:
        """Put the unpacker where the byte at `start` is in its last piece, or comes later and soon."""
        place = self._unpacker.place
        if start >= place - len(self._piece) and start < place + self._spacing:
            return
        nearest = max((copy for copy in self._copies if copy.place <= start), key=lambda copy: copy.place)
        if place <= start and nearest.place <= place:
            return
        self._unpacker, self._piece = nearest.copy(), b""

    def _keep_copy(self) -> None:
        if self._unpacker.place - self._copies[-1].place < self._spacing:
            return
        self._copies.append(self._unpacker.copy())
        if len(self._copies) > MOST_COPIES:
            del self._copies[1::2]
            self._spacing *= 2


class _Unpacker:
    """Unpacks a gzip member step by step; `place` is how many bytes it gave."""

    def __init__(self, file: BinaryIO, offset: int) -> None:
        self.file = file
        self.offset = offset
        self.place = 0
        self.damage: Damage | None = None
        self._inflate = zlib.decompressobj(31)
        self._read_to = offset
        self._rest = b""
        self._over = False

    @property
    def length(self) -> int:
        """The packed bytes of the member, known at its end."""
        return self._read_to - self.offset - len(b"" if self.damage else self._inflate.unused_data)

    def copy(self) -> _Unpacker:
        """Return an unpacker that goes on from here by itself."""
        made = _Unpacker(self.file, self.offset)
        made.place, made.damage, made._over = self.place, self.damage, self._over
        made._read_to, made._rest, made._inflate = self._read_to, self._rest, self._inflate.copy()
        return made

    def next(self) -> bytes:
        """Return the next bytes; none at the member's end, or where no more can be unpacked."""
        while not self._over:
            if not self._rest:
                self.file.seek(self._read_to)
                self._rest = self.file.read(CHUNK)
                self._read_to += len(self._rest)
            before = self._inflate.copy()
            try:
                piece = self._inflate.decompress(self._rest, STEP)
            except zlib.error:
                piece = _up_to_the_fault(before, self._rest)
                self._break_off("damaged")
            else:
                if not piece and not self._rest:
                    self._break_off("cut")
                self._rest = self._inflate.unconsumed_tail
                self._over = self._over or self._inflate.eof
            if piece:
                self.place += len(piece)
                return piece
        return b""

    def _break_off(self, damage: Damage) -> None:
        self.damage, self._over = damage, True
        self._read_to = self.file.seek(0, os.SEEK_END)


def member_at(file: BinaryIO, offset: int) -> tuple[ByteSource, int, Damage | None]:
    """The gzip member that begins there: its bytes, its packed length, and what is wrong with it."""
    unpacker, pieces = _Unpacker(file, offset), []
    while (piece := unpacker.next()) and unpacker.place <= HELD:
        pieces.append(piece)
    if unpacker.place <= HELD:
        return Held(b"".join(pieces)), unpacker.length, unpacker.damage
    pieces.clear()
    source = Inflated(file, offset)
    return source, source.length, source.damage


def pieces_of(source: ByteSource, start: int, end: int) -> Iterator[bytes]:
    """Yield the bytes between two places in pieces of at most `STEP`."""
    for at in range(start, end, STEP):
        yield source.at(at, min(STEP, end - at))


def first_place(source: ByteSource, needle: bytes, start: int, end: int) -> int:
    """Return where the needle stands first between two places; -1 where it doesn't."""
    if isinstance(source, Held):
        return source.data.find(needle, start, end)
    for at in range(start, end, 4 * STEP):
        inside = source.at(at, min(4 * STEP + len(needle) - 1, end - at)).find(needle)
        if inside >= 0:
            return at + inside
    return -1


def open_regular_file(path: Path) -> BinaryIO:
    """Open a file for reading. Raises OSError, also for what is no file: reading a pipe would wait for ever."""
    file = os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)), "rb")
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(errno.EINVAL, "not a regular file", str(path))
    return file


def _up_to_the_fault(inflate: zlib._Decompress, packed: bytes) -> bytes:
    """Return what can be unpacked before the first broken byte, read byte by byte."""
    plain = bytearray()
    try:
        for at in range(len(packed)):
            plain += inflate.decompress(packed[at : at + 1])
    except zlib.error:
        pass
    return bytes(plain)


def next_record(file: BinaryIO, start: int) -> int | None:
    """The offset at which the next gzip member that holds records begins, from `start` on; None if there is none."""
    while True:
        file.seek(start)
        data = file.read(WINDOW + _AHEAD)
        for match in _PACKED.finditer(data, 0, WINDOW + 2):
            if _begins_a_record(data[match.start() : match.start() + _AHEAD]):
                return start + match.start()
        if len(data) <= WINDOW:
            return None
        start += WINDOW


def _begins_a_record(packed: bytes) -> bool:
    try:
        return zlib.decompressobj(31).decompress(packed, 16).startswith(b"WARC/")
    except zlib.error:
        return False
