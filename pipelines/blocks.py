"""Which lines of text does a piece of a page hold, in reading order, with words kept apart?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html

BLOCK_TAGS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header hr "
    "li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
SKIPPED_TAGS = frozenset(
    "audio button canvas datalist embed figcaption figure head iframe input map math nav noscript object option script "
    "select style svg template textarea video".split()
)
BREAK = "\v"
SPACES = re.compile(r"[^\S\v]+|[\u200b\u200c\u2060\ufeff\u00ad]+")
# "Liputan Contoh, Jakarta" + "Kita semua", glued where one inline element ends and the next begins
GLUED_BEFORE = re.compile(r"[a-zà-ÿ]{3}$|[.,;:!?”)]$")
GLUED_AFTER = re.compile(r"[A-Z“][\w ]")
SENTENCE_END = re.compile(r"[.!?:;\"”’)\]–—-]$")
INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def lines_of(element: html.HtmlElement, skip: frozenset[str] = SKIPPED_TAGS) -> list[str]:
    """The lines under an element: one a block; a <br> ends a line unless the sentence plainly goes on.

    >>> lines_of(html.fromstring("<div><p><b>Contoh.id, Kupang</b>Balai itu</p>Satu.<br>Dua<br>dan tiga</div>"))
    ['Contoh.id, Kupang Balai itu', 'Satu.', 'Dua dan tiga']
    """
    lines: list[str] = []
    buffer: list[str] = []
    for kind, text in _events(element, skip):
        if kind == "block":
            lines.extend(_finish(buffer))
            buffer = []
        else:
            if kind == "edge" and _glued(buffer, text):
                buffer.append(" ")
            buffer.append(text)
    lines.extend(_finish(buffer))
    return lines


def text_of(element: html.HtmlElement) -> str:
    """The same on one line."""
    return " ".join(lines_of(element))


def _events(root: html.HtmlElement, skip: frozenset[str]) -> Iterator[tuple[str, str]]:
    """("block", "") at block boundaries, ("text" | "edge", words) between; "edge" after an inline element's border.

    Written without recursion, so that nesting costs memory and never the stack.
    """
    todo: list[tuple[str, html.HtmlElement]] = [("open", root)]
    while todo:
        what, element = todo.pop()
        tag = element.tag if isinstance(element.tag, str) else "#"
        if what == "tail":
            if element.tail:
                yield "edge", element.tail
            continue
        if what == "close":
            if tag in BLOCK_TAGS:
                yield "block", ""
            continue
        if tag == "#" or tag in skip or INVISIBLE.search(element.get("style") or ""):
            if tag in {"figure", "table", "video", "iframe"}:
                yield "block", ""
            continue
        if tag == "br":
            yield "text", BREAK
            continue
        if tag in BLOCK_TAGS:
            yield "block", ""
        if element.text:
            yield "edge", element.text
        todo.append(("close", element))
        for child in reversed(element):
            todo.append(("tail", child))
            todo.append(("open", child))


def _glued(buffer: list[str], text: str) -> bool:
    return bool(buffer and GLUED_AFTER.match(text) and GLUED_BEFORE.search(buffer[-1]))


def _finish(buffer: list[str]) -> list[str]:
    """The buffer's lines, parted at breaks."""
    lines: list[str] = []
    for piece in SPACES.sub(" ", "".join(buffer)).split(BREAK):
        piece = piece.strip()
        if not piece:
            lines.append("")
        elif lines and lines[-1] and piece[0].islower() and not SENTENCE_END.search(lines[-1]):
            lines[-1] += " " + piece
        else:
            lines.append(piece)
    return [line for line in lines if line]
