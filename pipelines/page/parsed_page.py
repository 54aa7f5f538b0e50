"""A page, decoded and parsed once: its tree, its claims, and whether it is too odd to extract."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from sys import intern
from typing import TypeVar, cast

from lxml import etree, html

from corpus.models import Capture, SetAside
from pipelines.page.claims import Claims, read_claims
from pipelines.page.content_type import why_not_html
from pipelines.page.decode import decoded
from pipelines.page.odd_markup import (
    SPAN_BLOCKS,
    has_span_blocks,
    less_nested,
    show_span_blocks,
    with_struck_blocks,
    with_words_behind_its_end,
)
from pipelines.page.page_data import show_data
from pipelines.page.table import PageTable, read_table
from pipelines.strings.word_count import words_of, words_of_lines

T = TypeVar("T")
MAX_BYTES = 10_000_000  # of a page
MAX_ELEMENTS = 150_000  # of a page
# Above these, trafilatura takes tens of seconds or loses text without a word (measured); the plain reader is used.
MANY_LINES = 5_000  # of a page, in which each word is held once: they would take much memory
HEAVY_ELEMENTS = 12_000
HEAVY_SIBLINGS = 2_500
HEAVY_DEPTH = 120
HEAVY_ATTRIBUTES = 500
NUMBER_OF_ELEMENTS = etree.XPath("count(//*)")  # before the table is made, which takes memory
OVERLONG = 50_000  # characters of a tag; 100,000 attributes take libxml2 nine seconds; a data: image
OVERLONG_TAG = re.compile(rf"<([A-Za-z][\w-]*)[^<>]{{{OVERLONG},}}>")

# "&amp;ldquo;": an editor packed what was packed already. Only names and numbers of signs that prose uses.
_SIGNS = r"(?:amp|apos|hellip|[lr][ds]quo|[mn]dash|nbsp|quot|#0?39|#160|#82[12]\d|#8230);"
PACKED_TWICE = re.compile(rf"&(?=amp;{_SIGNS})amp;")  # what begins with one letter alone is searched in half the time


@dataclass(frozen=True)
class ParsedPage:
    """One capture, decoded, parsed and walked once. Readers of `tree` leave it as it is, or work on a copy."""

    capture: Capture
    tree: html.HtmlElement
    table: PageTable
    heavy: bool
    _made: dict[object, object] = field(default_factory=dict, repr=False, compare=False)

    @property
    def url(self) -> str:
        """The address that answered."""
        return self.capture.url

    @cached_property
    def line_words(self) -> list[list[str]]:
        """The words of each line of the table."""
        if len(self.table.lines) < MANY_LINES:
            return words_of_lines([line.text for line in self.table.lines])
        return [[intern(word) for word in words_of(line.text)] for line in self.table.lines]

    @cached_property
    def _words_by_text(self) -> dict[str, list[str]]:
        return dict(zip((line.text for line in self.table.lines), self.line_words, strict=True))

    def words_of(self, line: str) -> list[str]:
        """Return the words of a text's line, which most often is a line of the page: its words are made once."""
        words = self._words_by_text.get(line)
        return words_of(line) if words is None else words

    def once(self, make: Callable[[ParsedPage], T]) -> T:
        """Return what a function gives for this page, called at the first time only."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast("T", self._made[make])

    def title_tag(self) -> str:
        """The text of the first <title>, "" without one."""
        titles = self.table.tagged("title")
        return titles[0].element.text or "" if titles else ""

    @cached_property
    def claims(self) -> Claims:
        """What the page says about itself in its head and its scripts."""
        return read_claims(self.table, self.url)


def open_page(capture: Capture) -> ParsedPage | SetAside:
    """Decode and parse a capture; a SetAside with the reason where it cannot be a page."""
    if not capture.body or capture.body.isspace():
        return SetAside("empty_page", f"status {capture.status}")
    if kind := why_not_html(capture.body, capture.content_type):
        return SetAside("not_html", kind)
    if len(capture.body) > MAX_BYTES:
        return SetAside("extract_error", f"{len(capture.body):,} bytes; the limit is {MAX_BYTES:,}")
    text, is_utf8 = decoded(capture.body, capture.content_type)
    mended = OVERLONG_TAG.sub(r"<\1>", text) if _may_hold_overlong_tag(text) else text
    mended = with_words_behind_its_end(PACKED_TWICE.sub("&", mended))
    if not mended or mended.isspace():
        return SetAside("empty_page", "no characters")
    page = _parse(capture, mended, capture.body if is_utf8 and mended is text else mended.encode("utf-8", "replace"))
    if isinstance(page, ParsedPage) and any(node.end == node.index + 1 for node in page.table.tagged("s", "strike")):
        struck = with_struck_blocks(mended)
        return page if struck is mended else _parse(capture, struck, struck.encode("utf-8", "replace"))
    return page


def _may_hold_overlong_tag(text: str) -> bool:
    """True where more than OVERLONG characters without "<" or ">" follow a "<"; scripts hold as many without a "<"."""
    at, opened = 0, -1
    while at + OVERLONG < len(text):
        last = text.rfind("<", at, at + OVERLONG + 1)
        if last < 0 <= opened and text.find(">", opened, at + OVERLONG + 1) < 0:
            return True
        at, opened = (at + OVERLONG if last < 0 else last) + 1, last
    return False


def _parse(capture: Capture, text: str, utf8: bytes) -> ParsedPage | SetAside:
    """Parse a text, given in UTF-8 too, with trafilatura's own flags: with others, its quality falls (measured).

    A nesting deeper than lxml's 256 would be cut off in silence; such a page is parsed again without that limit, and
    one deeper than the parser's own limit without the tags that are too deep.
    """
    for huge in (False, True, True):
        parser = html.HTMLParser(
            collect_ids=False,
            default_doctype=False,
            encoding="utf-8",
            remove_comments=True,
            remove_pis=True,
            huge_tree=huge,
        )
        parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=html.HtmlElement))
        try:
            tree = html.document_fromstring(utf8, parser=parser)
        except (etree.LxmlError, ValueError) as error:
            return SetAside("empty_page", f"nothing to parse: {error}"[:200])
        if not any("depth" in entry.message.lower() for entry in parser.error_log.filter_from_errors()):
            break
        if huge:
            text = less_nested(text)
            utf8 = text.encode("utf-8", "replace")
    else:
        return SetAside("extract_error", "elements are nested deeper than the parser reads")
    may_be_many = len(text) > MAX_ELEMENTS  # "<p>" has three characters, and the parser adds few that are not written
    if may_be_many and (elements := int(NUMBER_OF_ELEMENTS(tree))) > MAX_ELEMENTS:
        return SetAside("extract_error", f"{elements:,} elements; the limit is {MAX_ELEMENTS:,}")
    show_data(tree)
    if has_span_blocks(tree) and SPAN_BLOCKS.search(text) is not None:
        show_span_blocks(tree)
    table = read_table(tree)
    return ParsedPage(capture, tree, table, _is_heavy(table))


def _is_heavy(table: PageTable) -> bool:
    if len(table.nodes) > HEAVY_ELEMENTS:
        return True
    if table.depth >= HEAVY_DEPTH or table.most_children > HEAVY_SIBLINGS:
        return True
    return table.most_attributes > HEAVY_ATTRIBUTES
