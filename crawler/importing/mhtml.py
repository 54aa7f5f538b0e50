"""Read the page of an MHTML file (.mhtml, .mht): its HTML part, address, date and charset.

The `email` package reads heads and undoes encodings. The file is cut at its boundaries here, since the package would
make a string of every line: a file of short lines takes some thirty times its size in memory.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.errors import HeaderParseError, MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser
from email.utils import collapse_rfc2231_value

from crawler.archive.record_clock import plausible_time
from pipelines.page.content_type import HTML_TYPES, media_type

MAX_HEAD = 1 << 16  # bytes of a part's head
MOST_PARTS = 10_000
DEEPEST = 4  # multipart parts one in another
_BLANK_LINE = re.compile(rb"\r?\n[ \t]*\r?\n")
_FIELD = re.compile(rb"[\r\n]*[!-9;-~]{1,100}:[ \t]")


class MhtmlError(Exception):
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
    """A part of a message: its head, its block as it stands in the file, and whether a boundary ends it."""

    head: Message
    block: bytes
    whole: bool

    @property
    def essence(self) -> str:
        """Its media type."""
        stated = media_type(_text(self.head, "Content-Type"))
        return stated.essence if stated else "text/plain"


def is_mhtml(start: bytes) -> bool:
    """True where a file's first bytes are the head of a message that can hold a page."""
    if not _FIELD.match(start):
        return False
    head = _split(start)[0]
    stated = media_type(_text(head, "Content-Type"))
    kind = stated.essence if stated else ""
    return kind.startswith("multipart/") or (kind in HTML_TYPES and head["MIME-Version"] is not None)


def read_mhtml(data: bytes, largest: int) -> MhtmlPage:
    """The page of the file. Raises MhtmlError where it holds no whole one of at most `largest` bytes."""
    head, block = _split(data)
    root = _Part(head, block, whole=True)
    part = _page_part(root, _text(head, "Snapshot-Content-Location"), 0)
    if part is None:
        raise MhtmlError("no part of it is an HTML page")
    if not part.whole:
        raise MhtmlError("it breaks off within the page")
    if len(part.block) > 3 * largest:  # quoted-printable writes three bytes for one
        raise MhtmlError(f"its page is larger than {largest >> 20} MiB")
    body = _decoded(part)
    if len(body) > largest:
        raise MhtmlError(f"its page is larger than {largest >> 20} MiB")
    url = next((u for h, name in _places(head, part.head) if (u := _text(h, name))), None)
    return MhtmlPage(url, body, _text(part.head, "Content-Type"), plausible_time(_text(head, "Date")))


def _places(head: Message, part: Message) -> Iterator[tuple[Message, str]]:
    yield head, "Snapshot-Content-Location"
    yield part, "Content-Location"
    yield head, "Content-Location"


def _page_part(part: _Part, address: str | None, depth: int) -> _Part | None:
    """The part that holds the page: that named by `start`, else that of the address, else the first of HTML."""
    if part.essence in HTML_TYPES:
        return part
    if not part.essence.startswith("multipart/") or depth >= DEEPEST:
        return None
    boundary = part.head.get_boundary()
    if not boundary:
        return None
    parts = list(_parts(part, boundary.encode("latin-1", "replace")))
    start = _parameter(part.head, "start")
    named = [p for p in parts if start and (_text(p.head, "Content-ID") or "").strip("<>") == start]
    placed = [p for p in parts if address and _text(p.head, "Content-Location") == address]
    for candidate in (*named, *placed, *parts):
        if page := _page_part(candidate, address, depth + 1):
            return page
    return None


def _parts(part: _Part, boundary: bytes) -> Iterator[_Part]:
    """Cut a multipart block into its parts; the last is not whole where no boundary follows it."""
    line = re.compile(rb"(?:\A|\r?\n)--" + re.escape(boundary) + rb"(?P<last>--)?[ \t]*(?=\r?\n|\Z)")
    start: int | None = None
    for number, match in enumerate(line.finditer(part.block)):
        if start is not None:
            yield _part(part.block[start : match.start()], whole=True)
        start = match.end()
        if match["last"] or number >= MOST_PARTS:
            return
    if start is not None:
        yield _part(part.block[start:], whole=False)


def _part(data: bytes, *, whole: bool) -> _Part:
    head, block = _split(re.sub(rb"\A\r?\n", b"", data[:2]) + data[2:])
    return _Part(head, block, whole)


def _split(data: bytes) -> tuple[Message, bytes]:
    """The head of a message or part, and what follows the blank line."""
    if data[:1] == b"\n" or data[:2] == b"\r\n":  # no head
        return Message(), data
    blank_line = _BLANK_LINE.search(data, 0, MAX_HEAD)
    end, begin = (blank_line.start(), blank_line.end()) if blank_line else (min(len(data), MAX_HEAD), len(data))
    return BytesHeaderParser().parsebytes(data[:end] + b"\r\n\r\n"), data[begin:]


def _decoded(part: _Part) -> bytes:
    """The part's bytes with base64 or quoted-printable undone."""
    encoding = (_text(part.head, "Content-Transfer-Encoding") or "").lower()
    if encoding not in {"base64", "quoted-printable"}:
        return part.block
    whole = b"Content-Transfer-Encoding: " + encoding.encode() + b"\r\n\r\n" + part.block
    try:
        return bytes(BytesParser().parsebytes(whole).get_payload(decode=True) or b"")
    except (MessageError, ValueError, binascii.Error) as error:
        raise MhtmlError(f"its page can't be decoded ({encoding})") from error


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
