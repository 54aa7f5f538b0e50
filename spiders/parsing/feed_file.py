"""The items of a feed: RSS 0.9 to 2.0, Atom, RSS 1.0 and JSON Feed, each item read by itself.

A fault in one item costs that item alone. Fields that hold words may hold any markup. Shapes that were not seen, and
what happens: attributes without quotes are lost, so an Atom item with such a link is unreadable. A JSON answer of
another form is no feed. Items of RSS within an HTML page that is no feed itself (microformats) are not read.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from lxml import etree

from corpus.urls import join, split
from spiders.parsing.document_text import document_pieces, document_text
from spiders.parsing.json_answers import any_json
from spiders.parsing.xml import (
    FEED_ROOTS,
    EntryTexts,
    OpenedXml,
    open_xml,
    remark_on,
    tag_text,
)

LARGEST_FEED = 20_000_000  # bytes of a feed once it is document_pieces
MAX_FEED_ITEMS = 5_000  # that are read from one feed
LONGEST_SHOWN = 100  # characters of an item that has no address
ITEM_NAMES = "item|entry"
MEDIA = ("/mrss", "itunes", "media:")
"""Namespaces, and a prefix where none is declared, whose <title>, <content> and <description> are a picture's."""
WORD_FIELDS_OF_FEEDS = (
    "content|created|date|description|encoded|guid|id|issued|link|modified|origlink|pubdate|published|summary|title"
    "|updated"
)
OPENING = re.compile(rf"<((?:[\w.-]+:)?(?:{WORD_FIELDS_OF_FEEDS}))((?:\s[^<>]*)?)(?<!/)>", re.IGNORECASE)
NAMESPACE = re.compile(r"""\bxmlns:([A-Za-z_][\w.-]*)\s*=\s*("[^"<]*"|'[^'<]*')""")
XML_BASE = re.compile(r"""\bxml:base\s*=\s*["']\s*([^"'<>]+)""", re.IGNORECASE)
CHANNEL_LINK = re.compile(r"<link>\s*(https?://[^<\s]+)", re.IGNORECASE)
DAY_FIELDS = ("pubdate", "published", "date", "issued", "created", "updated", "modified")  # the first that is a day
LINK_TYPES = ("", "text/html", "application/xhtml+xml")  # of Atom's links to a page


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An item as it is written: its addresses, the likeliest first, its words (maybe markup) and its dates."""

    addresses: tuple[str, ...] = ()
    title: str | None = None
    text: str | None = None
    is_whole: bool = False
    days: tuple[str, ...] = ()
    shown: str = ""


@dataclass(frozen=True, slots=True)
class FeedFile:
    """A feed: its items (the first MAX_FEED_ITEMS), and how many it has.

    `base` is the address that relative ones are joined with. `remark` is `capped`, `cut_short`, `entities`, or None.
    """

    items: tuple[FeedItem, ...]
    base: str
    total: int
    remark: str | None = None


def read_feed_file(body: bytes, base: str) -> FeedFile | None:
    """Return the feed in a body that came from the address `base`; None where it is no feed.

    >>> read_feed_file(b"<rss><channel><item><link>/a?x=1&y=2</link></item></channel></rss>", "").items[0].addresses
    ('/a?x=1&y=2',)
    """
    if body[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["}:
        return _json_feed(body, base)
    document = open_xml(_bounded(document_pieces(body)))
    return feed_of(document, base) if document.root in FEED_ROOTS else None


def feed_of(document: OpenedXml, base: str) -> FeedFile:
    """Return the feed in an opened document."""
    texts = EntryTexts(document.texts, ITEM_NAMES)
    entries = iter(texts)
    first = next(entries, None)
    scopes = dict(reversed(NAMESPACE.findall(texts.head)))
    scope = "".join(f" xmlns:{prefix}={address}" for prefix, address in scopes.items() if prefix != "xml")
    named = XML_BASE.search(texts.head) or CHANNEL_LINK.search(texts.head)
    base = (join(base, html.unescape(named[1]).strip()) or base) if named else base
    given = [] if first is None else [first, *islice(entries, MAX_FEED_ITEMS - 1)]
    items = tuple(_item(text, scope) for text in given)
    total = len(items) + sum(1 for _ in entries)
    remark = "capped" if total > len(items) else remark_on(texts.ended, document.entities)
    return FeedFile(items, base, total, remark)


def _bounded(pieces: Iterable[bytes]) -> Iterator[bytes]:
    left = LARGEST_FEED
    for piece in pieces:
        yield piece[:left]
        left -= len(piece)
        if left <= 0:
            return


def _item(text: str, scope: str) -> FeedItem:
    """Read one item; its root carries the namespaces of the feed."""
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(f"<x{scope}>{_plain_fields(text)}</x>", parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None or len(root) == 0:
        return FeedItem(shown=_first_words(text))
    entry = root[0]
    fields = _fields(entry)
    base = _attributes(entry).get("base", "")
    whole = fields.get("encoded") or fields.get("content")
    return FeedItem(
        tuple(dict.fromkeys(_addresses(entry, fields, base))),
        fields.get("title"),
        whole or fields.get("description") or fields.get("summary"),
        bool(whole),
        tuple(fields[name] for name in DAY_FIELDS if fields.get(name)),
        fields.get("title") or _first_words(text),
    )


def _plain_fields(text: str) -> str:
    """Return an item's text with the markup inside its fields escaped, and its fields closed.

    A field that is cut with the item is left out: half an address is none.
    """
    out, at, never_closed = [], 0, set()
    while opening := OPENING.search(text, at):
        name, inside = opening[1].lower(), opening.end()
        close = None
        if name not in never_closed:
            close = re.compile(rf"</{re.escape(name)}\s*>", re.IGNORECASE).search(text, inside)
        if close is None:
            never_closed.add(name)
        following = text.find("<", inside)
        out.append(text[at : opening.start()])
        if close is None and following < 0:
            return "".join(out)
        stop = close.start() if close else following
        words = text[inside:stop].replace("<", "&lt;").replace(">", "&gt;")
        out.append(f"<{opening[1]}{opening[2]}>{words}</{opening[1]}>")
        at = close.end() if close else following
    return "".join(out) + text[at:]


def _fields(entry: etree._Element) -> dict[str, str]:
    """Return an item's fields by local name: of each name the first that isn't empty, without those of media."""
    fields: dict[str, str] = {}
    for child in entry:
        if not isinstance(child.tag, str) or any(foreign in child.tag for foreign in MEDIA):
            continue
        name = tag_text(child.tag)
        if not fields.get(name):
            fields[name] = "".join(str(part) for part in child.itertext()).strip()
    return fields


def _attributes(element: etree._Element) -> dict[str, str]:
    """Return an element's attributes by local name in small letters."""
    return {tag_text(str(name)): str(value).strip() for name, value in element.attrib.items()}


