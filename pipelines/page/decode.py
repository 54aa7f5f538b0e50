"""A body of bytes as text."""

from __future__ import annotations

import codecs
import re

from pipelines.page.content_type import BOMS, media_type

HEAD_BYTES = 4096  # bytes in which a page declares what it is
UNMARKED_UTF_16 = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))  # a page in UTF-16 without its byte order mark
# Names that browsers read as Windows-1252; Indonesian pages that say Latin-1 carry its quotation marks.
AS_WINDOWS_1252 = frozenset({"ascii", "us-ascii", "iso-8859-1", "iso8859-1", "latin-1", "latin1", "windows-1252"})

CHARSET = re.compile(  # <meta charset="utf-8">, <meta content="text/html; charset=utf-8">, <?xml encoding="utf-8"?>
    rb"""(?: charset | encoding ) \s* = \s* ["']? \s* ( [\w.:-]{2,40} )""", re.IGNORECASE | re.VERBOSE
)
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
CONTROL_BYTES = bytes([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F])
NONCHARACTERS = frozenset({b"\xef\xbf\xbe", b"\xef\xbf\xbf"})  # U+FFFE, U+FFFF
SURROGATE = b"\xed"  # what surrogates begin with
ASCII = re.compile(r"[\x00-\x7f\ufffd]+")


def decode(body: bytes, content_type: str | None = None) -> str:
    """The text of a page, without NUL and control characters.

    Order: byte order mark; UTF-8 where more of its sequences are valid than not, since one bad byte must not
    turn a page into mojibake; the declared charset of header or head; Windows-1252.

    >>> decode("Jum’at".encode() + b"\\xff" + b" pagi" * 20, "text/html")[:6]
    'Jum’at'
    """
    return decoded(body, content_type)[0]


def decoded(body: bytes, content_type: str | None = None) -> tuple[str, bool]:
    """The text of a page as `decode` gives it; and True where the body is just this text in UTF-8."""
    text, is_utf8 = _as_text(body, content_type)
    if _may_hold_controls(body):
        text, is_utf8 = CONTROLS.sub("", text), False
    if "\r" in text:
        text, is_utf8 = text.replace("\r\n", "\n").replace("\r", "\n"), False
    return text, is_utf8


def _may_hold_controls(body: bytes) -> bool:
    """False where no encoding that pages use could give a control character: told from the bytes, which is fast."""
    if len(body.translate(None, CONTROL_BYTES)) < len(body):
        return True
    at = body.find(b"\xef")  # a search for one byte is ten times as fast as one for three
    while at >= 0 and body[at : at + 3] not in NONCHARACTERS:
        at = body.find(b"\xef", at + 1)
    return at >= 0 or SURROGATE in body


def _as_text(body: bytes, content_type: str | None) -> tuple[str, bool]:
    """The decoded body, and True where it is valid UTF-8 without a mark."""
    for mark, codec in BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, "replace"), False
    for first, codec in UNMARKED_UTF_16:
        if body.startswith(first):
            return body.decode(codec, "replace"), False
    declared = _declared(body, content_type)
    if declared.startswith(("utf-16", "utf16")) and b"\x00" in body[:200]:
        return body.decode(declared, "replace"), False
    text = body.decode("utf-8", "replace")
    if "\ufffd" not in text:
        return text, True
    bad = text.count("\ufffd") - body.count(b"\xef\xbf\xbd")
    if not bad or bad <= len(ASCII.sub("", text)):
        return text, False
    try:
        return body.decode(declared if declared and not _is_utf8(declared) else "windows-1252", "replace"), False
    except (LookupError, ValueError):  # a name that Python knows and that is no charset of pages: "hex", "idna"
        return body.decode("windows-1252", "replace"), False


def _is_utf8(codec: str) -> bool:
    return codec.replace("_", "-") in {"utf-8", "utf8"}


def _declared(body: bytes, content_type: str | None) -> str:
    """The charset that header or head names, if Python knows it; else an empty string."""
    stated = media_type(content_type)
    in_head = CHARSET.search(body[:HEAD_BYTES])
    malformed = None if stated else CHARSET.search((content_type or "").encode("latin-1", "ignore"))
    in_header = malformed[1].decode("ascii", "ignore") if malformed else stated.charset if stated else None
    for named in (in_header, in_head[1].decode("ascii", "ignore") if in_head else None):
        name = (named or "").strip().strip("'\"").lower()
        try:
            codecs.lookup(name)
        except (LookupError, ValueError):
            continue
        return "windows-1252" if name in AS_WINDOWS_1252 else name
    return ""
