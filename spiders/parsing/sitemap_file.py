"""The entries of a sitemap's file, read as a stream: 200,000 entries take no more memory than ten."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from lxml import etree

from spiders.parsing.xml import TAIL_BYTES, declares_entities, local_name

LARGEST_SITEMAP = 50_000_000  # bytes of a sitemap once it is unpacked; the protocol's own limit
# A sitemap may be a text of addresses, one a line (sitemaps.org).
LINE = re.compile(rb"(?:\xef\xbb\xbf)?\s*https?://[^\s<>]+\s*(?:\n|$)")
CHUNK_BYTES = 1 << 16  # bytes read at a time
SITEMAP_KINDS = frozenset({"sitemapindex", "urlset"})
ENTRY_TAGS = ("{*}url", "{*}sitemap")
PICTURE_NAMESPACES = ("sitemap-image", "sitemap-video")  # namespaces whose <loc> and <title> are a picture's
SITEMAP_END = re.compile(rb"</(?:\w+:)?(?:urlset|sitemapindex)\b|<(?:\w+:)?(?:urlset|sitemapindex)\b[^>]*/>")


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """An entry of a sitemap; when it was published and last changed, as it is written there."""

    url: str
    title: str | None = None
    published: str | None = None
    changed: str | None = None


class SitemapFile:
    """A sitemap or an index of sitemaps. Iterate over it for its entries, as far as they have an address.

    `kind` is "urlset", "sitemapindex", or "" for what is neither; it is known from the beginning. `remark` is
    known when the entries have been read: `too_large`, `cut_short`, `entities`, or None. Entities are not
    expanded, and nothing is fetched for them; an address with one in it is not known.
    """

    def __init__(self, body: bytes) -> None:
        self.kind = ""
        self.remark: str | None = None
        self._entities = False
        self._entries = self._read(body)
        self._first = next(self._entries, None)

    def __iter__(self) -> Iterator[SitemapEntry]:
        if self._first is not None:
            yield self._first
            self._first = None
        yield from self._entries

    def _read(self, body: bytes) -> Iterator[SitemapEntry]:
        parser = etree.XMLPullParser(
            events=("end",),
            tag=ENTRY_TAGS,
            recover=True,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
        )
        size, tail = 0, b""
        try:
            pieces = _pieces(body)
            for piece in pieces:
                if not size and LINE.match(piece):
                    self.kind = "urlset"
                    yield from _lines(chain((piece,), pieces))
                    return
                size, tail = size + len(piece), (tail + piece)[-TAIL_BYTES:]
                self._entities = self._entities or declares_entities(piece)
                parser.feed(piece)
                yield from self._taken(parser)
            self._set_kind(parser.close())
            yield from self._taken(parser)
        except (etree.XMLSyntaxError, ValueError):
            pass
        self.remark = _remark(size, tail, self._entities) if self.kind else None

    def _taken(self, parser: etree.XMLPullParser) -> Iterator[SitemapEntry]:
        """Yield complete entries and free their nodes."""
        for _, element in parser.read_events():
            if not self.kind:
                self._set_kind(element.getroottree().getroot())
            if self.kind and (entry := _entry(element)):
                yield entry
            element.clear()
            while (parent := element.getparent()) is not None and element.getprevious() is not None:
                del parent[0]

    def _set_kind(self, root: etree._Element | None) -> None:
        """Set `kind` by the name of the root element; "" if it is not a sitemap's."""
        name = "" if root is None else local_name(root)
        self.kind = name if name in SITEMAP_KINDS else ""


def _remark(size: int, tail: bytes, entities: bool) -> str | None:
    if size > LARGEST_SITEMAP:
        return "too_large"
    if not SITEMAP_END.search(tail.replace(b"\0", b"")):  # UTF-16 has one beside each letter
        return "cut_short"
    return "entities" if entities else None


def _entry(element: etree._Element) -> SitemapEntry | None:
    """Return the entry in a <url> or <sitemap> element, None if it has no address."""
    fields = {local_name(e): (e.text or "").strip() for e in reversed(list(element.iter())) if _is_own(e)}
    if not fields.get("loc"):
        return None
    return SitemapEntry(fields["loc"], fields.get("title"), fields.get("publication_date"), fields.get("lastmod"))


def _is_own(element: etree._Element) -> bool:
    """True for a field of the sitemap's own with nothing but text in it."""
    whole = bool(element.text) and (local_name(element) != "loc" or len(element) == 0)
    return whole and not any(foreign in str(element.tag) for foreign in PICTURE_NAMESPACES)


def _lines(pieces: Iterable[bytes]) -> Iterator[SitemapEntry]:
    """Yield an entry for each line that is an address."""
    rest = ""
    for piece in chain(pieces, (b"\n",)):
        *lines, rest = (rest + piece.decode("utf-8-sig", "replace")).split("\n")
        yield from (SitemapEntry(line.strip()) for line in lines if line.strip().startswith("http"))


def _pieces(body: bytes) -> Iterator[bytes]:
    """Yield the file in small pieces, unpacked where it is gzipped, up to one byte more than LARGEST_SITEMAP."""
    left = LARGEST_SITEMAP + 1
    for piece in _inflated(body) if body.startswith(b"\x1f\x8b") else _sliced(body.lstrip()):
        yield piece[:left]
        left -= len(piece)
        if left <= 0:
            return


def _sliced(body: bytes) -> Iterator[bytes]:
    return (body[start : start + CHUNK_BYTES] for start in range(0, len(body), CHUNK_BYTES))


def _inflated(body: bytes) -> Iterator[bytes]:
    """Yield what a gzip file holds, up to where it is cut or broken."""
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
