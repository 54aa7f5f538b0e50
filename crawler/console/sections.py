"""A page of sections, printed as plain text or as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from crawler.console.output import one_line

Table = tuple[Sequence[str], Sequence[Sequence[object]]]
"""Heads and rows."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, its sentences (a line each), and at most one table."""

    heading: str
    lines: Sequence[str]
    table: Table | None = None


def as_text(page: Sequence[Section]) -> str:
    """The sections as plain text: headings in capitals, tables in columns."""
    return "\n\n".join("\n".join(chain([s.heading.upper()], s.lines, _columns(s.table))) for s in page)


def as_markdown(page: Sequence[Section]) -> str:
    """The sections as Markdown, to paste into a document."""
    return "\n\n".join("\n\n".join(chain([f"## {s.heading}"], s.lines, _piped(s.table))) for s in page)


def _columns(table: Table | None) -> Iterator[str]:
    if table is None:
        return
    rows = [[one_line(cell) for cell in row] for row in (table[0], *table[1])]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _piped(table: Table | None) -> Iterator[str]:
    if table is not None:
        heads, *rows = ([one_line(cell).replace("|", "\\|") for cell in row] for row in (table[0], *table[1]))
        yield "\n".join(f"| {' | '.join(row)} |" for row in (heads, ["---"] * len(heads), *rows))
