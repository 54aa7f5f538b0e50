"""The lines of text in a piece of a page, in reading order, with words kept apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import html

from pipelines.page.table import BLOCK_TAGS, PageNode, read_table

HEADING_TAGS = frozenset({"h2", "h3", "h4", "h5", "h6"})  # below the title


@dataclass(frozen=True, slots=True)
class Block:
    """One line: its text, the tag of the block it stands in, and the share of its characters that are links.

    `beside` is True for text beside paragraphs: in no element of its own, or in one that holds nothing else.
    """

    text: str
    tag: str
    linked: float
    beside: bool = False


def take_out(element: html.HtmlElement) -> None:
    """Cut an element; its tail stays. A block between two runs of text leaves a line break, so that they stay two."""
    if element.tag in BLOCK_TAGS and (element.tail or "").strip():
        line_break = element.makeelement("br")
        line_break.tail, element.tail = element.tail, None
        element.addprevious(line_break)
    element.drop_tree()


def lines_of(element: html.HtmlElement) -> list[str]:
    """The lines under an element: one a block; a <br> ends a line unless the sentence plainly goes on.

    >>> lines_of(html.fromstring("<div><p><b>Contoh.id, Kupang</b>Balai itu</p>Satu.<br>Dua<br>dan tiga</div>"))
    ['Contoh.id, Kupang Balai itu', 'Satu.', 'Dua dan tiga']
    """
    return [block.text for block in blocks_of(element)]


def text_of(element: html.HtmlElement) -> str:
    """All text of the element, its lines joined by blanks."""
    return " ".join(lines_of(element))


def blocks_of(root: html.HtmlElement) -> Iterator[Block]:
    """Yield the lines of running text under an element, each with its tag and its share of links."""
    holding: dict[html.HtmlElement, bool] = {}
    for line in read_table(root).lines:
        if line.silent is None:
            beside = line.node.tag == "div" and _holds_paragraphs(_around(line.node), holding)
            yield Block(line.text, line.node.tag, line.linked, beside)


def _around(node: PageNode) -> html.HtmlElement:
    """The element, or the one above where it holds nothing but words."""
    above = node.element.getparent()
    return node.element if node.holds_block or above is None else above


def _holds_paragraphs(element: html.HtmlElement, known: dict[html.HtmlElement, bool]) -> bool:
    """True where a <p> is its child; `known` keeps the answers, or a long list would be read for each of its items."""
    if element not in known:
        known[element] = element.find("p") is not None
    return known[element]
