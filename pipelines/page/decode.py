"""A body of bytes as text, and whether it is HTML at all."""

from __future__ import annotations

import codecs
import re

# First bytes of what is often served under an article's address and is no page.
FILE_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF8", "GIF image"),
    (b"RIFF", "RIFF media"),
    (b"PK\x03\x04", "ZIP archive"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"\xfd7zXZ", "xz data"),
    (b"MZ\x00", "Windows program"),
    (b"MZ\x90", "Windows program"),
    (b"\x7fELF", "Linux program"),
    (b"\x00\x00\x00\x18ftyp", "MP4 video"),
    (b"ID3", "MP3 sound"),
)
HTML_TYPES = (
    "text/html",
    "application/xhtml+xml",
    "text/plain",
    "application/octet-stream",
    "text/xml",
    "application/xml",
)
HEAD_BYTES = 4096  # bytes in which a page declares what it is
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Names that browsers read as Windows-1252; Indonesian pages that say Latin-1 carry its quotation marks.
AS_WINDOWS_1252 = frozenset({"ascii", "us-ascii", "iso-8859-1", "iso8859-1", "latin-1", "latin1", "windows-1252"})

CHARSET = re.compile(  # <meta charset="utf-8">, Content-Type: text/html; charset=utf-8, <?xml encoding="utf-8"?>
    rb"""(?: charset | encoding ) \s* = \s* ["']? \s* ( [\w.:-]{2,40} )""", re.IGNORECASE | re.VERBOSE
)
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
ASCII = re.compile(r"[\x00-\x7f\ufffd]+")
MARKUP_START = re.compile(rb"<\s*[a-z!?]", re.IGNORECASE)


def why_not_html(body: bytes, content_type: str | None) -> str | None:
    """What the bytes are, where they are no page; None where they may be one.

    >>> why_not_html(b"%PDF-1.7 ...", "text/html")
    'PDF'
    >>> why_not_html(b'{"judul": "Apel pagi"}', None)
    'JSON'
    """
    head = body[:HEAD_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n")
    for magic, name in FILE_SIGNATURES:
        if head.startswith(magic):
            return name
    kind = (content_type or "").split(";")[0].strip().lower()
    if kind and kind not in HTML_TYPES:
        return kind
    if head[:1] in (b"{", b"[") and not MARKUP_START.search(head[:200]):
        return "JSON"
    if re.match(rb"<\?xml[^>]*>\s*<(?:rss|feed|urlset|sitemapindex)\b|<(?:rss|urlset|sitemapindex)\b", head):
        return "XML feed or sitemap"
    return None


def decode(body: bytes, content_type: str | None = None) -> str:
    """The text of a page, without NUL and control characters.

    Order: byte order mark; UTF-8 where more of its sequences are valid than not, since one bad byte must not
    turn a page into mojibake; the declared charset of header or head; Windows-1252.

    >>> decode("Jum’at".encode() + b"\\xff" + b" pagi" * 20, "text/html")[:6]
    'Jum’at'
    """
    return CONTROLS.sub("", _as_text(body, content_type)).replace("\r\n", "\n").replace("\r", "\n")


def _as_text(body: bytes, content_type: str | None) -> str:
    for mark, codec in BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, "replace")
    declared = _declared(body, content_type)
    if declared.startswith(("utf-16", "utf16")) and b"\x00" in body[:200]:
        return body.decode(declared, "replace")
    text = body.decode("utf-8", "replace")
    bad = text.count("\ufffd") - body.count(b"\xef\xbf\xbd")
    if bad <= len(ASCII.sub("", text)):
        return text
    try:
        return body.decode(declared if declared and not _is_utf8(declared) else "windows-1252", "replace")
    except (LookupError, ValueError):  # a name that Python knows and that is no charset of pages: "hex", "idna"
        return body.decode("windows-1252", "replace")


def _is_utf8(codec: str) -> bool:
    return codec.replace("_", "-") in {"utf-8", "utf8"}


def _declared(body: bytes, content_type: str | None) -> str:
    """The charset that header or head names, if Python knows it; else an empty string."""
    for place in ((content_type or "").encode("ascii", "ignore"), body[:HEAD_BYTES]):
        if match := CHARSET.search(place):
            name = match[1].decode("ascii", "ignore").lower()
            try:
                codecs.lookup(name)
            except LookupError:
                continue
            return "windows-1252" if name in AS_WINDOWS_1252 else name
    return ""
