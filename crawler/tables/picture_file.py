"""A drawing as a file: SVG always, PNG with Pillow (`write_picture`)."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import KlipingError
from corpus.messages.export_messages import FILE_NOT_WRITABLE, NO_PILLOW

if TYPE_CHECKING:
    from corpus.charts.drawing import Drawing, Text

PICTURE_ENDINGS = (".svg", ".png")
FONTS = {False: ("DejaVuSans.ttf", "arial.ttf"), True: ("DejaVuSans-Bold.ttf", "arialbd.ttf")}
PLAINER = str.maketrans(
    {"–": "-", "—": "-", "−": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "ʼ": "'", "ß": "ss", "·": "-"}
)
SCALE = 2  # pixels a point: 2,000 across, which a page prints sharp


def is_picture(path: Path) -> bool:
    """True if the file's ending is that of a picture."""
    return path.suffix.lower() in PICTURE_ENDINGS


def check_picture(path: Path) -> None:
    """Raise KlipingError where a picture can't be drawn: before anything is counted and printed."""
    if path.suffix.lower() == ".png":
        try:
            import PIL  # noqa: F401 - is it there?
        except ImportError as error:
            raise KlipingError(NO_PILLOW(path=path)) from error


def write_picture(drawing: Drawing, path: Path) -> None:
    """Write the drawing, whole or not at all; the ending chooses SVG or PNG. Raises KlipingError where it can't be."""
    from corpus.charts.drawing import to_svg
    from corpus.file.whole import whole_file

    try:
        if path.suffix.lower() == ".svg":
            with whole_file(path, sync=False, newline="") as out:
                out.write(to_svg(drawing))
        else:
            _write_png(drawing, path)
    except OSError as error:
        raise KlipingError(FILE_NOT_WRITABLE(path=path, reason=error.strerror)) from error


def _write_png(drawing: Drawing, path: Path) -> None:
    from PIL import Image, ImageDraw

    from corpus.charts.drawing import Box, Hatched, Stroke, Text
    from corpus.file.whole import whole_file

    image = Image.new("RGB", (drawing.width * SCALE, drawing.height * SCALE), "white")
    draw = ImageDraw.Draw(image)
    for shape in drawing.shapes:
        match shape:
            case Box(x, y, width, height, fill, line):
                draw.rectangle(_corners(x, y, width, height), fill=fill, outline=line, width=SCALE)
            case Hatched(x, y, width, height):
                image.paste(*_hatching(image, _corners(x, y, width, height)))
            case Stroke(x1, y1, x2, y2, colour):
                draw.line([v * SCALE for v in (x1, y1, x2, y2)], fill=colour, width=SCALE)
            case Text():
                _write(draw, shape)
    with whole_file(path, "wb", sync=False) as out:
        image.save(out, "PNG", optimize=True)


def _corners(x: float, y: float, width: float, height: float) -> list[int]:
    """Return left, top, right and bottom pixel of a rectangle; at least one pixel each way."""
    left, top = round(x * SCALE), round(y * SCALE)
    return [left, top, max(left, round((x + width) * SCALE) - 1), max(top, round((y + height) * SCALE) - 1)]


def _hatching(image: Any, corners: list[int]) -> tuple[Any, tuple[int, int]]:
    """Return a piece of the image with slanting lines on it, and its place. The lines run on from piece to piece."""
    from PIL import ImageDraw

    from corpus.charts.drawing import GREY, HATCH_GAP

    left, top, right, bottom = corners
    piece = image.crop((left, top, right + 1, bottom + 1))
    draw = ImageDraw.Draw(piece)
    gap, high = round(HATCH_GAP * SCALE * 1.41), bottom - top + 1
    for start in range(-((left + bottom) % gap) - high, right - left + high + gap, gap):
        draw.line([start, high, start + high, 0], fill=GREY, width=SCALE)
    return piece, (left, top)


def _write(draw: Any, text: Text) -> None:
    """Write a line of text; bold by a stroke where the font has no bold letters."""
    from corpus.characters import plain

    anchor = {"start": "ls", "middle": "ms", "end": "rs"}[text.anchor]
    place = (text.x * SCALE, text.y * SCALE)
    font, is_whole = _font(text.size * SCALE, text.bold)
    shown = " ".join(plain(text.text).split())
    stroke = SCALE // 2 if text.bold and not is_whole else 0
    draw.text(
        place, shown if is_whole else in_ascii(shown), fill=text.colour, font=font, anchor=anchor, stroke_width=stroke
    )


def _font(size: int, bold: bool) -> tuple[Any, bool]:
    """Return the font of the SVG where the machine has it, else that of Pillow, which has few letters beyond ASCII."""
    from PIL import ImageFont

    for name in FONTS[bold]:
        try:
            return ImageFont.truetype(name, size), True
        except OSError:
            continue
    return ImageFont.load_default(size), False


def in_ascii(text: str) -> str:
    """Return the text without accents and with plain marks; a letter of another script is a question mark.

    >>> in_ascii("Größe – “é” ² 腐")
    'Grosse - "e" 2 ?'
    """
    decomposed = unicodedata.normalize("NFKD", text.translate(PLAINER))
    return "".join(c if c.isascii() else "?" for c in decomposed if not unicodedata.combining(c))
