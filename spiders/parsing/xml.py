"""The text of a feed or a sitemap, decoded and mended, so that one fault in it costs no more than one entry.

No entity is expanded and nothing is fetched. What is mended, piece by piece: the encoding (bytes decide, not the
declaration), what stands before the root, control characters, bare `&` and `<`, HTML's entities. CDATA becomes plain
escaped text; comments, declarations and processing instructions go. So a tag in the result is a tag of the document.

Shapes that were not seen, and what happens: UTF-16 behind a PHP notice in ASCII gives no root (not a feed, not a
sitemap). UTF-7 and EBCDIC are read as UTF-8 and give no root. A page that shows a feed as coloured HTML source gives no
root. A comment or CDATA section without an end takes the rest with it: the document counts as cut short.
"""

from __future__ import annotations

import codecs
import html
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html.entities import html5
from itertools import chain
from typing import NamedTuple

CHUNK_BYTES = 1 << 16  # bytes read at a time
ROOT_WITHIN = 1 << 18  # characters in which the root must stand
LOOKAHEAD = 40  # characters that decide what a "&" or "<" is
LONGEST_ENTRY = 1 << 22  # characters of one entry; what is longer counts as ended
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
FEED_ROOTS = frozenset({"channel", "feed", "rdf", "rss"})
SITEMAP_ROOTS = frozenset({"sitemapindex", "urlset"})
ROOT_NAMES = "|".join(sorted(FEED_ROOTS | SITEMAP_ROOTS))
# Without a root: entries of a sitemap whose beginning was lost.
ROOT = re.compile(
    rf"<(?:[\w.-]{{1,40}}:)?(?:(?P<root>{ROOT_NAMES})(?=[\s>/])|(?P<lost>url|sitemap)>\s*<(?:[\w.-]+:)?loc\b)",
    re.IGNORECASE,
)
ESCAPED_ROOT = re.compile(rf"&lt;(?:[\w.-]{{1,40}}:)?(?:{ROOT_NAMES})(?=\s|&gt;)", re.IGNORECASE)
UNREADABLE = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff"
CONTROL = re.compile(f"[{UNREADABLE}]")
# One set first, for which Python's expressions are searched fast; then what the character must not be followed by.
SPECIAL = re.compile(
    rf"[&<{UNREADABLE}](?:(?<=<)(?![A-Za-z_/]|/[A-Za-z_])|(?<=&)(?!(?:amp|lt|gt|quot|apos);)|(?<=[{UNREADABLE}]))"
)
REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|([A-Za-z][A-Za-z0-9]{1,31}));")
ENTITY = re.compile(r"<!ENTITY\s+(?:%\s+)?([\w.:-]{1,100})")
MOST_MENDED = 1_000_000  # faults, references and sections of one document; behind them it counts as cut short
MOST_ENTITIES = 1_000  # names of declared entities that are remembered


