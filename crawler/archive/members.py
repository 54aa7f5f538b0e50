"""Read a segment of the archive gzip member by gzip member, a torn end included.

warcio reads records to be used. This reads every byte that can be unpacked, and copies members unchanged, so that a
segment can be written again without some of them.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from crawler.archive.reader import MAX_PAGE, dechunked
from crawler.archive.record_bounds import record_bounds
from crawler.archive.unpack import UnpackError, unpack

CHUNK = 1 << 16
GZIP = b"\x1f\x8b"
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")  # some sites send bare line feeds, and some programs keep them


@dataclass(frozen=True, slots=True)
class Member:
    """A gzip member or one record of it: offset and length in the file, its bytes unpacked.

    `whole` is False where the packed bytes break off or are damaged.
    `inner` is where the record begins in the member's unpacked bytes: 0 but where another program packed several
    records together.
    """

    offset: int
    length: int
    plain: bytes
    whole: bool = True
    inner: int = 0

    @property
    def head(self) -> bytes:
        """The WARC headers."""
        return _head_and_rest(self.plain)[0]

    @property
    def block(self) -> bytes:
        """What follows the WARC headers."""
        return _head_and_rest(self.plain)[1].removesuffix(b"\r\n\r\n")

    @property
    def kind(self) -> str:
        """`response`, `request`, `warcinfo` ..."""
        return field(self.head, b"WARC-Type").lower()

    @property
    def url(self) -> str:
        """The address the record is about."""
        return field(self.head, b"WARC-Target-URI").strip("<>")

    @property
    def http(self) -> tuple[bytes, bytes]:
        """HTTP headers and payload of a response or request."""
        return _head_and_rest(self.block)

    @property
    def payload(self) -> bytes:
        """The payload, with its chunks joined where another program kept them."""
        head, payload = self.http
        return dechunked(payload)[0] if "chunked" in field(head, b"Transfer-Encoding").lower() else payload

    @property
    def encoding(self) -> str:
        """The payload's Content-Encoding."""
        return field(self.http[0], b"Content-Encoding").lower()

    @property
    def undone(self) -> bytes | None:
        """The payload with its Content-Encoding undone; None where that can't be done here."""
        try:
            return unpack(self.payload, self.encoding, MAX_PAGE)
        except UnpackError:
            return None

    @property
    def body(self) -> bytes:
        """The payload with all encodings undone, also of a .gz file (a sitemap); of a cut one, what can be read."""
        payload = _as_far_as_it_goes(self.payload, self.encoding) if self.undone is None else self.undone
        return _gunzipped(payload) if payload.startswith(GZIP) else payload

    @property
    def holds_several(self) -> bool:
        """True where another program packed more than one record into the member."""
        return any(end < len(self.plain) for _, end in islice(record_bounds(self.plain), 1))

    def records(self) -> Iterator[Member]:
        """Yield each record of the member; most often it has one, and that is the member itself."""
        if not self.holds_several:
            yield self
            return
        for start, end in record_bounds(self.plain):
            yield replace(self, plain=self.plain[start:end], inner=start)


def members(path: Path, start: int = 0, end: int | None = None) -> Iterator[Member]:
    """Every member of a segment in order, or those between two offsets. Raises OSError where it can't be read.

    A file that isn't packed gives its records. One that should be (`.gz`) is damaged then.
    """
    with path.open("rb") as file:
        if path.suffix != ".gz" and file.read(2) != GZIP:
            yield from _unpacked_records(file, start, end)
            return
        file.seek(start)
        offset, ahead = start, b""
        while (end is None or offset < end) and (ahead := ahead or file.read(CHUNK)):
            inflate = zlib.decompressobj(31)
            try:
                plain, length, ahead = _inflated(inflate, file, ahead)
            except zlib.error:
                yield Member(offset, path.stat().st_size - offset, ahead + file.read(), whole=False)
                return
            yield Member(offset, length, plain, inflate.eof)
            offset += length


