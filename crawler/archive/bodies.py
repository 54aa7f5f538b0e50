"""Read a record's payload with all encodings undone, in bounded memory, as far as it can be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from crawler.archive.chunks import Dechunked
from crawler.archive.limits import HELD, MOST_SEARCHED
from crawler.archive.members import Member
from crawler.archive.record_heads import field, joined_fields
from crawler.archive.unpack import GZIP, UnpackError, encoding_names, unpacked

OVERLAP = 1 << 18  # bytes that a window has in common with the one before: no wording is longer


class RecordBody:
    """The payload of a record in pieces, its chunks joined and its Content-Encoding undone, also of a .gz file.

    (A sitemap may be one.) Of a payload that can't be undone it gives what can be; where that is nothing, the payload
    as it is. When it was read, `fault` is why the Content-Encoding can't be undone (a reason of UnpackError), or None;
    `is_gz_file` is True for a .gz file.
    """

    def __init__(self, member: Member) -> None:
        self.member = member
        self.encoding = joined_fields(member.http_head, "Content-Encoding")
        self.fault: str | None = None
        self.is_gz_file = False

    @property
    def is_encoded(self) -> bool:
        """True where the body differs from the bytes that stand in the record, as its head says."""
        return bool(encoding_names(self.encoding)) or self._is_chunked

    def __iter__(self) -> Iterator[bytes]:
        """Yield the body's pieces; each time from the start."""
        self.fault = None
        pieces = self._undone()
        first = next((piece for piece in pieces if piece), b"")
        self.is_gz_file = first.startswith(GZIP)
        whole = chain([first], pieces)
        return self._gunzipped(whole) if self.is_gz_file else whole

    def payload(self) -> Iterator[bytes]:
        """Yield the payload with its chunks joined."""
        pieces = self.member.raw_pieces()
        return iter(Dechunked(pieces)) if self._is_chunked else pieces

    @property
    def _is_chunked(self) -> bool:
        return "chunked" in field(self.member.http_head, "Transfer-Encoding").lower()

    def _undone(self) -> Iterator[bytes]:
        came = False
        try:
            for piece in unpacked(self.payload(), self.encoding, MOST_SEARCHED):
                came = came or bool(piece)
                yield piece
        except UnpackError as error:
            self.fault = error.reason
            if not came:
                yield from self.payload()

    def _gunzipped(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        came = False
        try:
            for piece in unpacked(pieces, "gzip", MOST_SEARCHED):
                came = came or bool(piece)
                yield piece
        except UnpackError as error:
            if error.reason == "too_large":
                self.fault = error.reason
            if not came:
                yield from self._undone()


def windows(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the bytes in windows of some `HELD` bytes that overlap; most bodies are one, and an empty one is, too."""
    gathered: list[bytes] = []
    size, fresh = 0, True
    for piece in pieces:
        gathered.append(piece)
        size += len(piece)
        fresh = fresh or bool(piece)
        if size >= HELD + OVERLAP:
            window = b"".join(gathered)
            yield window
            gathered, size, fresh = [window[-OVERLAP:]], OVERLAP, False
    if fresh:
        yield b"".join(gathered)
