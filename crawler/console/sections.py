"""A page of sections, printed as plain text or as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from crawler.console.cells import padded, width
from crawler.console.output import LONG_CELLS, fitted, one_line

Table = tuple[Sequence[str], Sequence[Sequence[object]]]
"""Heads and rows."""

_MARKUP = re.compile(r"\\|<(?=[A-Za-z/!?])|\[(?=[^\]]*\])|&(?=#?\w+;)")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, its sentences (a line each), and at most one table."""

    heading: str
    lines: Sequence[str]
    table: Table | None = None


def as_text(page: Sequence[Section]) -> str:
    """The sections as plain text: headings in capitals, tables in columns; a line is a line, whatever stands in it."""
    return "\n\n".join("\n".join(chain([s.heading.upper()], map(one_line, s.lines), _columns(s.table))) for s in page)


def as_markdown(page: Sequence[Section]) -> str:
    """The sections as Markdown, to paste into a document; what a name or title has of Markdown or HTML is escaped."""
    return "\n\n".join("\n\n".join(chain([f"## {s.heading}"], map(_as_words, s.lines), _piped(s.table))) for s in page)


def _columns(table: Table | None) -> Iterator[str]:
    if table is None:
        return
    rows = [[fitted(cell, LONG_CELLS) for cell in row] for row in (table[0], *table[1])]
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  " + "  ".join(padded(cell, cells) for cell, cells in zip(row, widths, strict=True)).rstrip()


def _piped(table: Table | None) -> Iterator[str]:
    if table is not None:
        heads, *rows = ([_as_words(cell).replace("|", "\\|") for cell in row] for row in (table[0], *table[1]))
        yield "\n".join(f"| {' | '.join(row)} |" for row in (heads, ["---"] * len(heads), *rows))


def _as_words(text: object) -> str:
    """The text in one line, in which no tag, link, picture or character reference begins; code in backticks stays."""
    return _MARKUP.sub(r"\\\g<0>", one_line(text))
