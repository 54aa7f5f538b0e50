"""Find where one WARC record ends and the next begins, in the unpacked bytes of a file or of a gzip member."""

from __future__ import annotations

import re
from collections.abc import Iterator

_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(rb"(?im)^Content-Length:[ \t]*([0-9]{1,18})[ \t]*\r?$")
_REST = re.compile(rb"[\r\n]*+(?:(?=WARC/)|\Z)")  # the line ends behind a record whose length is right
_BEGINNING = re.compile(rb"WARC/\d\.\d+[ \t]*\r?\n[!-9;-~]+:")


def record_bounds(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield start and end of each record. Every byte belongs to one record.

    A record ends where its Content-Length says, so text in it that looks like a record is no boundary. Where the
    length is missing or wrong, the record goes to the next line `WARC/...` with a header below it, or to the end.
    """
    start = 0
    while start < len(data):
        end = _end(data, start)
        yield start, end
        start = end


def _end(data: bytes, start: int) -> int:
    blank_line = _BLANK_LINE.search(data, start)
    if blank_line and (inside := _BEGINNING.search(data, start + 1, blank_line.end())):
        return inside.start()
    length = _LENGTH.search(data, start, blank_line.start()) if blank_line else None
    if blank_line and length and (end := blank_line.end() + int(length[1])) <= len(data):
        rest = _REST.match(data, end)
        if rest:
            return rest.end()
    following = _BEGINNING.search(data, start + 1)
    return following.start() if following else len(data)
