"""Undo an answer's Content-Encoding: whole or not at all, and never more than the limit, at every layer."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Iterable, Iterator

import brotli
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.responsetypes import responsetypes

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

STEP = 1 << 16  # bytes unpacked at a time


class UnpackError(Exception):
    """The body can't be unpacked; `reason` is one of corpus.models.FAIL_REASONS."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


class Unpack:
    """Downloader middleware in the place of Scrapy's HttpCompression, which takes a cut body for a whole one."""

    def __init__(self, limit: int) -> None:
        self.limit = limit

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Unpack:
        """Build it for a crawl."""
        return cls(crawler.settings.getint("DOWNLOAD_MAXSIZE"))

    def process_response(self, request: Request, response: Response) -> Response:
        """The response with its body unpacked. Raises UnpackError."""
        encodings = response.headers.getlist("Content-Encoding")
        if not encodings or request.method == "HEAD":
            return response
        limit = request.meta.get("download_maxsize") or self.limit
        body = unpack(response.body, ",".join(e.decode("latin-1") for e in encodings), limit)
        headers = response.headers.copy()
        del headers["Content-Encoding"]
        kind = responsetypes.from_args(headers=headers, url=response.url, body=body)
        return kind(
            response.url,
            status=response.status,
            headers=headers,
            body=body,
            flags=response.flags,
            request=request,
            certificate=response.certificate,
            ip_address=response.ip_address,
            protocol=response.protocol,
        )


def unpack(body: bytes, encodings: str, limit: int) -> bytes:
    r"""The body with its encodings ("gzip", "gzip, br", ...) undone, the last one first.

    Raises UnpackError: `too_large` over the limit (bytes), `cut_short` where an encoding has no end,
    `bad_encoding` where the body is not what the header says.

    >>> unpack(zlib.compress(b"Kupang"), "deflate", 100)
    b'Kupang'
    """
    for name in reversed([e.strip().lower() for e in encodings.split(",")]):
        if body and name not in {"", "identity"}:
            body = _join(_layer(body, name), limit)
    return body


def _layer(body: bytes, name: str) -> Iterator[bytes]:
    if name in {"gzip", "x-gzip"}:
        return _inflate(body, 31)
    if name == "deflate":
        return _inflate(body, 15 if body[0] & 0x0F == 8 else -15)  # some servers send it without zlib's head
    if name == "br":
        return _brotli(body)
    if name == "zstd":
        return _zstd(body)
    raise UnpackError("bad_encoding", f"Content-Encoding {name!r} is not known")


def _join(steps: Iterable[bytes], limit: int) -> bytes:
    pieces, size = [], 0
    for piece in steps:
        size += len(piece)
        if size > limit:
            raise UnpackError("too_large", f"more than {limit} bytes when unpacked")
        pieces.append(piece)
    return b"".join(pieces)


def _inflate(body: bytes, bits: int) -> Iterator[bytes]:
    inflate, rest = zlib.decompressobj(bits), body
    while not inflate.eof:
        try:
            piece = inflate.decompress(rest, STEP)
        except zlib.error as error:
            raise UnpackError("bad_encoding", f"not gzip or deflate: {error}") from error
        rest = inflate.unconsumed_tail
        if not piece and not rest and not inflate.eof:
            raise UnpackError("cut_short", "the gzip or deflate stream has no end")
        yield piece
        if inflate.eof and bits == 31 and inflate.unused_data[:2] == b"\x1f\x8b":
            inflate, rest = zlib.decompressobj(bits), inflate.unused_data  # gzip members may follow each other


def _brotli(body: bytes) -> Iterator[bytes]:
    unpacker, rest = brotli.Decompressor(), body
    while not unpacker.is_finished():
        try:
            piece = unpacker.process(rest, output_buffer_limit=STEP)
        except brotli.error as error:
            raise UnpackError("bad_encoding", f"not brotli: {error}") from error
        rest = b""
        if not piece and not unpacker.is_finished():
            raise UnpackError("cut_short", "the brotli stream has no end")
        yield piece


def _zstd(body: bytes) -> Iterator[bytes]:
    unpacker, rest = zstd.ZstdDecompressor(), body
    while not unpacker.eof:
        try:
            piece = unpacker.decompress(rest, max_length=STEP)
        except zstd.ZstdError as error:
            raise UnpackError("bad_encoding", f"not zstd: {error}") from error
        rest = b""
        if not piece and unpacker.needs_input and not unpacker.eof:
            raise UnpackError("cut_short", "the zstd stream has no end")
        yield piece
