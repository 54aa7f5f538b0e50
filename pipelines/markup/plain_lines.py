"""Markup of which an extractor parts, joins or loses lines, written plainly before extraction (`make_lines_plain`).

A paragraph is one line: the ends of the source's lines are blanks, also in <pre>, where an empty line parts paragraphs;
a <br> in the middle of a sentence is one, too. Short sentences beside paragraphs are pipelines/markup/short_lines.py's.
Readings of <ruby> stand in brackets, as browsers without it show them; a <template> is nobody's text (all seen with
trafilatura 2.3.1).

The numbers of <ol> are not written: they are no words of the page, and its items read "- ..." as those of <ul> do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from typing import Any

from lxml import etree, html

from pipelines.markup.short_lines import CLOSES, MIN_SENTENCE_LETTERS, show_short_lines
from pipelines.markup.wrapped_lines import join_wrapped_lines
from pipelines.page.blocks import HEADING_TAGS
from pipelines.page.table import BLOCK_TAGS, LINE_END, PageTable

ENDS_A_LINE = frozenset({"br", "figcaption", "figure", "iframe", "table", "video"})
WRAPPED = etree.XPath("descendant::text()[contains(., '\n') and normalize-space()]")
MIN_BESIDE_OWN = 2  # elements of the page's own, side by side, that are paragraphs
EMPTY_LINES = re.compile(r"\n\s*\n")


def make_lines_plain(root: html.HtmlElement, own_tags: Collection[str] = ()) -> None:
    """In place: write what is under an element so that an extractor reads its lines as readers do.

    `own_tags` are the tags that a page made up (`own_tags_of`).
    """
    for template in list(root.iter("template")):
        if "shadowrootmode" not in template.attrib and template is not root:
            template.drop_tree()
    for pre in list(root.iter("pre")):
        _break_lines(pre)
    for reading in list(root.iter("rt")):
        reading.tag = "span"
        if reading.text and not reading.text.startswith("("):
            reading.text = f" ({reading.text})"
    for sign in list(root.iter("rp")):
        sign.drop_tree()
    for legend in list(root.iter("legend")):
        _show_legend(legend)
    elements = list(root.iter(*own_tags)) if own_tags else []
    boxes = {
        box for box in dict.fromkeys(e.getparent() for e in elements) if box is not None and _holds_paragraphs(box)
    }
    for element in elements:
        _show_own_tag(element, in_box=element.getparent() in boxes)
    for text in WRAPPED(root):
        _join_lines(text)
    join_wrapped_lines(root)
    for quote in list(root.iter("blockquote")):
        _part_quote(quote)
    show_short_lines(root)


def own_tags_of(table: PageTable) -> list[str]:
    """The tags of a page that no standard knows and that may hold words of a line: "x-term", "slot"."""
    return [tag for tag in table.tags if tag == "slot" or ("-" in tag and not tag.startswith("amp-"))]


def _part_quote(quote: html.HtmlElement) -> None:
    """In place: paragraphs for boxes of short lines right in a quotation, which an extractor joins without a blank."""
    boxes = [child for child in quote if child.tag == "div"]
    if len(boxes) < 2 or any(len(box.text_content()) > MIN_SENTENCE_LETTERS for box in boxes):
        return
    if all(BLOCK_TAGS.isdisjoint(str(e.tag) for e in box.iterdescendants()) for box in boxes):
        for box in boxes:
            box.tag = "p"


def _show_legend(legend: html.HtmlElement) -> None:
    """In place: a paragraph for the heading of a group that is no form's."""
    group = legend.getparent()
    if group is not None and group.tag == "fieldset" and next(group.iter("input", "select", "textarea"), None) is None:
        legend.tag, group.tag = "p", "div"
        group.attrib.clear()


def _show_own_tag(element: html.HtmlElement, *, in_box: bool) -> None:
    """In place: a <span> for an element of the page's own that holds words of a line; a paragraph for a sentence."""
    if element.text and not any(inner.tag in BLOCK_TAGS for inner in element.iterdescendants()):
        text = element.text_content().rstrip()
        element.tag = "p" if in_box and len(text) > MIN_SENTENCE_LETTERS and text.endswith(CLOSES) else "span"


def _holds_paragraphs(box: html.HtmlElement) -> bool:
    """True for a box with several elements of the page's own side by side and no words beside them."""
    if box.tag in {"p", "li", "span", *HEADING_TAGS} or (box.text or "").strip():
        return False
    own = Counter(child.tag for child in box if "-" in str(child.tag))
    return max(own.values(), default=0) >= MIN_BESIDE_OWN and not any((child.tail or "").strip() for child in box)


def _join_lines(text: Any) -> None:
    """In place: blanks for the ends of a text's lines, at its own ends only where a sentence may run over them."""
    element = text.getparent()
    behind = element.getnext() if text.is_tail else element[0] if len(element) else None
    around = element.getparent() if text.is_tail else element
    inside = text.strip()
    if not inside:  # blanks that XPath takes for words
        return
    start = text.index(inside[0])
    head, tail = text[:start], text[start + len(inside) :]
    head = head.replace("\n", " ") if _is_inline(element) else head
    tail = tail.replace("\n", " ") if _is_inline(around if behind is None else behind) else tail
    joined = f"{head}{inside.replace(chr(10), ' ')}{tail}"
    if text.is_tail:
        element.tail = joined
    elif text.is_text:
        element.text = joined


def _is_inline(element: html.HtmlElement | None) -> bool:
    return element is not None and element.tag not in BLOCK_TAGS and element.tag not in ENDS_A_LINE


def _break_lines(pre: html.HtmlElement) -> None:
    """In place: a <div> with <br> for <pre>, of which an empty line, or a line that ends, ends a paragraph."""
    if any(inner.tag in BLOCK_TAGS for inner in pre.iterdescendants()):
        return
    pre.tag = "div"
    for element in list(pre.iter("*")):
        if element.text and "\n" in element.text:
            parts = _paragraphs(element.text)
            element.text = parts[0]
            for at, part in enumerate(parts[1:]):
                element.insert(at, _line_break(pre, part))
        if element is not pre and element.tail and "\n" in element.tail:
            parts = _paragraphs(element.tail)
            element.tail = parts[0]
            for part in reversed(parts[1:]):
                element.addnext(_line_break(pre, part))


def _paragraphs(text: str) -> list[str]:
    """The paragraphs of a preformatted text; a line that goes on in the next one is joined with it.

    >>> _paragraphs("Satu dua\\ntiga.\\nEmpat.\\n\\nLima")
    ['Satu dua tiga.', 'Empat.', 'Lima']
    """
    parts: list[str] = []
    for block in EMPTY_LINES.split(text):
        for number, line in enumerate(block.split("\n")):
            if number and (not LINE_END.search(parts[-1].rstrip()[-1:]) or line.lstrip()[:1].islower()):
                parts[-1] += f" {line}"
            else:
                parts.append(line)
    return parts


def _line_break(pre: html.HtmlElement, tail: str) -> html.HtmlElement:
    line_break = pre.makeelement("br")
    line_break.tail = tail
    return line_break
