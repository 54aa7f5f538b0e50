"""Join the chunks of a payload that was stored as it came over the wire, whole or piece by piece."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

LONGEST_LINE = 256  # bytes of a line that gives a chunk's length
_LENGTH = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,32})[ \t]*(?:;[^\r\n]*)?\r\n")


class Dechunked:
    """The payload without its chunks' lengths, in pieces, once. A payload without chunks comes as it is.

    (Some crawlers join the chunks and keep the header that announces them.) `whole` is False, at the end, where the
    last chunk is missing or one is shorter than it says. What follows the chunk of length 0 is left out.
    """

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self.whole = True
        self._pieces = iter(pieces)
        self._data = b""
        self._at = 0

    def __iter__(self) -> Iterator[bytes]:
        """Yield the payload."""
        length = self._length()
        if length is None:
            yield self._data
            yield from self._pieces
            return
        while length:
            for piece in self._taken(length):
                length -= len(piece)
                yield piece
            length = self._length() if length == 0 and self._take_line_end() else None
        self.whole = length == 0

    def _length(self) -> int | None:
        """Read a chunk's length; None where there is none."""
        while (line := _LENGTH.match(self._data, self._at)) is None:
            if len(self._data) - self._at > LONGEST_LINE or not self._refill():
                return None
        self._at = line.end()
        return int(line[1], 16)

    def _taken(self, length: int) -> Iterator[bytes]:
        while length and (self._at < len(self._data) or self._refill()):
            piece = self._data[self._at : self._at + length]
            self._at += len(piece)
            length -= len(piece)
            yield piece

    def _take_line_end(self) -> bool:
        while len(self._data) - self._at < 2 and self._refill():
            pass
        self._at += 2
        return self._data[self._at - 2 : self._at] == b"\r\n"

    def _refill(self) -> bool:
        """Get more bytes; False at the end."""
        for piece in self._pieces:
            if piece:
                self._data, self._at = self._data[self._at :] + piece, 0
                return True
        return False


def dechunked(raw: bytes) -> tuple[bytes, bool]:
    r"""The body with its chunks joined, and whether it is whole; a body without chunks as it is.

    >>> dechunked(b"6\r\nKupang\r\n0\r\n\r\n"), dechunked(b"6\r\nKupang\r\n")
    ((b'Kupang', True), (b'Kupang', False))
    >>> dechunked(b"9\r\nKup"), dechunked(b"<html>")
    ((b'Kup', False), (b'<html>', True))
    >>> dechunked(b"DE0B6B3A7640000\r\nKup"), dechunked(b"0\r\nServer-Timing: x\r\n\r\n")
    ((b'Kup', False), (b'', True))
    """
    pieces = Dechunked([raw])
    body = b"".join(pieces)
    return body, pieces.whole
