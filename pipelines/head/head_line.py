"""A line of an article's head on its way to a label."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.head.line_forms import Fit
from pipelines.lines.line_labels import HeadLabel
from pipelines.page.table import Line


@dataclass(slots=True)
class HeadLine:
    """A line of the head on its way to a label."""

    text: str
    words: list[str]
    position: int | None = None
    line: Line | None = None
    label: HeadLabel | None = None
    why: str = ""
    fit: Fit | None = None
