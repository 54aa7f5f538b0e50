"""The text of a feed or a sitemap: its bytes unpacked where they are gzipped, and decoded."""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Iterable, Iterator
from itertools import chain

CHUNK_BYTES = 1 << 16  # bytes read at a time
SINGLE_BYTE = "kliping.single-byte"  # bytes that are no UTF-8 are letters of windows-1252
GZIP_MAGIC = b"\x1f\x8b"
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The declared encodings that are believed, where the bytes are no UTF-8; all others are read as UTF-8 with
# windows-1252 among it. Codecs such as "punycode" or "utf-7" never are.
DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
BELIEVED = re.compile(
    r"(?:iso-?8859-?(?:[2-9]|1[0-6])|windows-(?:874|125[013-8])|koi8-[ru]|gb2312|gbk|gb18030|big5|euc-[jk][pr]"
    r"|shift[_-]jis)$",
    re.IGNORECASE,
)
UNREADABLE_LETTERS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff"
CONTROL_LETTERS = re.compile(f"[{UNREADABLE_LETTERS}]")


def _single_byte(error: UnicodeError) -> tuple[str, int]:
    """Return the bytes that are no UTF-8 as letters of windows-1252, else of Latin-1."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    letters = (bytes([byte]).decode("cp1252", "replace") for byte in bad)
    return "".join(letters), error.end


codecs.register_error(SINGLE_BYTE, _single_byte)


def document_pieces(body: bytes) -> Iterator[bytes]:
    """Yield a body in small pieces; where it is gzipped, what it holds, up to where it is cut or broken."""
    if body[:2] != GZIP_MAGIC:
        yield from (body[start : start + CHUNK_BYTES] for start in range(0, len(body), CHUNK_BYTES))
        return
    unpacker, rest = zlib.decompressobj(wbits=31), body
    while not unpacker.eof:
        try:
            piece = unpacker.decompress(rest, CHUNK_BYTES)
        except zlib.error:
            return
        if not piece:
            return
        yield piece
        rest = unpacker.unconsumed_tail


def document_text(pieces: Iterable[bytes]) -> Iterator[str]:
    """Yield the decoded text of a document that is no XML."""
    return (CONTROL_LETTERS.sub("", text) for text in decoded_pieces(iter(pieces)))


def _encoding(first: bytes) -> tuple[str, str]:
    """Return (codec, error handler) for a document that begins so: the bytes decide before the declaration."""
    for bom, name in BYTE_ORDER_MARKS:
        if first.startswith(bom):
            return name, SINGLE_BYTE if name == "utf-8-sig" else "replace"
    head = first[:400]
    even, odd, pairs = head[0::2].count(0), head[1::2].count(0), max(len(head) // 2, 1)
    if odd > pairs * 0.4 > even:
        return "utf-16-le", "replace"
    if even > pairs * 0.4 > odd:
        return "utf-16-be", "replace"
    declared = DECLARED.search(first[:4096])
    name = declared[1].decode("ascii", "replace") if declared else ""
    if BELIEVED.match(name) and not _is_utf_8(first):
        return name, "replace"
    return "utf-8", SINGLE_BYTE


def _is_utf_8(first: bytes) -> bool:
    """True where a piece has letters beyond ASCII and is UTF-8; its last letter may be cut."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(first)
    except UnicodeDecodeError:
        return False
    return not first.isascii()


def decoded_pieces(pieces: Iterator[bytes]) -> Iterator[str]:
    """Yield the decoded text."""
    first = next(pieces, b"")
    name, errors = _encoding(first)
    decoder = codecs.getincrementaldecoder(name)(errors)
    for piece in chain((first,), pieces):
        yield decoder.decode(piece)
    yield decoder.decode(b"", True)
