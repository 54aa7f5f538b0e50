"""Subheads and sections of the article whose class or id sounds like an insert's (`is_own_section`)."""

from __future__ import annotations

import re

from lxml import html

from pipelines.body.read_also import MARKER_ALONE
from pipelines.page.blocks import HEADING_TAGS
from pipelines.page.table import PageNode, PageTable

LONGEST_HEADING = 160  # characters
MIN_PROSE = 40  # characters of a paragraph behind a subhead
MIN_SECTION_PROSE = 80  # characters without links of a section with a subhead
ABOVE_COMMENTS = re.compile(r"komentar|comment|balasan|diskusi|\d", re.IGNORECASE)  # in a heading of the readers' words
SHELLS = 2  # elements around a subhead that hold nothing else
TOC_ID = "toc"  # what plugins for a table of contents call a subhead: "toc-3"


def is_own_section(rule: str, node: PageNode, table: PageTable) -> bool:
    """True for a subhead with prose right behind it, and for a section to which the page's table of contents leads.

    What such an element is called is a word of its title (`id="iklan-palsu"`), or a plugin's (`id="toc-3"`).
    """
    if rule == "caption" or node.linked or not node.letters:
        return False
    element = node.element
    if rule == "comments":
        return element.tag in HEADING_TAGS and _is_among_paragraphs(element)
    if node.letters <= LONGEST_HEADING:
        if not (_is_heading(element) or _is_led_to(element, table)):
            return False
        return not MARKER_ALONE.match(" ".join(element.text_content().split())) and _has_prose_behind(element)
    first = next(iter(element), None)
    return (
        node.letters >= MIN_SECTION_PROSE
        and first is not None
        and _is_heading(first)
        and not (element.text or "").strip()
        and _is_led_to(element, table)
    )


def _is_heading(element: html.HtmlElement) -> bool:
    """True for a heading, a part of one, and a shell around one."""
    parent = element.getparent()
    if element.tag in HEADING_TAGS or (parent is not None and parent.tag in HEADING_TAGS):
        return True
    for _ in range(SHELLS):
        if len(element) != 1 or (element.text or "").strip() or (element[0].tail or "").strip():
            return False
        element = element[0]
        if element.tag in HEADING_TAGS:
            return True
    return False


def _is_among_paragraphs(element: html.HtmlElement) -> bool:
    """True for a heading that says nothing of comments, with a paragraph of prose on both sides."""
    beside = (element.getprevious(), element.getnext())
    return ABOVE_COMMENTS.search(element.text_content()) is None and all(
        each is not None
        and each.tag == "p"
        and each.find(".//a") is None
        and len(each.text_content().strip()) >= MIN_SECTION_PROSE
        for each in beside
    )


def _is_led_to(element: html.HtmlElement, table: PageTable) -> bool:
    """True where the element has a plugin's id for a subhead ("toc-3"), or a link of the page leads to its id."""
    name = element.get("id") or ""
    if not name:
        return False
    word, _, number = name.lower().replace("_", "-").rpartition("-")
    if number.isdigit() and word == TOC_ID:
        return True
    return any((link.attributes.get("href") or "").rpartition("#")[2] == name for link in table.tagged("a"))


def _has_prose_behind(element: html.HtmlElement) -> bool:
    """True where a paragraph or list stands right behind, most of whose words are no links."""
    here: html.HtmlElement | None = element
    while here is not None and here.getnext() is None and here.tag != "body":
        if (here.tail or "").strip():
            break
        here = here.getparent()
    if here is None or here.tag == "body":
        return False
    behind = here.getnext()
    while behind is not None and not (isinstance(behind.tag, str) and behind.text_content().strip()):
        behind = behind.getnext()
    if (here.tail or "").strip() or behind is None:
        return len((here.tail or "").strip()) >= MIN_PROSE
    words = len(behind.text_content().strip())
    linked = sum(len(link.text_content().strip()) for link in behind.iter("a"))
    return behind.tag in {"p", "div", "blockquote", "ol", "ul", *HEADING_TAGS} and words - linked >= MIN_PROSE
