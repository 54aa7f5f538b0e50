"""The entries of a sitemap's file, read as a stream: 200,000 entries take no more memory than ten.

Each entry is read by itself from the mended text (spiders/parsing/xml.py), so that a fault in one costs that one.
Shapes that were not seen, and what happens: an address in an attribute, or in another element than <loc>, is
unreadable. A sitemap as an HTML page of links, as JSON or as CSV is no sitemap. A zip or tar file is no sitemap.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import NamedTuple

from spiders.parsing.document_text import document_pieces, document_text
from spiders.parsing.feed_file import FeedItem, feed_of
from spiders.parsing.xml import (
    FEED_ROOTS,
    SITEMAP_ROOTS,
    EntryTexts,
    OpenedXml,
    open_xml,
    remark_on,
)

LARGEST_SITEMAP = 50_000_000  # bytes of a sitemap once it is document_pieces; the protocol's own limit
MOST_ENTRIES_READ = 500_000  # of one file; ten times the protocol's limit. Behind them it counts as cut short
# A sitemap may be a text of addresses, one a line (sitemaps.org); what stands before them may be a program's notice.
LINE = re.compile(r"^[\ufeff \t]*https?://[^\s<>]+[ \t\r]*$", re.IGNORECASE | re.MULTILINE)
WEB_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
ENTRY_NAMES = "url|sitemap"
PICTURES = re.compile(r"<((?:[\w.-]+:)?(?:image|video))(?=[\s>])", re.IGNORECASE)
PICTURE_PREFIXES = frozenset({"image", "video"})
# A field's text must be followed by a tag: half an address is none.
VALUE = re.compile(r"<(?:([\w.-]+):)?(loc|lastmod|publication_date|title)(?:\s[^<>]*)?>([^<]*)(?=<)", re.IGNORECASE)
PLAIN_ENTRY = re.compile(  # nearly all; `_entry` reads it alike
    r"\s*<url>\s*<loc>\s*(https?://[^<&\s]+)\s*</loc>\s*(?:<lastmod>\s*([^<&\s]+)\s*</lastmod>\s*)?"
    r"(?:<(changefreq|priority)>[^<]*</\3>\s*){0,2}</url>"
)
SITEMAP_TAG = re.compile(r"<(?:[\w.-]+:)?sitemap\b")
TITLE_END = re.compile(r"</(?:[\w.-]+:)?title\s*>", re.IGNORECASE)
TAG = re.compile(r"<[^<>]*>")
LONGEST_SHOWN_ENTRY = 200  # characters of an entry without an address


class SitemapEntry(NamedTuple):
    """An entry of a sitemap; when it was published and last changed, as it is written there.

    `url` is "" where it has no address that can be read; `shown` is then the beginning of its words.
    `is_sitemap` is True for a <sitemap>, which leads to another file.
    """

    url: str
    title: str | None = None
    published: str | None = None
    changed: str | None = None
    shown: str = ""
    is_sitemap: bool = False


class SitemapFile:
    """A sitemap or an index of sitemaps. Iterate over it for its entries, as far as they have an address.

    `kind` is "urlset", "sitemapindex", or "" for what is neither; it is known from the beginning. A text of addresses
    and a feed are of kind "urlset". `remark` is known when the entries have been read: `too_large`, `cut_short`,
    `entities`, `capped` (a feed with more items than are read), or None. Entities are not expanded, and nothing is
    fetched for them; an address with one in it can't be read.
    """

    def __init__(self, body: bytes) -> None:
        self.kind = ""
        self.remark: str | None = None
        self._size = 0
        self._entries = self._read(body)

    def __iter__(self) -> Iterator[SitemapEntry]:
        return (entry for entry in self.all_entries() if entry.url)

    def all_entries(self) -> Iterator[SitemapEntry]:
        """Yield every entry, also those whose address can't be read."""
        yield from self._entries

    def _read(self, body: bytes) -> Iterator[SitemapEntry]:
        document = open_xml(self._pieces(body))
        if document.root in FEED_ROOTS:
            self.kind = "urlset"
            return self._of_feed(document)
        if document.root in SITEMAP_ROOTS:
            self.kind = document.root
            return self._of_xml(document)
        self._size = 0
        texts = document_text(self._pieces(body))
        first = next(texts, "")
        if LINE.search(first) and not WEB_PAGE.search(first):
            self.kind = "urlset"
            return self._of_lines(chain((first,), texts))
        return iter(())

    def _of_xml(self, document: OpenedXml) -> Iterator[SitemapEntry]:
        texts = EntryTexts(document.texts, ENTRY_NAMES)
        for entry in islice(texts.matched(PLAIN_ENTRY), MOST_ENTRIES_READ):
            if isinstance(entry, str):
                yield _entry(entry, document.entities)
            else:
                yield SitemapEntry(entry[1], None, None, entry[2])
        self._set_remark(remark_on(texts.ended, document.entities))

    def _of_feed(self, document: OpenedXml) -> Iterator[SitemapEntry]:
        feed = feed_of(document, "")
        yield from (_of_item(item) for item in feed.items)
        self._set_remark(feed.remark)

    def _of_lines(self, texts: Iterable[str]) -> Iterator[SitemapEntry]:
        """Yield an entry for each line but empty ones and comments."""
        rest = ""
        for text in chain(texts, ("\n",)):
            *lines, rest = (rest + text).replace("\r", "\n").split("\n")
            for line in filter(None, map(str.strip, lines)):
                if line.startswith(("http://", "https://", "/")):
                    yield SitemapEntry(line.split()[0])
                elif not line.startswith("#"):
                    yield SitemapEntry("", shown=line[:LONGEST_SHOWN_ENTRY])
        self._set_remark(None)

    def _set_remark(self, remark: str | None) -> None:
        self.remark = "too_large" if self._size > LARGEST_SITEMAP else remark

    def _pieces(self, body: bytes) -> Iterator[bytes]:
        """Yield the file in small pieces, up to one byte more than LARGEST_SITEMAP."""
        for piece in document_pieces(body):
            piece = piece[: LARGEST_SITEMAP + 1 - self._size]
            self._size += len(piece)
            yield piece
            if self._size > LARGEST_SITEMAP:
                return


