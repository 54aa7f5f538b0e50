"""Undo an answer's Content-Encoding: whole or not at all, and never more than the limit, at every layer.

The one reader of Content-Encoding: crawls and everything that reads the archive ask here, and the archive keeps header
and body as they came. Many servers send a header that is wrong, so at each layer the bytes have a say:

- A name that is no coding ("UTF-8", "none", "8bit", "text/html") is passed over.
- A body that is named gzip or zstd and doesn't begin so is taken as it is, or as the one of the two that it begins as.
- deflate and brotli have no sign of their own: bytes that read as a page or as JSON are taken as they are.
- A body without any coding named that begins as gzip is unpacked, unless it is a file that is packed itself (`.gz`,
  application/gzip).

What has not been seen: a coding that is not undone here ("compress", or one that nobody has heard of). The body is
taken as it is where it reads as a page or as JSON; else the answer is `bad_encoding`.
"""

from __future__ import annotations

import re
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

import brotli
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.responsetypes import responsetypes

from corpus.errors import StatedError
from corpus.messages.archive_messages import (
    ENCODING_UNKNOWN,
    GZIP_WITHOUT_END,
    NOT_GZIP,
    NOT_THIS_ENCODING,
    STREAM_WITHOUT_END,
    TOO_MANY_LAYERS,
    UNPACKED_LARGER_THAN_BYTES,
)
from corpus.messages.statement import Statement
from crawler.archive.limits import STEP
from pipelines.page.content_type import NO_HTML, why_not_html

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

FED = 1 << 14  # packed bytes given to an unpacker at a time
MOST_LAYERS = 5  # encodings around each other; curl takes as many
GZIP = b"\x1f\x8b"
ZSTD = b"\x28\xb5\x2f\xfd"
SIGNS = ((GZIP, "gzip"), (ZSTD, "zstd"))  # the first bytes of a coding
UNDONE = frozenset({"br", "deflate", "gzip", "x-gzip", "zstd"})
NO_CODING = re.compile(  # a charset, a type or a Content-Transfer-Encoding in the wrong header
    r"|[78]bit|ascii|binary|chunked|identity|iso-?8859-?\d+|latin-?1|none|null|us-ascii|utf-?\d+(?:[bl]e)?"
    r"|windows-\d+|[^/]*/.*"
)
SEEN = 1445  # first bytes that show what a body is; the MIME Sniffing Standard reads as many
BINARY = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")  # its "binary data bytes" (3)
PACKED_FILE = re.compile(r"\.(?:gz|tgz)(?:[?#]|$)|^application/(?:x-)?gzip\b", re.IGNORECASE)
# 8 MiB, which is what a browser takes (RFC 9659); a frame may ask for 2 GiB
ZSTD_WINDOW: dict[int, int] = {zstd.DecompressionParameter.window_log_max: 23}


class UnpackError(StatedError):
    """The body can't be unpacked; `reason` is one of corpus.models.FAIL_REASONS."""

    def __init__(self, reason: str, statement: Statement) -> None:
        super().__init__(statement)
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
        stated = ",".join(e.decode("latin-1") for e in encodings)
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        is_unnamed = not encoding_names(stated) and is_packed_page(response.body, response.url, content_type)
        if not (encodings or is_unnamed) or request.method == "HEAD":
            return response
        limit = request.meta.get("download_maxsize") or self.limit
        body = unpack(response.body, stated, limit, url=response.url, content_type=content_type)
        headers = response.headers.copy()
        headers.pop("Content-Encoding", None)
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


def unpack(body: bytes, encodings: str, limit: int, *, url: str | None = None, content_type: str = "") -> bytes:
    r"""The body with its encodings ("gzip", "gzip, br", ...) undone, the last one first.

    With `url`, a page that is packed without a word is unpacked too (`is_packed_page`); it stays as it is where that
    fails, for it may be another file.
    Raises UnpackError: `too_large` over the limit (bytes), `cut_short` where an encoding has no end,
    `bad_encoding` where the body is neither what the header says nor readable as it is.

    >>> unpack(zlib.compress(b"Kupang"), "deflate", 100), unpack(b"<p>Kupang", "br", 100), unpack(b"Ku", "UTF-8", 100)
    (b'Kupang', b'<p>Kupang', b'Ku')
    """
    if encoding_names(encodings):
        return b"".join(unpacked([body], encodings, limit))
    if url is None or not is_packed_page(body, url, content_type):
        return body
    try:
        return b"".join(unpacked([body], "gzip", limit))
    except UnpackError:
        return body


def is_packed_page(body: bytes, url: str, content_type: str) -> bool:
    """True where a body is packed though no header says so, and neither its address nor its type is a packed file's."""
    return body.startswith(GZIP) and not PACKED_FILE.search(url) and not PACKED_FILE.match(content_type.strip())


def encoding_names(encodings: str) -> list[str]:
    """The encodings that a Content-Encoding header names, in small letters, in the order in which they were made.

    >>> encoding_names("GZIP, , identity"), encoding_names('"gzip";q=1.0, UTF-8'), encoding_names("none")
    (['gzip'], ['gzip'], [])
    """
    names = (e.partition(";")[0].strip(" \t\r\n\"'").lower() for e in encodings.split(","))
    return [name for name in names if not NO_CODING.fullmatch(name)]


def unpacked(pieces: Iterable[bytes], encodings: str, limit: int) -> Iterator[bytes]:
    """Yield a body that comes in pieces in small pieces too, with its encodings undone; raises as `unpack` does.

    No layer gives more than `limit` bytes, and there are at most `MOST_LAYERS`, each with a small memory of its own.
    """
    names = encoding_names(encodings)
    if len(names) > MOST_LAYERS:
        raise UnpackError("bad_encoding", TOO_MANY_LAYERS(n=len(names), most=MOST_LAYERS))
    given = iter(pieces)
    for name in reversed(names):
        given = _limited(_layer(_cut(given), name), limit)
    yield from given


