"""The text of a feed or a sitemap, decoded and mended, so that one fault in it costs no more than one entry.

No entity is expanded and nothing is fetched. What is mended, piece by piece: the encoding (bytes decide, not the
declaration), what stands before the root, control characters, bare `&` and `<`, HTML's entities. CDATA becomes plain
escaped text; comments, declarations and processing instructions go. So a tag in the result is a tag of the document.

Shapes that were not seen, and what happens: UTF-16 behind a PHP notice in ASCII gives no root (not a feed, not a
sitemap). UTF-7 and EBCDIC are read as UTF-8 and give no root. A page that shows a feed as coloured HTML source gives no
root. A comment or CDATA section without an end takes the rest with it: the document counts as cut short.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html.entities import html5
from itertools import chain
from typing import NamedTuple

from spiders.parsing.document_text import CONTROL_LETTERS, UNREADABLE_LETTERS, decoded_pieces

ROOT_WITHIN = 1 << 18  # characters in which the root must stand
LOOKAHEAD = 40  # characters that decide what a "&" or "<" is
LONGEST_ENTRY = 1 << 22  # characters of one entry; what is longer counts as ended
FEED_ROOTS = frozenset({"channel", "feed", "rdf", "rss"})
SITEMAP_ROOTS = frozenset({"sitemapindex", "urlset"})
ROOT_NAMES = "|".join(sorted(FEED_ROOTS | SITEMAP_ROOTS))
# Without a root: entries of a sitemap whose beginning was lost.
ROOT = re.compile(
    rf"<(?:[\w.-]{{1,40}}:)?(?:(?P<root>{ROOT_NAMES})(?=[\s>/])|(?P<lost>url|sitemap)>\s*<(?:[\w.-]+:)?loc\b)",
    re.IGNORECASE,
)
ESCAPED_ROOT = re.compile(rf"&lt;(?:[\w.-]{{1,40}}:)?(?:{ROOT_NAMES})(?=\s|&gt;)", re.IGNORECASE)
# One set first, for which Python's expressions are searched fast; then what the character must not be followed by.
SPECIAL = re.compile(
    rf"[&<{UNREADABLE_LETTERS}](?:(?<=<)(?![A-Za-z_/]|/[A-Za-z_])|(?<=&)(?!(?:amp|lt|gt|quot|apos);)|(?<=[{UNREADABLE_LETTERS}]))"
)
REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|([A-Za-z][A-Za-z0-9]{1,31}));")
ENTITY = re.compile(r"<!ENTITY\s+(?:%\s+)?([\w.:-]{1,100})")
MOST_MENDED = 1_000_000  # faults, references and sections of one document; behind them it counts as cut short
MOST_ENTITIES = 1_000  # names of declared entities that are remembered


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
    mended = _mended(_shown(decoded_pieces(iter(pieces))), entities)
    before = ""
    for text in mended:
        before += text
        if root := ROOT.search(before):
            name = root["root"] or ("sitemapindex" if root["lost"].lower() == "sitemap" else "urlset")
            return OpenedXml(name.lower(), chain((before[root.start() :],), mended), entities)
        if len(before) > ROOT_WITHIN:
            break
    return OpenedXml("", iter(()), entities)


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
        meant: str | None = CONTROL_LETTERS.sub("", html.unescape(reference[0]))
    else:
        meant = None if name in entities else html5.get(f"{name};")
    return ("&amp;", at + 1) if meant is None else (html.escape(meant, quote=False), reference.end())


def _nothing(_text: str) -> str:
    return ""


def _escaped(text: str) -> str:
    return html.escape(CONTROL_LETTERS.sub("", text), quote=False)


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
