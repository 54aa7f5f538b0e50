"""Write a response again with words made unreadable in it, in bounded memory."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from crawler.archive.bodies import OVERLAP, RecordBody
from crawler.archive.limits import HELD
from crawler.archive.members import Member
from crawler.archive.record_heads import with_field, without

Blank = Callable[[bytes], bytes]
"""Makes words unreadable; gives as many bytes as it gets."""

_WORD_END = re.compile(rb"[0-9A-Za-z]*\Z")


def write_blanked(member: Member, blank: Blank, target: BinaryIO) -> str:
    """Append the response to a file as a gzip member, blanked, its encodings undone; return its payload's SHA-256."""
    head = without(without(blank(member.http_head), b"Content-Encoding"), b"Transfer-Encoding")
    size, computed = 0, hashlib.sha256()
    for piece in _payload(member, blank):
        size += len(piece)
        computed.update(piece)
    head = with_field(head, b"Content-Length", size) + b"\r\n\r\n"
    warc = without(without(member.head, b"WARC-Payload-Digest"), b"WARC-Block-Digest")
    warc = with_field(warc, b"Content-Length", len(head) + size)
    warc += b"\r\nX-Kliping-Blanked: mentions of a removed article\r\n\r\n"
    for piece in _zipped(_parts(warc + head, _payload(member, blank))):
        target.write(piece)
    return computed.hexdigest()


def _parts(head: bytes, payload: Iterator[bytes]) -> Iterator[bytes]:
    yield head
    yield from payload
    yield b"\r\n\r\n"


def _payload(member: Member, blank: Blank) -> Iterator[bytes]:
    body = RecordBody(member)
    pieces = iter(body)
    return _zipped(_blanked(pieces, blank)) if body.is_gz_file else _blanked(pieces, blank)


def _blanked(pieces: Iterable[bytes], blank: Blank) -> Iterator[bytes]:
    """Yield the bytes blanked; what may be the beginning of words that go on is blanked again with what follows."""
    gathered: list[bytes] = []
    size = 0
    for piece in pieces:
        gathered.append(piece)
        size += len(piece)
        if size >= HELD + OVERLAP:
            data = blank(b"".join(gathered))
            cut = len(data) - OVERLAP
            word = _WORD_END.search(data, max(0, cut - 1000), cut)
            cut = word.start() if word else cut
            yield data[:cut]
            gathered, size = [data[cut:]], len(data) - cut
    yield blank(b"".join(gathered))


def _zipped(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield a gzip file of the pieces; the same pieces give the same file."""
    zipping = zlib.compressobj(wbits=31)
    for piece in pieces:
        yield zipping.compress(piece)
    yield zipping.flush()
