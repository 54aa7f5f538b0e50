"""Cuts that can be undone: lines, records of cuts with their places, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.models import RemovedLine


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A line of the body with its position among the lines as extracted."""

    position: int
    text: str


def cut_whole(rule: str, line: BodyLine) -> RemovedLine:
    """The record of a line that is cut as a whole."""
    return RemovedLine(rule, line.position, line.text)


def cut_span(rule: str, line: BodyLine, start: int, end: int) -> tuple[BodyLine | None, RemovedLine]:
    """The line without these characters, and the record; no line where nothing is left.

    A blank that would stand doubled or at the line's border goes with the cut.

    >>> cut_span("x", BodyLine(4, "Satu (baca: dua) tiga."), 5, 16)
    (BodyLine(position=4, text='Satu tiga.'), RemovedLine(rule='x', position=4, text='(baca: dua) ', at=5, behind=None))
    """
    text = line.text
    while end < len(text) and text[end] == " " and (start == 0 or text[start - 1] == " "):
        end += 1
    while start > 0 and text[start - 1] == " " and end == len(text):
        start -= 1
    if start == 0 and end == len(text):
        return None, cut_whole(rule, line)
    return BodyLine(line.position, text[:start] + text[end:]), RemovedLine(
        rule, line.position, text[start:end], at=start
    )


def uncut(text: str, removed: Sequence[RemovedLine]) -> list[str]:
    """The lines as they were extracted: every cut back where it stood.

    What was cut from the page before extraction comes back as a line of its own, behind the line that it stood
    behind; where that is not known it stays out.

    >>> uncut("Balai dibuka.", [RemovedLine("read_also", 0, "Baca Juga: Apel"), RemovedLine("x", 1, " (ant)", at=13)])
    ['Baca Juga: Apel', 'Balai dibuka. (ant)']
    """
    whole = {cut.position for cut in removed if cut.position >= 0 and cut.at is None}
    left = text.split("\n") if text else []
    free = (position for position in range(len(left) + len(whole)) if position not in whole)
    lines = dict(zip(free, left, strict=False))
    for cut in reversed([cut for cut in removed if cut.position >= 0]):
        line = lines.get(cut.position, "")
        at = cut.at if cut.at is not None else 0
        lines[cut.position] = line[:at] + cut.text + line[at:] if cut.at is not None else cut.text
    inserts: dict[int, list[str]] = {}
    for cut in removed:
        if cut.position < 0 and cut.behind is not None:
            inserts.setdefault(cut.behind, []).append(cut.text)
    body = [line for position in sorted(lines) for line in (lines[position], *inserts.get(position, ()))]
    return [*inserts.get(-1, ()), *body]