def _addresses(entry: etree._Element, fields: Mapping[str, str], base: str) -> Iterator[str]:
    """Yield an item's addresses: Feedburner's original, Atom's link to the page, <link>, rdf:about, <guid>, <id>.

    Whole addresses come before relative ones ("N/A" is none), but for a <guid> that calls itself no address. `base` is
    the item's own xml:base.
    """
    hrefs: list[tuple[bool, str]] = []
    others: list[str] = []
    for child in entry:
        if not isinstance(child.tag, str):
            continue
        name, values = tag_text(child.tag), _attributes(child)
        if name == "link" and values.get("href"):
            if values.get("rel", "alternate").lower() == "alternate":
                own = join(values["base"], values["href"]) if values.get("base") else values["href"]
                hrefs.append((values.get("type", "").lower() not in LINK_TYPES, own))
        elif name == "link" and not (child.text or "").strip() and (child.tail or "").strip().startswith("http"):
            others.append(str(child.tail).split()[0])  # "<link/>https://...", as HTML's writers print it
    about = _attributes(entry).get("about", "")
    guid, name_of_entry = fields.get("guid", ""), fields.get("id", "")
    if any(tag_text(str(c.tag)) == "guid" and _attributes(c).get("ispermalink", "").lower() == "false" for c in entry):
        guid, name_of_entry = "", guid
    candidates = (
        fields.get("origlink", ""),
        *(href for _, href in sorted(hrefs, key=lambda pair: pair[0])),
        fields.get("link", ""),
        *others,
        about,
        guid,
    )
    plain = ["".join(address.replace("&amp;", "&").split("\n")).strip() for address in candidates]
    whole_first = sorted(filter(None, plain), key=lambda address: not _is_web(address))
    yield from (join(base, address) if base else address for address in whole_first)
    if _is_web(name_of_entry):
        yield name_of_entry


def _is_web(address: str) -> bool:
    return split(address).scheme in {"http", "https"}


def _first_words(text: str) -> str:
    """Return the first words of an item's text without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^<>]*>", " ", text[:2_000])).split())[:LONGEST_SHOWN]


def _json_feed(body: bytes, base: str) -> FeedFile | None:
    """Return a JSON Feed (jsonfeed.org); None where the body is another JSON. What is cut off counts as one item."""
    read = any_json("".join(document_text(_bounded(document_pieces(body)))).encode())
    answer = read.value
    if not isinstance(answer, dict) or not isinstance(answer.get("items"), list):
        return None
    if "jsonfeed.org" not in str(answer.get("version")) and not {"feed_url", "home_page_url"} & answer.keys():
        return None
    given = answer["items"]
    items = tuple(_json_item(item) for item in given[:MAX_FEED_ITEMS])
    home = answer.get("home_page_url")
    base = (join(base, home) or base) if isinstance(home, str) else base
    if read.rest is not None and not items:
        return None
    if read.rest is not None:
        return FeedFile((*items, FeedItem(shown=read.rest)), base, len(given) + 1, "cut_short")
    return FeedFile(items, base, len(given), "capped" if len(given) > len(items) else None)


def _json_item(item: Any) -> FeedItem:
    if not isinstance(item, dict):
        return FeedItem(shown=str(item)[:LONGEST_SHOWN])
    words = {name: value for name, value in item.items() if isinstance(value, str)}
    named = (words.get("url"), words.get("external_url"), words.get("id") if _is_web(words.get("id", "")) else None)
    whole = words.get("content_html") or words.get("content_text")
    days = tuple(words[name] for name in ("date_published", "date_modified") if words.get(name))
    return FeedItem(
        tuple(address for address in named if address),
        words.get("title"),
        whole or words.get("summary"),
        bool(whole),
        days,
        words.get("title") or str(item)[:LONGEST_SHOWN],
    )
