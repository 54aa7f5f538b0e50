"""The chart of a trend as a drawing (`trend_chart`): bars by month or year, and how many outlets could be looked at.

Bars are dark; the part of one that is copies of a story that is counted below it is pale. What could not be looked at
is hatched over the whole height: a low bar says nothing there. A month or year of which only a part was asked for has a
white bar. The strip below shows how many of the outlets could be looked at. All differs in form, not in colour, so that
a black and white print shows the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from corpus.charts.drawing import (
    BLACK,
    DARK,
    GREY,
    PALE,
    WHITE,
    Box,
    Drawing,
    Hatched,
    Stroke,
    Text,
    fitting,
    text_lines,
    text_width,
)
from corpus.linguistics.trend import Point
from corpus.sentences import counted

WIDTH, LEFT, RIGHT = 1000, 70, 24
PLOT, STRIP, GAP = 250, 46, 44  # heights of the bars, of the strip of outlets, and between them
NOT_KNOWN = "How many outlets could be looked at is not known: no crawl asked them."
TICKS = 5  # lines across, at most
LABEL_STEPS = {"month": (1, 2, 3, 6, 12, 24, 60, 120), "year": (1, 2, 5, 10, 20)}  # months or years from label to label


@dataclass(frozen=True, slots=True)
class TrendWords:
    """What is written on the chart: its title, and lines on where it comes from."""

    title: str
    source: tuple[str, ...]


def trend_chart(points: Sequence[Point], words: TrendWords, *, by: str, per_million: bool = False) -> Drawing:
    """Return the chart of the points, in their order. With `per_million`, bars are matches per million words."""
    unit = f"matches per million words, by {by}" if per_million else f"articles by {by}"
    title = text_lines(words.title, 18, WIDTH - LEFT - RIGHT, 2, bold=True)
    top = 26 + 24 * len(title) + 26
    legend = _legend(points, by, per_million=per_million)
    source = [line for text in words.source for line in text_lines(text, 11, WIDTH - LEFT - RIGHT, 2)]
    base, strip = top + PLOT, top + PLOT + GAP
    height = strip + STRIP + 38 + 22 * bool(legend) + 16 * len(source) + 14
    drawing = Drawing(WIDTH, height, words.title, _about(points, by, unit))
    for n, line in enumerate(title):
        drawing.add(Text(LEFT, 30 + 24 * n, line, 18, bold=True))
    drawing.add(Text(LEFT, top - 14, unit, 12))
    values = [(p.per_million or 0.0) if per_million else float(p.articles) for p in points]
    ticks = axis_ticks(max(values, default=0), whole=not per_million)
    across = (WIDTH - LEFT - RIGHT) / max(1, len(points))
    _bars(drawing, points, values, ticks, (top, base, across, strip), per_million=per_million)
    _outlets(drawing, points, by, (strip, across))
    _labels(drawing, points, by, across, base)
    y = strip + STRIP + 30
    if legend:
        _put_legend(drawing, legend, y)
        y += 22
    for n, line in enumerate(source):
        drawing.add(Text(LEFT, y + 16 * n, line, 11, colour=DARK))
    return drawing


def axis_ticks(highest: float, *, whole: bool) -> list[float]:
    """Return the values of the lines across, from 0 up to or over the highest; whole numbers where `whole`.

    >>> axis_ticks(3, whole=True), axis_ticks(0, whole=True), axis_ticks(0.9, whole=False)
    ([0, 1, 2, 3], [0, 1], [0.0, 0.2, 0.4, 0.6, 0.8, 1.0])
    >>> axis_ticks(47, whole=True)
    [0, 10, 20, 30, 40, 50]
    """
    if highest <= 0:
        return [0, 1]
    rough = highest / TICKS
    power = 10.0 ** floor(log10(rough))
    step = next(power * n for n in (1, 2, 5, 10) if power * n >= rough * 0.999)
    if whole:
        step = max(1, round(step))
    number = ceil(highest / step - 1e-9)
    return [round(n * step, 6) for n in range(number + 1)] if not whole else [n * int(step) for n in range(number + 1)]


def _bars(
    drawing: Drawing,
    points: Sequence[Point],
    values: Sequence[float],
    ticks: Sequence[float],
    places: tuple[float, float, float, float],
    *,
    per_million: bool,
) -> None:
    """Draw the lines across with their values, what could not be looked at, and the bars."""
    top, base, across, _ = places
    for n, point in enumerate(points):
        if point.looked == 0:
            drawing.add(Hatched(LEFT + n * across, top, across, base - top, f"{point.span}: no outlet looked at"))
    for value in ticks:
        y = base - value / ticks[-1] * (base - top)
        drawing.add(Stroke(LEFT, y, WIDTH - RIGHT, y, BLACK if value == 0 else PALE))
        drawing.add(Text(LEFT - 8, y + 4, f"{value:,g}" if value < 1e6 else f"{value:,.0f}", 12, "end"))
    for n, (point, value) in enumerate(zip(points, values, strict=True)):
        copies = not per_million and point.articles > point.stories
        high = max(value / ticks[-1] * (base - top), 1.5) if value > 0 else 0
        if high:
            gap = across * 0.15 if across >= 4 else 0
            fill = WHITE if point.partial else DARK
            wide = max(across - 2 * gap, 0.5)
            drawing.add(Box(LEFT + n * across + gap, base - high, wide, high, fill, DARK, _of(point)))
            if copies:
                pale = high * (1 - point.stories / point.articles)
                drawing.add(Box(LEFT + n * across + gap, base - high, wide, pale, PALE, DARK, _of(point)))
        if point.partial:
            drawing.add(Text(LEFT + (n + 0.5) * across, base - high - 3, "*", 14, "middle"))


def _of(point: Point) -> str:
    looked = "" if point.looked is None else f", {point.looked} of {point.outlets} outlets looked at"
    stories = f", {counted(point.stories, 'story', 'stories')}"
    part = ", in part" if point.partial else ""
    return f"{point.span}: {point.articles:,} of {point.of:,} articles{stories}{looked}{part}"


def _outlets(drawing: Drawing, points: Sequence[Point], by: str, places: tuple[float, float]) -> None:
    """Draw the strip of the outlets that could be looked at; a sentence where no run asked for anything."""
    strip, across = places
    outlets = max((point.outlets for point in points), default=0)
    if not outlets or all(point.looked is None for point in points):
        drawing.add(Text(LEFT, strip + 14, NOT_KNOWN, 12))
        return
    drawing.add(Text(LEFT, strip - 6, f"outlets that could be looked at for the whole {by}, of {outlets:,}", 12))
    for value in (0, outlets):
        y = strip + STRIP - value / outlets * STRIP
        drawing.add(Stroke(LEFT, y, WIDTH - RIGHT, y, BLACK if value == 0 else PALE))
        drawing.add(Text(LEFT - 8, y + 4, f"{value:,}", 12, "end"))
    for n, point in enumerate(points):
        high = (point.looked or 0) / outlets * STRIP
        if high:
            drawing.add(Box(LEFT + n * across, strip + STRIP - high, across, high, GREY, None, _of(point)))


def _labels(drawing: Drawing, points: Sequence[Point], by: str, across: float, base: float) -> None:
    """Write the spans under the bars, as many as there is room for."""
    step = _label_step(by, across, len(points))
    for n, point in enumerate(points):
        number = int(point.span[5:]) - 1 + 12 * int(point.span[:4]) if by == "month" else int(point.span)
        if number % step == 0 or len(points) == 1:
            middle = LEFT + (n + 0.5) * across
            drawing.add(Stroke(middle, base, middle, base + 4))
            drawing.add(Text(middle, base + 17, point.span, 11, "middle"))


def _label_step(by: str, across: float, number: int) -> int:
    wide = text_width("2023-01" if by == "month" else "2023", 11) + 6
    steps = LABEL_STEPS[by]
    return next((step for step in steps if step * across >= wide), max(steps[-1], number))


def _legend(points: Sequence[Point], by: str, *, per_million: bool) -> list[tuple[str, str]]:
    legend: list[tuple[str, str]] = []
    if not per_million and any(point.articles > point.stories for point in points):
        legend.append(("copies", "copies of a story"))
    if any(point.looked == 0 for point in points):
        legend.append(("hatched", f"no outlet could be looked at for the whole {by}"))
    if any(point.partial for point in points):
        legend.append(("part", f"* only a part of the {by} was asked for, or it is not over"))
    return legend


def _put_legend(drawing: Drawing, legend: Sequence[tuple[str, str]], y: float) -> None:
    x = float(LEFT)
    for kind, text in legend:
        place = (x, y - 10, 22.0, 12.0)
        drawing.add(Box(*place, PALE if kind == "copies" else WHITE, DARK))
        if kind == "hatched":
            drawing.add(Hatched(*place), Box(*place, None, DARK))
        drawing.add(Text(x + 30, y, fitting(text, 12, WIDTH - RIGHT - x - 30), 12))
        x += 30 + text_width(text, 12) + 24


def _about(points: Sequence[Point], by: str, unit: str) -> str:
    """Return the chart in a sentence, for those who can't see it."""
    if not points:
        return f"{unit}: nothing to show."
    highest = max(points, key=lambda point: point.articles)
    blind = sum(point.looked == 0 for point in points)
    return (
        f"{unit} from {points[0].span} to {points[-1].span}: {sum(p.articles for p in points):,} articles "
        f"({sum(p.stories for p in points):,} stories, each counted once a {by}), most in "
        f"{highest.span} ({highest.articles:,}); {blind} of {len(points)} {by}s could not be looked at."
    )
