"""Find where one WARC record ends and the next begins, in the unpacked bytes of a file or of a gzip member.

A record ends where its Content-Length says, so text in it that looks like a record is no boundary: unless the length
is a lie (`_later_record`).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from crawler.archive.byte_sources import ByteSource, first_place, pieces_of
from crawler.archive.digests import digest_of
from crawler.archive.limits import LARGEST_HEAD, in_mib
from crawler.archive.record_heads import BLANK_LINE, BLOCK, PAYLOAD, field

NEAR = 4096  # bytes in which most heads end
LONGEST_NAME = 200  # bytes of a header's name
MOST_PLACES = 16  # places inside a record that are tried as the beginning of another
NO_RECORD = "no record begins there"
_LENGTH = re.compile(rb"(?im)^Content-Length:[ \t]*([0-9]{1,40})[ \t]*\r?$")
_BEGINNING = re.compile(rb"WARC/\d\.\d+[ \t]*\r?\n[!-9;-~]{1,%d}:" % LONGEST_NAME)
_SIGN = re.compile(rb"WARC/\d\.\d+[ \t]*\r?\n")
_NEXT = b"\nWARC/"


@dataclass(frozen=True, slots=True)
class Bounds:
    """A record in a source: its bytes from `start` to `end`, line ends behind it included.

    The WARC head ends at `head_end`, the block is `block_start` to `block_end`. `fault` is why the record isn't
    sound; its block goes up to `end` then.
    """

    start: int
    head_end: int
    block_start: int
    block_end: int
    end: int
    fault: str | None = None

    def moved(self, by: int) -> Bounds:
        """The same record in a source that begins elsewhere."""
        return Bounds(
            self.start + by, self.head_end + by, self.block_start + by, self.block_end + by, self.end + by, self.fault
        )


def record_bounds(source: ByteSource, start: int = 0) -> Iterator[Bounds]:
    """Yield each record from `start` on. Every byte belongs to one record.

    Where a record's length is missing or wrong, it goes to the next line `WARC/...` with a header below it, or to the
    end.
    """
    while start < source.size:
        bounds = bounds_at(source, start)
        yield bounds
        start = bounds.end


def bounds_at(source: ByteSource, start: int) -> Bounds:
    """The record that begins there."""
    bounds = _by_length(source, start)
    if bounds.fault is None and (later := _later_record(source, bounds)):
        return replace(bounds, block_end=later, end=later, fault="its length reaches over a later record")
    return bounds


def _by_length(source: ByteSource, start: int) -> Bounds:
    near = source.at(start, NEAR)
    blank_line = BLANK_LINE.search(near)
    if blank_line is None and len(near) == NEAR:
        near = source.at(start, LARGEST_HEAD)
        blank_line = BLANK_LINE.search(near)
    if blank_line is None:
        long = len(near) == LARGEST_HEAD and near.startswith(b"WARC/")
        return _broken(
            source, start, start, start, f"its head is longer than {in_mib(LARGEST_HEAD)}" if long else NO_RECORD
        )
    if inside := _BEGINNING.search(near, 1, blank_line.end()):
        return Bounds(start, start, start, start + inside.start(), start + inside.start(), "its head breaks off")
    head_end, block_start = start + blank_line.start(), start + blank_line.end()
    if not _SIGN.match(near):
        return _broken(source, start, head_end, block_start, NO_RECORD)
    length = _LENGTH.search(near, 0, blank_line.start())
    if length is None:
        return _broken(source, start, head_end, block_start, "it doesn't say how long it is")
    block_end = block_start + int(length[1])
    if block_end > source.size:
        return _broken(source, start, head_end, block_start, "it breaks off")
    end = _behind_line_ends(source, block_end)
    if end < source.size and source.at(end, 5) != b"WARC/":
        return _broken(source, start, head_end, block_start, "it is not as long as it says")
    return Bounds(start, head_end, block_start, block_end, end)


def _broken(source: ByteSource, start: int, head_end: int, block_start: int, why: str) -> Bounds:
    """A record that goes to the next beginning of one, or to the end."""
    at = start
    while (at := first_place(source, b"WARC/", at + 1, source.size)) >= 0:
        if _BEGINNING.match(source.at(at, 2 * LONGEST_NAME)):
            break
    end = at if at >= 0 else source.size
    head_end, block_start = min(head_end, end), min(block_start, end)
    return Bounds(start, head_end, block_start, end, end, why)


def _behind_line_ends(source: ByteSource, at: int) -> int:
    while line_ends := source.at(at, NEAR):
        rest = line_ends.lstrip(b"\r\n")
        at += len(line_ends) - len(rest)
        if rest:
            break
    return at


def _later_record(source: ByteSource, bounds: Bounds) -> int | None:
    """Where another record begins inside this one, whose length lies exactly onto the end of a later record.

    The records inside must follow each other up to that end, and neither a digest nor the HTTP head may show that the
    block is as long as the record says: a page may well quote a record, or be a WARC file itself.
    """
    at = bounds.block_start
    for _ in range(MOST_PLACES):
        at = first_place(source, _NEXT, at, bounds.block_end)
        if at < 0:
            return None
        at += 1
        if source.at(at - 3, 3).endswith((b"\n\n", b"\n\r\n")) and _fills(source, at, bounds.end):
            return None if _is_proven(source, bounds) else at
    return None


def _fills(source: ByteSource, start: int, end: int) -> bool:
    """True where sound records follow each other from `start` up to `end`."""
    while start < end:
        bounds = _by_length(source, start)
        if bounds.fault:
            return False
        start = bounds.end
    return start == end


def _is_proven(source: ByteSource, bounds: Bounds) -> bool:
    """True where the block's digest fits, or its HTTP head says the length that it has."""
    fits = matches_digest(source, bounds)
    if fits is not None:
        return fits
    http, payload = _http_head(source, bounds)
    declared = field(http, "Content-Length")
    return declared.isdecimal() and int(declared[:18]) == bounds.block_end - payload


def matches_digest(source: ByteSource, bounds: Bounds) -> bool | None:
    """Whether the record's block, else its payload as it stands, fits its digest; None where it has none."""
    head = source.at(bounds.start, bounds.head_end - bounds.start)
    if stated := digest_of(field(head, BLOCK)):
        return _has_digest(source, stated, bounds.block_start, bounds.block_end)
    if stated := digest_of(field(head, PAYLOAD)):
        return _has_digest(source, stated, _http_head(source, bounds)[1], bounds.block_end)
    return None


def _http_head(source: ByteSource, bounds: Bounds) -> tuple[bytes, int]:
    """The block's HTTP head, and where its payload begins."""
    near = source.at(bounds.block_start, min(LARGEST_HEAD, bounds.block_end - bounds.block_start))
    blank_line = BLANK_LINE.search(near)
    return (near[: blank_line.start()], bounds.block_start + blank_line.end()) if blank_line else (b"", 0)


def _has_digest(source: ByteSource, stated: tuple[str, bytes], start: int, end: int) -> bool:
    name, value = stated
    computed = hashlib.new(name, usedforsecurity=False)
    for piece in pieces_of(source, start, end):
        computed.update(piece)
    return computed.digest() == value
