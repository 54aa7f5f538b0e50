"""Draw a table for a terminal (`table_lines`): no word is broken; no line is wider than the terminal but for a word.

A table that is too wide for the terminal is drawn as blocks: each cell with its
heading, one after the other. A web address stands alone on a line, below its row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from crawler.console.cells import cut_at_word, padded, width, wrapped, wrapped_facts

GAPS = ("  ", " ")  # between two columns; the narrow one where the table fits only so
INDENT = "    "
SHORTEST = 8  # cells that a column of one-line rows is narrowed to
TALLEST = 6  # lines of a row; a taller one is easier to read as a block
ADDRESS = re.compile(r"https?://\S+")
NUMBER = re.compile(r"[+-]?[\d.,]+%?|-")

Style = Callable[[str], str]


def table_lines(heads: Sequence[str], rows: Sequence[Sequence[str]], cells: int, bold: Style = str) -> Iterator[str]:
    """Yield the lines of a table for a terminal with so many cells; `bold` styles a heading."""
    inside, below = _parted(heads, rows)
    columns = [[heads[n], *(row[n] for row in rows)] for n in inside]
    for gap in GAPS:
        widths = _widths(columns, cells - len(gap) * (len(inside) - 1))
        if sum(widths) + len(gap) * (len(inside) - 1) <= cells:
            break
    wrapped_rows = [[wrapped(row[n], room) for n, room in zip(inside, widths, strict=True)] for row in rows]
    fits = sum(widths) + len(gap) * (len(inside) - 1) <= cells
    if rows and (not fits or max(len(cell) for row in wrapped_rows for cell in row) > TALLEST):
        yield from _blocks(heads, rows, cells, inside, below, bold)
        return
    right = [len(rows) > 0 and all(NUMBER.fullmatch(text) or not text for text in column[1:]) for column in columns]
    yield from map(
        bold, _row_lines([wrapped(heads[n], room) for n, room in zip(inside, widths, strict=True)], widths, right, gap)
    )
    yield gap.join("─" * room for room in widths)
    for row, parts in zip(rows, wrapped_rows, strict=True):
        yield from _row_lines(parts, widths, right, gap)
        yield from (f"{INDENT}{row[n]}" for n in below if row[n])


def short_lines(
    heads: Sequence[str], rows: Sequence[Sequence[str]], cells: int | None, bold: Style = str
) -> Iterator[str]:
    """Yield one line for each row: cells that take too much room end with an ellipsis; without `cells` none does."""
    columns = [[heads[n], *(row[n] for row in rows)] for n in range(len(heads))]
    widths = [max(map(width, column)) for column in columns]
    room = None if cells is None else cells - len(GAPS[0]) * (len(heads) - 1)
    while room is not None and sum(widths) > room and max(widths[1:], default=0) > SHORTEST:
        widths[max(range(1, len(widths)), key=widths.__getitem__)] -= 1  # the first names the row
    for row in (heads, *rows):
        parts = [padded(cut_at_word(text, most), most) for text, most in zip(row, widths, strict=True)]
        line = GAPS[0].join(parts).rstrip()
        yield bold(line) if row is heads else line


def _parted(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[list[int], list[int]]:
    """Return the numbers of the columns, and of those below, which hold addresses."""
    below = [
        n
        for n in range(1, len(heads))
        if any(row[n] for row in rows) and all(ADDRESS.fullmatch(row[n] or "http://x") for row in rows)
    ]
    return [n for n in range(len(heads)) if n not in below], below


def _row_lines(parts: Sequence[Sequence[str]], widths: Sequence[int], right: Sequence[bool], gap: str) -> Iterator[str]:
    for at in range(max(map(len, parts), default=1)):
        line = [
            padded(part[at] if at < len(part) else "", room, right=to_right)
            for part, room, to_right in zip(parts, widths, right, strict=True)
        ]
        yield gap.join(line).rstrip()


def _blocks(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    cells: int,
    inside: Sequence[int],
    below: Sequence[int],
    bold: Style,
) -> Iterator[str]:
    for row in rows:
        facts = [f"{heads[n]}: {row[n]}" for n in inside if row[n]]
        first, *more = wrapped_facts(facts, cells - len(INDENT))
        yield bold(first)
        yield from (f"{INDENT}{line}" for line in more)
        yield from (f"{INDENT}{row[n]}" for n in below if row[n])


def _widths(columns: Sequence[Sequence[str]], room: int) -> list[int]:
    """The width of each column: the widest are narrowed until all fit, but never within a word.

    >>> _widths([("run", "1"), ("why", "gave 14 links in run 12"), ("url", "https://a.id/b")], 30)
    [3, 13, 14]
    """
    widths = [max(map(width, column)) for column in columns]
    least = [
        max(widths[0] if n == 0 else 0, _narrowest(column)) for n, column in enumerate(columns)
    ]  # the first names the row
    while sum(widths) > room and (wider := [n for n, cells in enumerate(widths) if cells > least[n]]):
        widths[max(wider, key=widths.__getitem__)] -= 1
    return widths


def _narrowest(column: Sequence[str]) -> int:
    """Return the least width of a column: that of its longest word."""
    return max(width(word) for text in column for word in text.split() or [""])
