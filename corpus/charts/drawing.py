"""A drawing: boxes, hatched boxes, lines and texts in points from the top left (`Drawing`), and it as SVG (`to_svg`).

It holds plain shapes alone, in black, white and greys, so that every program that draws can draw it, and a printer too.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import accumulate, takewhile
from typing import Literal
from unicodedata import east_asian_width
from xml.sax.saxutils import escape

from corpus.characters import plain

Anchor = Literal["start", "middle", "end"]
BLACK, DARK, GREY, PALE, WHITE = "#000000", "#333333", "#888888", "#cccccc", "#ffffff"
HATCH_GAP = 6  # between the lines of a hatched box
FONT = "font-family=\"'DejaVu Sans', Arial, Helvetica, sans-serif\""
NARROW = frozenset(" !'(),./:;I[\\]fijlrt|-")  # characters of at most two fifths of the letters' size
BOLDER = 1.13  # how much wider a bold line is


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle. `about` is a sentence that a browser shows over it."""

    x: float
    y: float
    width: float
    height: float
    fill: str | None = DARK
    line: str | None = None
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Hatched:
    """A rectangle of slanting lines: what is not known."""

    x: float
    y: float
    width: float
    height: float
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: str = BLACK


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text; x and y are its anchor on the line that the letters stand on."""

    x: float
    y: float
    text: str
    size: int = 12
    anchor: Anchor = "start"
    bold: bool = False
    colour: str = BLACK


Shape = Box | Hatched | Stroke | Text


@dataclass(slots=True)
class Drawing:
    """Shapes on a white page of this size, the first at the bottom. `title` and `about` say in words what it shows."""

    width: int
    height: int
    title: str
    about: str
    shapes: list[Shape] = field(default_factory=list)

    def add(self, *shapes: Shape) -> None:
        """Put shapes on top."""
        self.shapes.extend(shapes)


def text_width(text: str, size: int, *, bold: bool = False) -> float:
    """Return about how wide a text is; a little too much rather than too little.

    >>> text_width("ill", 10) < text_width("abc", 10) < text_width("ABC", 10) < text_width("MWM", 10)
    True
    """
    return sum(map(_em, text)) * size * (BOLDER if bold else 1)


def _em(character: str) -> float:
    """Return the width of a character as a share of the letters' size, as DejaVu Sans has it; Arial's are narrower."""
    if character in NARROW:
        return 0.4
    if not character.isascii():
        return 1.0 if east_asian_width(character) in "WF" else 0.8
    return 1.0 if character in "mwMW@%" else 0.75 if character.isupper() or character in "&#=+<>~" else 0.62


def fitting(text: str, size: int, width: float, *, bold: bool = False) -> str:
    """Return the text, cut with an ellipsis where it would be wider."""
    if text_width(text, size, bold=bold) <= width:
        return text
    room = max(1, _room(text, size, width - text_width("…", size, bold=bold), bold))
    return text[:room].rstrip() + "…"


def _room(text: str, size: int, width: float, bold: bool) -> int:
    """Return how many characters of the text are within the width."""
    widths = accumulate(text_width(character, size, bold=bold) for character in text)
    return sum(1 for _ in takewhile(lambda wide: wide <= width, widths))


def text_lines(text: str, size: int, width: float, most: int = 3, *, bold: bool = False) -> list[str]:
    """Return the text in lines of this width, at most so many; the last is cut where more would follow.

    >>> text_lines("satu dua tiga", 10, 60, 2)
    ['satu dua', 'tiga']
    """
    lines: list[str] = []
    rest = " ".join(text.split())
    while rest and len(lines) < most:
        if len(lines) == most - 1 or text_width(rest, size, bold=bold) <= width:
            lines.append(fitting(rest, size, width, bold=bold))
            break
        room = max(1, _room(rest, size, width, bold))
        cut = rest.rfind(" ", 0, room + 1)
        cut = cut if cut > 0 else room
        lines.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return lines


def to_svg(drawing: Drawing) -> str:
    """Return the drawing as a whole SVG file. The same drawing gives the same text, and needs no other file."""
    size = f'width="{drawing.width}" height="{drawing.height}" viewBox="0 0 {drawing.width} {drawing.height}"'
    hatch = (
        f'<pattern id="hatch" patternUnits="userSpaceOnUse" width="{HATCH_GAP}" height="{HATCH_GAP}" '
        f'patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="{HATCH_GAP}" stroke="{GREY}" '
        'stroke-width="1.5"/></pattern>'
    )
    head = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="title about" {FONT}>',
        f'<title id="title">{_words(drawing.title)}</title>',
        f'<desc id="about">{_words(drawing.about)}</desc>',
        f"<defs>{hatch}</defs>",
        f'<rect width="{drawing.width}" height="{drawing.height}" fill="{WHITE}"/>',
    ]
    return "\n".join([*head, *map(_shape, drawing.shapes), "</svg>", ""])


def _shape(shape: Shape) -> str:
    match shape:
        case Box(x, y, width, height, fill, line, about):
            edge = f' stroke="{line}"' if line else ' shape-rendering="crispEdges"'  # boxes side by side have no seam
            colours = f'fill="{fill or "none"}"{edge}'
            return _with_about(f"<rect {_place(x, y, width, height)} {colours}", about, "rect")
        case Hatched(x, y, width, height, about):
            return _with_about(f'<rect {_place(x, y, width, height)} fill="url(#hatch)"', about, "rect")
        case Stroke(x1, y1, x2, y2, colour):
            ends = f'x1="{_number(x1)}" y1="{_number(y1)}" x2="{_number(x2)}" y2="{_number(y2)}"'
            return f'<line {ends} stroke="{colour}"/>'
        case Text(x, y, text, size, anchor, bold, colour):
            weight = ' font-weight="bold"' if bold else ""
            return (
                f'<text x="{_number(x)}" y="{_number(y)}" font-size="{size}" text-anchor="{anchor}" '
                f'fill="{colour}"{weight}>{_words(text)}</text>'
            )


def _with_about(tag: str, about: str | None, name: str) -> str:
    return f"{tag}/>" if about is None else f"{tag}><title>{_words(about)}</title></{name}>"


def _place(x: float, y: float, width: float, height: float) -> str:
    return f'x="{_number(x)}" y="{_number(y)}" width="{_number(width)}" height="{_number(height)}"'


def _number(value: float) -> str:
    """Return a number to a hundredth, the same on every machine."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _words(text: str) -> str:
    """Return a text for XML: without hidden characters, which it can't hold, in one line."""
    return escape(" ".join(plain(text).split()), {'"': "&quot;"})