def _single_byte(error: UnicodeError) -> tuple[str, int]:
    """Return the bytes that are no UTF-8 as letters of windows-1252, else of Latin-1."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    letters = (bytes([byte]).decode("cp1252", "replace") for byte in bad)
    return "".join(letters), error.end


codecs.register_error(SINGLE_BYTE, _single_byte)


@dataclass(slots=True)
class OpenedXml:
    """A document from its root on: the root's name in small letters ("" without one), and its mended text.

    `entities` are the names of the entities that it declares; they are known once the root is.
    """

    root: str
    texts: Iterator[str]
    entities: set[str]


def open_xml(pieces: Iterable[bytes]) -> OpenedXml:
    """Open a feed or a sitemap, document_pieces bytes in pieces; what stands before its root is dropped.

    >>> "".join(open_xml([b'Notice: x<br /><?xml version="1.0"?><rss>A & B &rsquo;</rss>']).texts)
    '<rss>A &amp; B ’</rss>'
    """
    entities: set[str] = set()
    mended = _mended(_shown(_texts(iter(pieces))), entities)
    before = ""
    for text in mended:
        before += text
        if root := ROOT.search(before):
            name = root["root"] or ("sitemapindex" if root["lost"].lower() == "sitemap" else "urlset")
            return OpenedXml(name.lower(), chain((before[root.start() :],), mended), entities)
        if len(before) > ROOT_WITHIN:
            break
    return OpenedXml("", iter(()), entities)


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
    return (CONTROL.sub("", text) for text in _texts(iter(pieces)))


@dataclass(slots=True)
class EntryTexts:
    """The entries of an opened document: iterate for the text of each, or ask for those of a plain form as matches.

    An entry reaches from its tag to its end tag, else to the next entry. `head` is the text before the first entry.
    `ended` is True once the root's end tag came behind the last entry.
    """

    texts: Iterator[str]
    names: str  # of the entries: "item|entry"
    head: str = ""
    ended: bool = False
    _started: bool = field(default=False)

    def __iter__(self) -> Iterator[str]:
        return (entry if isinstance(entry, str) else entry[0] for entry in self.matched(None))

    def matched(self, plain: re.Pattern[str] | None) -> Iterator[re.Match[str] | str]:
        """Yield the match of each entry that is written as `plain`, which is much faster; else the entry's text."""
        tags = re.compile(
            rf"<(?P<close>/?)(?:[\w.-]{{1,40}}:)?(?=[{self._initials()}])(?P<name>{self.names}|{ROOT_NAMES})(?=[\s>/])",
            re.IGNORECASE,
        )
        entries = self.names.split("|")
        rest, at = "", 0
        start: int | None = None
        for text, is_last in _with_last(self.texts):
            rest += text
            safe = max(len(rest) if is_last else rest.rfind("<"), at)  # a tag may be cut at the piece's end
            while True:
                while plain and start is None and self._started and (entry := plain.match(rest, at, safe)):
                    self.ended, at = False, entry.end()
                    yield entry
                tag = tags.search(rest, at, safe)
                if tag is None:
                    break
                is_entry, closes = tag["name"].lower() in entries, tag["close"] == "/"
                at = max(rest.find(">", tag.end()) + 1, tag.end()) if is_entry and closes else tag.end()
                if start is not None and (is_entry or closes):
                    yield rest[start : at if is_entry and closes else tag.start()]
                    start = None
                if not is_entry:
                    self.ended = closes or rest.startswith("/>", rest.find(">", tag.end()) - 1)
                elif not closes:
                    self._begin(rest[: tag.start()])
                    self.ended, start = False, tag.start()
            if start is not None and len(rest) - start > LONGEST_ENTRY:
                yield rest[start:]
                start, safe = None, len(rest)
            if not self._started and start is None:
                self.head = (self.head + rest[:safe])[:ROOT_WITHIN]
            cut = safe if start is None else start
            rest, at, start = rest[cut:], safe - cut, None if start is None else 0
        if start is not None and rest:
            yield rest

    def _initials(self) -> str:
        """Return the letters with which the names of entries and roots begin: most tags are told apart by them."""
        first = {name[0] for name in (*self.names.split("|"), *ROOT_NAMES.split("|"))}
        return "".join(sorted(first | {letter.upper() for letter in first}))

    def _begin(self, before: str) -> None:
        """Note the head, at the first entry."""
        if not self._started:
            self.head, self._started = (self.head + before)[:ROOT_WITHIN], True


def remark_on(ended: bool, entities: set[str]) -> str | None:
    """The remark on a document: `cut_short` where its root did not end, `entities` where it declares some, or None."""
    if not ended:
        return "cut_short"
    return "entities" if entities else None


def tag_text(element_name: str) -> str:
    """The local name of a tag in small letters, whether its prefix is declared or not.

    >>> tag_text("{http://purl.org/dc/elements/1.1/}Date"), tag_text("news:title")
    ('date', 'title')
    """
    return element_name.rpartition("}")[2].rpartition(":")[2].lower()


class _Section(NamedTuple):
    """A stretch of a document that is no markup: its end, and what is given for its text."""

    end: re.Pattern[str]
    gives: Callable[[str], str]


