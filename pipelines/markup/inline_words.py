"""The inline elements that a sentence runs through, made plain before extraction (`show_inline_words`).

The extractor drops <time>, <label>, <output> and others wherever they stand, parts a paragraph at <q>, and drops spans
by their classes ("author", "meta") and by aria-hidden, which hides nothing from readers (seen with 2.3.1). Words that
nobody sees go: an extractor reads <span hidden> as it reads any other.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import html

from pipelines.page.table import BLOCK_TAGS, is_hidden

DROPPED = ("button", "dialog", "label", "legend", "meter", "output", "progress", "q", "time")  # by the extractor
NAMED = ("a", "abbr", "b", "cite", "em", "font", "i", "mark", "small", "span", "strong", "u")
DROPPED_BY = frozenset({"aria-hidden", "class", "hidden", "id", "role", "style"})  # for which it is dropped
PARAGRAPHS = ("h2", "h3", "h4", "h5", "h6", "li", "p")
MIN_SENTENCE_WORDS = 4  # words of a paragraph that is a sentence
SENTENCE_ENDS = (".", "!", "?", "”", '"', "’", "…", ")")
PARTING = frozenset(".!?|•·:/-–—")  # a sentence does not run on behind these
RUNS_ON = frozenset(",;.!?)”")  # with which a sentence runs on behind an element
QUOTES = "“”"


def show_inline_words(root: html.HtmlElement) -> None:
    """In place: drop hidden inline elements and paragraphs; make plain spans of what a sentence runs through."""
    for element in list(root.iter(*DROPPED, *NAMED, *PARAGRAPHS)):
        attributes = dict(element.items())
        if element.tag not in DROPPED and DROPPED_BY.isdisjoint(attributes):
            continue
        if is_hidden(attributes):
            if element.getparent() is not None and element is not root:
                element.drop_tree()
        elif element.tag == "q" or (element.tag not in PARAGRAPHS and _is_run_through(element)):
            _make_plain(element)


def _make_plain(element: html.HtmlElement) -> None:
    if element.tag == "q":
        _quote(element)
    if element.tag in DROPPED:
        element.tag = "span"
    for name in DROPPED_BY:
        element.attrib.pop(name, None)


def _quote(element: html.HtmlElement) -> None:
    """Write the quotation marks that browsers show around <q>."""
    element.text = QUOTES[0] + (element.text or "")
    if len(element):
        element[-1].tail = (element[-1].tail or "") + QUOTES[1]
    else:
        element.text += QUOTES[1]


def _is_run_through(element: html.HtmlElement) -> bool:
    """True where a sentence begins before the element or goes on behind it, in the same paragraph."""
    if any(below.tag in BLOCK_TAGS for below in element.iterdescendants()):
        return False
    before, after = last_before(element), first_behind(element)
    if not ((before and before not in PARTING) or (after and (after.islower() or after in RUNS_ON))):
        return False
    block = next((above for above in element.iterancestors() if above.tag in BLOCK_TAGS), None)
    text = " ".join(block.text_content().split()) if block is not None else ""
    return text.endswith(SENTENCE_ENDS) and text.count(" ") >= MIN_SENTENCE_WORDS - 1


def last_before(element: html.HtmlElement) -> str:
    """The last letter or sign before the element in its paragraph; "" where it begins the paragraph or a line."""
    here = element
    while here.tag not in BLOCK_TAGS:
        previous, parent = here.getprevious(), here.getparent()
        while previous is not None:
            if text := (previous.tail or "").rstrip():
                return text[-1]
            if previous.tag in BLOCK_TAGS or previous.tag == "br":
                return ""
            if text := previous.text_content().rstrip():
                return text[-1]
            previous = previous.getprevious()
        if parent is None:
            return ""
        if text := (parent.text or "").rstrip():
            return text[-1]
        here = parent
    return ""


def first_behind(element: html.HtmlElement) -> str:
    """The first letter or sign behind the element in its paragraph; "" where it ends the paragraph or a line."""
    here = element
    while here.tag not in BLOCK_TAGS:
        for text, is_end in _texts_behind(here):
            if is_end:
                return ""
            if text := text.lstrip():
                return text[0]
        parent = here.getparent()
        if parent is None:
            return ""
        here = parent
    return ""


def _texts_behind(element: html.HtmlElement) -> Iterator[tuple[str, bool]]:
    """Yield the texts behind an element under its parent; True with the element that ends the line."""
    yield element.tail or "", False
    for sibling in element.itersiblings():
        yield sibling.text_content(), sibling.tag in BLOCK_TAGS or sibling.tag == "br"
        yield sibling.tail or "", False
