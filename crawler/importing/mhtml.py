"""Read the page of an MHTML file (.mhtml, .mht): its HTML part, address, date and charset.

The `email` package reads the heads. The file is cut at its boundaries here, and decoded without it: the package makes a
string of every line, so a file of short lines takes some thirty times its size in memory.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import collapse_rfc2231_value

from corpus.errors import StatedError
from corpus.messages.import_messages import (
    MHTML_BREAKS_OFF,
    MHTML_ENCODING_UNKNOWN,
    MHTML_NOT_DECODED,
    MHTML_PAGE_TOO_LARGE,
    MHTML_WITHOUT_PAGE,
)
from crawler.archive.record_clock import plausible_time
from pipelines.page.content_type import HTML_TYPES, media_type

MAX_HEAD = 1 << 16  # bytes of a part's head
MOST_PARTS = 10_000
DEEPEST = 4  # multipart parts one in another
_LINE_END = re.compile(rb"\r?\n")
_BLANK_LINE = re.compile(rb"\r?\n[ \t]*\r?\n")
_FIELD = re.compile(rb"[\r\n]*[!-9;-~]{1,100}:[ \t]")


class MhtmlError(StatedError):
    """An MHTML file without a whole page; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class MhtmlPage:
    """The page of an MHTML file: the address it was saved from, its HTML, its part's Content-Type, the file's Date."""

    url: str | None
    body: bytes
    content_type: str | None
    saved_at: datetime | None


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a message: its head, where its block stands in the file, and whether a boundary ends it."""

    head: Message
    start: int
    end: int
    whole: bool = True

    @property
    def essence(self) -> str:
        """Its media type."""
        stated = media_type(_text(self.head, "Content-Type"))
        return stated.essence if stated else "text/plain"

    @property
    def size(self) -> int:
        """Bytes of the block as it stands in the file."""
        return self.end - self.start


def is_mhtml(start: bytes) -> bool:
    """True where a file's first bytes are the head of a message that can hold a page."""
    if not _FIELD.match(start):
        return False
    message = _part(start, 0, len(start))
    kind = message.essence
    return kind.startswith("multipart/") or (kind in HTML_TYPES and message.head["MIME-Version"] is not None)


def read_mhtml(data: bytes, largest: int) -> MhtmlPage:
    """The page of the file. Raises MhtmlError where it holds no whole one of at most `largest` bytes."""
    message = _part(data, 0, len(data))
    head = message.head
    part = _page_part(data, message, _text(head, "Snapshot-Content-Location"), 0)
    if part is None:
        raise MhtmlError(MHTML_WITHOUT_PAGE())
    if not part.whole:
        raise MhtmlError(MHTML_BREAKS_OFF())
    body = _decoded(part, data) if part.size <= 3 * largest else None  # quoted-printable: three bytes for one
    if body is None or len(body) > largest:
        raise MhtmlError(MHTML_PAGE_TOO_LARGE(most=largest >> 20))
    url = next((url for where, name in _places(head, part.head) if (url := _text(where, name))), None)
    return MhtmlPage(url, body, _text(part.head, "Content-Type"), plausible_time(_text(head, "Date")))


def _places(head: Message, part: Message) -> Iterator[tuple[Message, str]]:
    yield head, "Snapshot-Content-Location"
    yield part, "Content-Location"
    yield head, "Content-Location"


def _page_part(data: bytes, part: _Part, address: str | None, depth: int) -> _Part | None:
    """The part that holds the page: that named by `start`, else that of the address, else the first of HTML."""
    if part.essence in HTML_TYPES:
        return part
    boundary = part.head.get_boundary()
    if not boundary or not part.essence.startswith("multipart/") or depth >= DEEPEST:
        return None
    parts = list(_parts(data, part, boundary.encode("latin-1", "replace")))
    start = _parameter(part.head, "start")
    named = [p for p in parts if start and (_text(p.head, "Content-ID") or "").strip("<>") == start]
    placed = [p for p in parts if address and _text(p.head, "Content-Location") == address]
    pages = (_page_part(data, candidate, address, depth + 1) for candidate in (*named, *placed, *parts))
    return next((page for page in pages if page), None)


def _parts(data: bytes, part: _Part, boundary: bytes) -> Iterator[_Part]:
    """Yield the parts of a multipart block; the last is not whole where no boundary follows it."""
    line = re.compile(rb"(?:(?<=\n)|\A)--" + re.escape(boundary) + rb"(?P<last>--)?[ \t]*(?:\r?\n|\Z)")
    start: int | None = None
    for number, match in enumerate(line.finditer(data, part.start, part.end)):
        if start is not None:
            yield _part(data, start, _before_line_end(data, start, match.start()))
        start = match.end()
        if match["last"] or number >= MOST_PARTS:
            return
    if start is not None:
        yield _part(data, start, part.end, whole=False)


def _before_line_end(data: bytes, start: int, end: int) -> int:
    """The end of a block without the line end that belongs to the boundary behind it."""
    line_end = 2 if data[end - 2 : end] == b"\r\n" else 1
    return max(start, end - line_end)


def _part(data: bytes, start: int, end: int, *, whole: bool = True) -> _Part:
    """The message or part that stands there: its head, and the place of what follows the blank line."""
    if no_head := _LINE_END.match(data, start, end):
        return _Part(Message(), no_head.end(), end, whole)
    blank_line = _BLANK_LINE.search(data, start, min(end, start + MAX_HEAD))
    head_end, block = (blank_line.start(), blank_line.end()) if blank_line else (min(end, start + MAX_HEAD), end)
    return _Part(BytesHeaderParser().parsebytes(data[start:head_end] + b"\r\n\r\n"), block, end, whole)


def _decoded(part: _Part, data: bytes) -> bytes:
    """The part's bytes with base64 or quoted-printable undone."""
    block = data[part.start : part.end]
    encoding = (_text(part.head, "Content-Transfer-Encoding") or "").lower()
    try:
        if encoding == "quoted-printable":
            return binascii.a2b_qp(block)
        if encoding == "base64":
            return binascii.a2b_base64(block + b"==")
    except binascii.Error as error:
        raise MhtmlError(MHTML_NOT_DECODED(encoding=encoding)) from error
    if encoding not in {"", "7bit", "8bit", "binary"}:
        raise MhtmlError(MHTML_ENCODING_UNKNOWN(encoding=encoding[:40]))
    return block


def _text(head: Message, name: str) -> str | None:
    """A header's value on one line, with encoded words undone; None where it is missing or blank."""
    value = head[name]
    if value is None:
        return None
    text = str(value)
    if "=?" in text:
        try:
            text = str(make_header(decode_header(text)))
        except (HeaderParseError, LookupError, ValueError):
            return None
    text = re.sub(r"[\r\n]+[ \t]*", "" if "Location" in name else " ", text).strip()
    return text or None


def _parameter(head: Message, name: str) -> str | None:
    value = head.get_param(name)
    return collapse_rfc2231_value(value).strip().strip("<>") if value else None