def _with_last(texts: Iterator[str]) -> Iterator[tuple[str, bool]]:
    """Yield each text, and "" as the last."""
    yield from ((text, False) for text in texts)
    yield "", True


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


def _texts(pieces: Iterator[bytes]) -> Iterator[str]:
    """Yield the decoded text."""
    first = next(pieces, b"")
    name, errors = _encoding(first)
    decoder = codecs.getincrementaldecoder(name)(errors)
    for piece in chain((first,), pieces):
        yield decoder.decode(piece)
    yield decoder.decode(b"", True)


def _shown(texts: Iterator[str]) -> Iterator[str]:
    """Yield the texts; where the document is shown as escaped text ("&lt;rss"), the document itself."""
    first = next(texts, "")
    if ESCAPED_ROOT.search(first) and not ROOT.search(first):
        yield html.unescape(first + "".join(texts))
        return
    yield first
    yield from texts


def _mended(texts: Iterator[str], entities: set[str]) -> Iterator[str]:
    """Yield the text without faults, and note the names of declared entities."""
    rest, mended = "", 0
    section: _Section | None = None
    for text, is_last in _with_last(texts):
        if mended > MOST_MENDED:
            return
        text, rest, at = rest + text, "", 0
        out: list[str] = []
        while True:
            if section is not None:
                end = section.end.search(text, at)
                stop = end.start() if end else max(at, len(text) - (0 if is_last else LOOKAHEAD))
                out.append(section.gives(text[at:stop]))
                if end is None:
                    rest = text[stop:]
                    break
                at, section = end.end(), _subset(entities) if end[0] == "[" else None
                continue
            special = SPECIAL.search(text, at)
            if special is None:
                out.append(text[at:])
                break
            mended += 1
            out.append(text[at : special.start()])
            at = special.start()
            if not is_last and len(text) - at < LOOKAHEAD:
                rest = text[at:]
                break
            if text.startswith(("<!", "<?"), at):
                section = _section(text[at : at + 9])
                at += 9 if section is _CDATA else 4 if section is _COMMENT else 2
            else:
                given, at = _character(text, at, entities)
                out.append(given)
        yield "".join(out)


def _character(text: str, at: int, entities: set[str]) -> tuple[str, int]:
    """Return what is given for the "&", "<" or control character at this place, and where the text goes on."""
    if text[at] == "<":
        return "&lt;", at + 1
    if text[at] != "&":
        return "", at + 1
    reference = REFERENCE.match(text, at)
    if reference is None:
        return "&amp;", at + 1
    name = reference[1]
    if name is None:
        meant: str | None = CONTROL.sub("", html.unescape(reference[0]))
    else:
        meant = None if name in entities else html5.get(f"{name};")
    return ("&amp;", at + 1) if meant is None else (html.escape(meant, quote=False), reference.end())


def _nothing(_text: str) -> str:
    return ""


def _escaped(text: str) -> str:
    return html.escape(CONTROL.sub("", text), quote=False)


_CDATA = _Section(re.compile(r"\]\]>"), _escaped)
_COMMENT = _Section(re.compile(r"-->"), _nothing)
_DOCTYPE = _Section(re.compile(r"[\[>]"), _nothing)
_DECLARATION = _Section(re.compile(r">"), _nothing)


def _section(beginning: str) -> _Section:
    """Return the section that begins so: CDATA, a comment, a DOCTYPE, else any declaration."""
    if beginning.upper() == "<![CDATA[":
        return _CDATA
    if beginning.startswith("<!--"):
        return _COMMENT
    return _DOCTYPE if beginning.upper() == "<!DOCTYPE" else _DECLARATION


def _subset(entities: set[str]) -> _Section:
    """Return the section for the declarations within a DOCTYPE; their entities' names are noted."""

    def note(text: str) -> str:
        if len(entities) < MOST_ENTITIES:
            entities.update(ENTITY.findall(text))
        return ""

    return _Section(re.compile(r"\]\s*>"), note)