def _layer(pieces: Iterator[bytes], name: str) -> Iterator[bytes]:
    """Undo the coding that the bytes are in, which need not be the one that is named."""
    seen, start = [], b""
    for piece in pieces:
        seen.append(piece)
        start += piece[:SEEN]
        if len(start) >= SEEN:
            break
    coding = _coding_of(start, name)
    whole = chain(seen, pieces)
    return whole if coding is None else _without(coding, whole)


def _coding_of(start: bytes, name: str) -> str | None:
    """The coding of a body that begins so and is said to be in the coding `name`; None where it is in none."""
    if not start or (sign := _sign(start)):
        return sign if start else name
    if name in {"br", "deflate"}:
        return None if _is_plain(start) else name
    if _is_plain(start) or (name in UNDONE and (not BINARY.search(start) or why_not_html(start, None) != NO_HTML)):
        return None
    return name


def _sign(body: bytes) -> str | None:
    return next((name for sign, name in SIGNS if body.startswith(sign)), None)


def _is_plain(start: bytes) -> bool:
    """True for the beginning of a page or of JSON that is not packed."""
    if BINARY.search(start):
        return False
    return start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"<", b"{", b"["} or why_not_html(start, None) is None


def _without(name: str, pieces: Iterator[bytes]) -> Iterator[bytes]:
    if name in {"gzip", "x-gzip"}:
        return _inflate(pieces, several=True)
    if name == "deflate":
        return _inflate(pieces, several=False)
    if name == "br":
        return _brotli(pieces)
    if name == "zstd":
        return _zstd(pieces)
    raise UnpackError("bad_encoding", ENCODING_UNKNOWN(name=name))


def _cut(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the bytes in pieces of about `FED`: an unpacker copies what it has not used yet at each step."""
    small: list[bytes] = []
    size = 0
    for piece in pieces:
        if len(piece) >= FED:
            yield b"".join(small)
            yield from (piece[at : at + FED] for at in range(0, len(piece), FED))
            small, size = [], 0
            continue
        small.append(piece)
        size += len(piece)
        if size >= FED:
            yield b"".join(small)
            small, size = [], 0
    yield b"".join(small)


def _limited(steps: Iterable[bytes], limit: int) -> Iterator[bytes]:
    size = 0
    for piece in steps:
        size += len(piece)
        if size > limit:
            raise UnpackError("too_large", UNPACKED_LARGER_THAN_BYTES(most=limit))
        yield piece


def _inflate(pieces: Iterator[bytes], *, several: bool) -> Iterator[bytes]:
    """Undo gzip, of which members may follow each other, or deflate."""
    inflate: zlib._Decompress | None = None
    members, before = 0, b""
    for fed in pieces:
        rest = before + fed
        before = b""
        while rest:
            if inflate is None:
                if members and len(rest) < len(GZIP):
                    before = rest
                    break
                if members and not (several and rest.startswith(GZIP)):
                    return  # what stands behind the end is left alone, as browsers do
                inflate = zlib.decompressobj(31 if several else _bits_of_deflate(rest))
                members += 1
            yield from _inflated(inflate, rest)
            rest, inflate = (inflate.unused_data, None) if inflate.eof else (b"", inflate)
    if inflate is not None:
        raise UnpackError("cut_short", GZIP_WITHOUT_END())


def _inflated(inflate: zlib._Decompress, rest: bytes) -> Iterator[bytes]:
    """Yield what these packed bytes give."""
    piece = b""
    while (rest or len(piece) == STEP) and not inflate.eof:
        try:
            piece = inflate.decompress(rest, STEP)
        except zlib.error as error:
            raise UnpackError("bad_encoding", NOT_GZIP(fault=error)) from error
        rest = inflate.unconsumed_tail
        if piece:
            yield piece


def _bits_of_deflate(start: bytes) -> int:
    return 15 if start[0] & 0x0F == 8 else -15  # some servers send it without zlib's head


def _brotli(pieces: Iterator[bytes]) -> Iterator[bytes]:
    unpacker = brotli.Decompressor()

    def give(packed: bytes) -> bytes:
        return bytes(unpacker.process(packed, output_buffer_limit=STEP))

    return _stepped("brotli", pieces, give, unpacker.is_finished, unpacker.can_accept_more_data, brotli.error)


def _zstd(pieces: Iterator[bytes]) -> Iterator[bytes]:
    unpacker = zstd.ZstdDecompressor(options=ZSTD_WINDOW)

    def give(packed: bytes) -> bytes:
        return unpacker.decompress(packed, max_length=STEP)

    return _stepped("zstd", pieces, give, lambda: unpacker.eof, lambda: unpacker.needs_input, zstd.ZstdError)


def _stepped(
    name: str,
    pieces: Iterator[bytes],
    give: Callable[[bytes], bytes],
    is_at_end: Callable[[], bool],
    needs_more: Callable[[], bool],
    fault: type[Exception],
) -> Iterator[bytes]:
    """Yield what `give` makes of the packed pieces; it raises `fault` for bytes that are none of its kind."""
    began = False
    for fed in pieces:
        rest, began = fed, began or bool(fed)
        while not is_at_end() and (rest or not needs_more()):
            try:
                piece = give(rest)
            except fault as error:
                raise UnpackError("bad_encoding", NOT_THIS_ENCODING(name=name, fault=error)) from error
            rest = b""
            if piece:
                yield piece
    if began and not is_at_end():
        raise UnpackError("cut_short", STREAM_WITHOUT_END(name=name))