def changed(member: Member, head: bytes, payload: bytes) -> tuple[bytes, str]:
    """The response with these HTTP headers and payload (encodings undone) as a gzip member; its payload's SHA-256."""
    head = _without(_without(head, b"Content-Encoding"), b"Transfer-Encoding")
    if (member.undone or b"").startswith(GZIP):
        payload = gzip.compress(payload, mtime=0)
    head = _with(head, b"Content-Length", len(payload))
    block = head + b"\r\n\r\n" + payload
    warc = _without(_without(member.head, b"WARC-Payload-Digest"), b"WARC-Block-Digest")
    warc = _with(warc, b"Content-Length", len(block))
    warc += b"\r\nX-Kliping-Blanked: mentions of a removed article"
    return gzip.compress(warc + b"\r\n\r\n" + block + b"\r\n\r\n", mtime=0), hashlib.sha256(payload).hexdigest()


def field(head: bytes, name: bytes) -> str:
    """A header's value; empty where there is none."""
    match = re.search(rb"(?im)^" + re.escape(name) + rb":[ \t]*([^\r\n]*)", head)
    return match[1].decode("utf-8", "replace").strip() if match else ""


def _head_and_rest(data: bytes) -> tuple[bytes, bytes]:
    """Return what stands before the first blank line and behind it."""
    blank_line = _BLANK_LINE.search(data)
    return (data[: blank_line.start()], data[blank_line.end() :]) if blank_line else (data, b"")


def _unpacked_records(file: BinaryIO, start: int, end: int | None) -> Iterator[Member]:
    file.seek(start)
    data = file.read()
    for begin, stop in record_bounds(data):
        if end is not None and start + begin >= end:
            return
        yield Member(start + begin, stop - begin, data[begin:stop])


def _gunzipped(payload: bytes) -> bytes:
    try:
        return unpack(payload, "gzip", MAX_PAGE)
    except UnpackError:
        return payload


def _as_far_as_it_goes(payload: bytes, encoding: str) -> bytes:
    """A cut gzip or deflate body's beginning; other bytes as they are."""
    for bits in (47, -15) if encoding in {"gzip", "x-gzip", "deflate"} else ():
        with contextlib.suppress(zlib.error):
            return zlib.decompressobj(bits).decompress(payload, MAX_PAGE)
    return payload


def _inflated(inflate: zlib._Decompress, file: BinaryIO, ahead: bytes) -> tuple[bytes, int, bytes]:
    """One member's bytes unpacked, its packed length, and what was read beyond it."""
    plain, length = bytearray(), 0
    while ahead and not inflate.eof:
        before = inflate.copy()
        try:
            plain += inflate.decompress(ahead)
        except zlib.error:
            plain += _up_to_the_fault(before, ahead)
            if not plain:
                raise
            return bytes(plain), length + len(ahead) + len(file.read()), b""
        length += len(ahead) - len(inflate.unused_data)
        ahead = inflate.unused_data or (b"" if inflate.eof else file.read(CHUNK))
    return bytes(plain), length, ahead


def _up_to_the_fault(inflate: zlib._Decompress, ahead: bytes) -> bytes:
    """Return what can be unpacked before the first broken byte, read byte by byte."""
    plain = bytearray()
    with contextlib.suppress(zlib.error):
        for at in range(len(ahead)):
            plain += inflate.decompress(ahead[at : at + 1])
    return bytes(plain)


def _without(head: bytes, name: bytes) -> bytes:
    """Return the header lines without the field of this name."""
    field_line = re.escape(name) + rb":[^\r\n]*"
    return re.sub(rb"(?im)^" + field_line + rb"\r?\n|\r?\n" + field_line + rb"\Z", b"", head)


def _with(head: bytes, name: bytes, value: int) -> bytes:
    return _without(head, name) + b"\r\n" + name + b": " + str(value).encode()
