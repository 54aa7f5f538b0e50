"""Joining the chunks of a body that was kept as it was sent (Transfer-Encoding: chunked)."""

from __future__ import annotations

import re

_SIZE = re.compile(rb"([0-9a-fA-F]{1,15})[ \t]*(?:;[^\r\n]*)?\r?\n")
_END = re.compile(rb"\r?\n|\Z")


def joined(raw: bytes) -> tuple[bytes, bool]:
    r"""The body, and whether it is whole; one without chunks is one that was joined under its old header.

    >>> joined(b"6\r\nKupang\r\n0\r\n\r\n"), joined(b"6\r\nKupang\r\n"), joined(b"9\r\nKup"), joined(b"<html>")
    ((b'Kupang', True), (b'Kupang', False), (b'Kup', False), (b'<html>', True))
    """
    pieces: list[bytes] = []
    at = 0
    while head := _SIZE.match(raw, at):
        size, start = int(head[1], 16), head.end()
        if size == 0:
            return b"".join(pieces), True
        pieces.append(raw[start : start + size])
        ended = _END.match(raw, start + size)
        if len(pieces[-1]) < size or ended is None:
            break
        at = ended.end()
    return (b"".join(pieces), False) if pieces else (raw, True)
