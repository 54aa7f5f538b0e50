"""A text's opening that is repeated at its end (`repeats_opening`)."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.lines.cuts import BodyLine
from pipelines.strings.squashed import squash

MIN_OPENING = 60  # letters of a repeated opening


def repeats_opening(text: str, lines: Iterable[BodyLine]) -> bool:
    """True for a line that says the text's first words again, to its end or cut off in a sentence (jpnn, page 2)."""
    if len(text) < MIN_OPENING:
        return False
    words = squash(text)
    opening = ""
    for line in lines:
        opening += squash(line.text)
        if not opening.startswith(words[: len(opening)]):
            return False
        if len(opening) >= len(words):
            return len(words) >= MIN_OPENING
    return False
