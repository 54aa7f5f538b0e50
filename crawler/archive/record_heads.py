"""Read WARC and HTTP heads: the header lines before the first blank line."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass

from warcio.statusandheaders import StatusAndHeadersParser

BLOCK, PAYLOAD = "WARC-Block-Digest", "WARC-Payload-Digest"
BLANK_LINE = re.compile(rb"\r?\n\r?\n")  # some sites send bare line feeds, and some programs keep them


@dataclass(frozen=True, slots=True)
class HttpHead:
    """Status and headers of an answer; no status where the first line has no number."""

    status: int | None
    headers: tuple[tuple[str, str], ...]

    def joined(self, name: str) -> str:
        """The headers of that name joined by commas; empty where there is none."""
        return joined_headers(self.headers, name)

    def header(self, name: str) -> str:
        """The first header of that name, in any case; empty where there is none."""
        return next((v for k, v in self.headers if k.lower() == name.lower()), "")


def http_head(data: bytes) -> HttpHead:
    """The head of an HTTP answer, also of a version that isn't known; lines without a colon are left out."""
    if not data.strip():
        return HttpHead(None, ())
    read = StatusAndHeadersParser([], verify=False).parse(io.BytesIO(data))
    status = str(read.get_statuscode())
    return HttpHead(int(status) if status.isdecimal() and status.isascii() else None, tuple(read.headers))


def field(head: bytes, name: str | bytes) -> str:
    r"""A header's value; empty where there is none.

    >>> field(b"WARC/1.0\nWARC-Type: response\n", "warc-type")
    'response'
    """
    name = name.encode() if isinstance(name, str) else name
    match = re.search(rb"(?im)^" + re.escape(name) + rb"[ \t]*:[ \t]*([^\r\n]*)", head)
    return match[1].decode("utf-8", "replace").strip() if match else ""


def joined_headers(headers: Iterable[tuple[str, str]], name: str) -> str:
    """The values of all headers of this name, joined by commas; empty where there is none."""
    return ", ".join(value for key, value in headers if key.lower() == name.lower())


def joined_fields(head: bytes, name: str) -> str:
    r"""The values of all headers of this name, joined by commas; empty where there is none.

    >>> joined_fields(b"Content-Encoding: identity\r\ncontent-encoding: gzip\r\n", "Content-Encoding")
    'identity, gzip'
    """
    values = re.findall(rb"(?im)^" + re.escape(name.encode()) + rb"[ \t]*:[ \t]*([^\r\n]*)", head)
    return ", ".join(value.decode("utf-8", "replace").strip() for value in values)


def without(head: bytes, name: bytes) -> bytes:
    """Return the header lines without the fields of this name."""
    field_line = re.escape(name) + rb":[^\r\n]*"
    return re.sub(rb"(?im)^" + field_line + rb"\r?\n|\r?\n" + field_line + rb"\Z", b"", head)


def with_field(head: bytes, name: bytes, value: int) -> bytes:
    """Return the header lines with one field of this name, at the end."""
    return without(head, name) + b"\r\n" + name + b": " + str(value).encode()
