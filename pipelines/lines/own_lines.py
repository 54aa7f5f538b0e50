"""Cut lines at the head of a text that only name its writers (`cut_bylines`)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.models import RemovedLine
from pipelines.lines.cuts import BodyLine, cut_whole
from pipelines.strings.squashed import squash

BYLINE_HEAD_LINES = 4  # first lines that may name the writers
MAX_BYLINE_LENGTH = 160  # characters
# "By Jane Doe and John Roe", "Von Jana Contoh", "Oleh Budi Santoso": the words beside the names
BESIDE = re.compile(
    r"\b(?:a cura di|and|av|by|dan|di|door|et|oleh|par|por|text|texte|und|von|words|written|y|автор|текст)\b",
    re.IGNORECASE,
)


def cut_bylines(lines: Sequence[BodyLine], names: Sequence[str]) -> tuple[list[BodyLine], list[RemovedLine]]:
    """The lines without those that say the names (with "By", "and") and nothing else; and what was cut.

    >>> head = [BodyLine(0, "By Jane Doe and John Roe"), BodyLine(1, "Jane Doe came.")]
    >>> kept, cut = cut_bylines(head, ["Jane Doe", "John Roe"])
    >>> [line.text for line in kept], [each.rule for each in cut]
    (['Jane Doe came.'], ['byline'])
    """
    written = [squash(name) for name in names]
    bylines = [line for line in lines[:BYLINE_HEAD_LINES] if written and _only_names(line.text, written)]
    return [line for line in lines if line not in bylines], [cut_whole("byline", line) for line in bylines]


def _only_names(text: str, names: Sequence[str]) -> bool:
    """True for a short line that holds these names, words like "By" and "and", and nothing else."""
    if len(text) > MAX_BYLINE_LENGTH:
        return False
    rest = squash(BESIDE.sub(" ", text))
    for name in names:
        rest = rest.replace(name, "", 1)
    return not rest and any(name in squash(text) for name in names)