def _entry(text: str, entities: set[str]) -> SitemapEntry:
    """Return the entry in the text of a <url> or <sitemap> element."""
    small = text.lower()
    is_sitemap = SITEMAP_TAG.match(small) is not None
    if ("image" in small or "video" in small) and PICTURES.search(text):
        text = _without_pictures(text)
    tag = small[1 : small.find(">")]
    own = tag.partition(":")[0] if ":" in tag.split()[0] else ""
    values: dict[str, str] = {}
    has_own = False
    for value in VALUE.finditer(text):
        prefix, name, words = (value[1] or "").lower(), value[2].lower(), value[3]
        better = name == "loc" and prefix == own and not has_own
        if prefix in PICTURE_PREFIXES or (name in values and not better):
            continue
        has_own = has_own or better
        if name == "title" and (end := TITLE_END.search(text, value.end())):
            words = TAG.sub("", text[value.start(3) : end.start()])
        values[name] = html.unescape(words) if "&" in words else words
    url = "".join(values.get("loc", "").split("\n")).strip().replace("&amp;", "&")
    if not url and "loc" not in values:
        url = _bare_address(text)
    if not url or (entities and any(f"&{name};" in url for name in entities)):
        shown = (url or " ".join(TAG.sub(" ", text).split()))[:LONGEST_SHOWN_ENTRY]
        return SitemapEntry("", shown=shown, is_sitemap=is_sitemap)
    title, published, changed = (_trimmed(values.get(name)) for name in ("title", "publication_date", "lastmod"))
    return SitemapEntry(url, title, published, changed, is_sitemap=is_sitemap)


def _trimmed(words: str | None) -> str | None:
    return (words.strip() or None) if words else None


def _bare_address(text: str) -> str:
    """Return the address that stands in an entry without <loc>: "<sitemap>https://..."; "" if there is none."""
    words = html.unescape(TAG.sub(" ", text)).split()
    return words[0] if words and words[0].startswith(("http://", "https://")) and "<loc" not in text else ""


def _without_pictures(text: str) -> str:
    """Return an entry without its elements of pictures and videos, whose <loc> and <title> are theirs."""
    out, at = [], 0
    while picture := PICTURES.search(text, at):
        end = text.find(f"</{picture[1]}", picture.end())
        out.append(text[at : picture.start()])
        if end < 0:
            break
        at = text.find(">", end) + 1 or len(text)
    else:
        out.append(text[at:])
    return "".join(out)


def _of_item(item: FeedItem) -> SitemapEntry:
    url = next(iter(item.addresses), "")
    return SitemapEntry(url, item.title, next(iter(item.days), None), None, "" if url else item.shown)
