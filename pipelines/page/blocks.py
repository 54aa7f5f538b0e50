"""The lines of text in a piece of a page, in reading order, with words kept apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import html

BLOCK_TAGS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
SKIPPED_TAGS = frozenset(
    [
        "audio",
        "button",
        "canvas",
        "datalist",
        "embed",
        "figcaption",
        "figure",
        "head",
        "iframe",
        "input",
        "map",
        "math",
        "nav",
        "noscript",
        "object",
        "option",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "textarea",
        "video",
    ]
)
HEADING_TAGS = frozenset({"h2", "h3", "h4", "h5", "h6"})  # below the title
BREAK = "\v"
SPACES = re.compile(r"[^\S\v]+")
UNSEEN = re.compile("[\u200b\u200c\u2060\ufeff\u00ad]+")  # soft hyphens and the like: inside a word
# "Liputan Contoh, Jakarta" + "Kita semua", glued where one inline element ends and the next begins
GLUED_BEFORE = re.compile(r"[a-zà-ÿ]{3}$|[.,;:!?”)]$")
GLUED_AFTER = re.compile(r"[A-Z“][\w ]")
LINE_END = re.compile(r"[.!?:;\"”’)\]–—-]$")
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """One line: its text, the tag of the block it stands in, and the share of its characters that are links.

    `beside` is True for text beside paragraphs: in no element of its own, or in one that holds nothing else.
    """

    text: str
    tag: str
    linked: float
    beside: bool = False


@dataclass(slots=True)
class _Piece:
    """A run of text on its way into a line."""

    text: str
    linked: bool


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
    """Yield the lines under an element, each with its tag and its share of links.

    Written without recursion, so that nesting costs memory and never the stack.
    """
    buffer: list[_Piece] = []
    tags = [(str(root.tag), False)]
    links = 0
    holding: dict[html.HtmlElement, bool] = {}
    todo: list[tuple[str, html.HtmlElement]] = [("open", root)]
    while todo:
        what, element = todo.pop()
        tag = element.tag if isinstance(element.tag, str) else "#"
        if what == "tail":
            _add(buffer, element.tail, links)
        elif what == "close":
            links -= tag == "a"
            if tag in BLOCK_TAGS:
                yield from _finish(buffer, tags)
                tags.pop()
        elif tag == "br":
            buffer.append(_Piece(BREAK, False))
        elif tag == "#" or tag in SKIPPED_TAGS or HIDDEN_STYLE.search(element.get("style") or ""):
            if tag in {"figure", "iframe", "video"}:
                yield from _finish(buffer, tags)
        else:
            if tag in BLOCK_TAGS:
                yield from _finish(buffer, tags)
                tags.append((tag, tag == "div" and _holds_paragraphs(_around(element), holding)))
            links += tag == "a"
            _add(buffer, element.text, links)
            todo.append(("close", element))
            todo.extend(step for child in reversed(element) for step in (("tail", child), ("open", child)))
    yield from _finish(buffer, tags)


def _around(element: html.HtmlElement) -> html.HtmlElement:
    """The element, or the one above where it holds nothing but words."""
    above = element.getparent()
    leaf = all(child.tag not in BLOCK_TAGS for child in element)
    return above if leaf and above is not None else element


def _holds_paragraphs(element: html.HtmlElement, known: dict[html.HtmlElement, bool]) -> bool:
    """True where a <p> is its child; `known` keeps the answers, or a long list would be read for each of its items."""
    if element not in known:
        known[element] = element.find("p") is not None
    return known[element]


def _add(buffer: list[_Piece], text: str | None, links: int) -> None:
    if not text:
        return
    if buffer and GLUED_AFTER.match(text) and GLUED_BEFORE.search(buffer[-1].text):
        buffer.append(_Piece(" ", False))
    buffer.append(_Piece(text, links > 0))


def _finish(buffer: list[_Piece], tags: list[tuple[str, bool]]) -> Iterator[Block]:
    """Yield the buffer's lines, split at breaks, and empty the buffer."""
    tag, beside = tags[-1]
    linked = sum(len(piece.text.strip()) for piece in buffer if piece.linked)
    length = sum(len(piece.text.strip()) for piece in buffer) or 1
    lines: list[str] = []
    for line in SPACES.sub(" ", UNSEEN.sub("", "".join(piece.text for piece in buffer))).split(BREAK):
        line = line.strip()
        if lines and lines[-1] and line[:1].islower() and not LINE_END.search(lines[-1]):
            lines[-1] += " " + line
        else:
            lines.append(line)
    buffer.clear()
    for line in lines:
        if line:
            yield Block(line, tag, linked / length, beside)
