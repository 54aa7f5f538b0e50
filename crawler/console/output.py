"""Printing: results on stdout, messages on stderr; nothing from a page controls the terminal or fills the screen."""

from __future__ import annotations

import os
import re
import shlex
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import click

from corpus.characters import escaped, json_row, plain
from corpus.file.waiting import WaitingConnection
from crawler.console.cells import cut, width
from crawler.console.doors import Door, behind, passed, signed

LINE_CELLS = 200  # of a title, a name, a place: two to three lines of a terminal
LONG_CELLS = 2_000  # of an address, or of the words beside a match
LONG_HEADS = frozenset({"address", "left", "right"})
WHOLE_HEADS = frozenset({"text"})
_BREAKS = re.compile(r"[\r\n\x0b\x0c\u2028\u2029]+")


def one_line(text: object) -> str:
    """The text in one line, safe to print; empty for None."""
    return "" if text is None else " ".join(plain(str(text)).split())


def shortened(text: object, cells: int = LINE_CELLS) -> str:
    """The text in one line of at most so many cells, an ellipsis where it was longer: for titles and names."""
    return cut(one_line(text), cells)


def put(*lines: str) -> None:
    """Print lines on stdout: each stays one line, whatever stands in it; none is an empty line."""
    for line in lines or ("",):
        _write(_BREAKS.sub(" ", line))


def put_text(text: str) -> None:
    """Print a text of several lines on stdout, as it is but for hidden characters."""
    _write(text)


def say(message: str) -> None:
    """Print a message on stderr in one line; a hidden character or newline, in a file's name say, is an escape."""
    _write(escaped(message), err=True)


def say_text(text: str) -> None:
    """Print a text of several lines on stderr: a help page."""
    _write(text, err=True)


def _write(text: str, *, err: bool = False) -> None:
    stream = sys.stderr if err else sys.stdout
    click.echo(text if isinstance(stream, Door) else passed(text), err=err)


def quoted(*words: object) -> str:
    """Words of a command, quoted for the shell.

    >>> from pathlib import Path
    >>> quoted("--corpus", Path("berita 2024.db"))
    "--corpus 'berita 2024.db'"
    """
    return shlex.join(map(str, words))


def command_line(*words: object) -> str:
    """A command of kliping that can be pasted into the shell it was called from.

    `KLIPING_PROGRAM` is the name it was called by, where that is another one: `./kliping` beside a clone (Makefile).

    >>> from pathlib import Path
    >>> command_line("search", "--corpus", Path("berita 2024.db"))
    "kliping search --corpus 'berita 2024.db'"
    """
    return quoted(os.environ.get("KLIPING_PROGRAM") or "kliping", *words)


def counted(number: int, one: str, several: str) -> str:
    """The number with the noun in its form for one or for several.

    >>> counted(1, "search", "searches"), counted(2000, "page", "pages")
    ('1 search', '2,000 pages')
    """
    return f"{number:,} {one if number == 1 else several}"


def say_waits() -> None:
    """Print on stderr when the program waits for another writer; Scrapy's log handlers would hide it."""
    WaitingConnection.announce = staticmethod(say)


def print_json(row: Mapping[str, Any]) -> None:
    """Print one JSON object in a line, nulls included, days and times as ISO 8601."""
    _write(json_row(row))


def is_terminal() -> bool:
    """True if stdout is a terminal."""
    return sys.stdout.isatty()


def in_colour() -> bool:
    """True where stdout is a terminal and colours are not refused (NO_COLOR)."""
    return is_terminal() and not os.environ.get("NO_COLOR")


def styled(text: str, **style: Any) -> str:
    """The text in bold, dim or a colour (click's names) on a terminal, elsewhere unchanged."""
    return signed(click.style(plain(text), **style)) if in_colour() else text


def print_rows(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table: drawn on a terminal; elsewhere tab-separated under a line of headings, for cut, sort and awk.

    A cell has at most `LINE_CELLS` cells of the screen; `LONG_HEADS` and `WHOLE_HEADS` name the columns with more.
    """
    texts = [[_cell(head, value) for head, value in zip(heads, row, strict=True)] for row in rows]
    if is_terminal():
        _draw(heads, texts)
        return
    for row in [list(heads), *texts]:
        put("\t".join(row))


def _cell(head: str, value: object) -> str:
    if head in WHOLE_HEADS:
        return one_line(value)
    return shortened(value, LONG_CELLS if head in LONG_HEADS else LINE_CELLS)


def _draw(heads: Sequence[str], texts: Sequence[Sequence[str]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=behind(sys.stdout))
    columns = list(zip(heads, *texts, strict=True))
    frames = len(columns) + 1  # the lines between the columns and at both edges, one cell each
    padding = 1 if sum(map(_narrowest, columns)) + 2 * len(columns) + frames <= console.width else 0
    frames += 2 * padding * len(columns)
    widths = _widths(columns, console.width - frames)
    table = Table(box=box.SIMPLE_HEAD, padding=(0, padding))
    for head, cells in zip(heads, widths, strict=True):
        table.add_column(head, width=cells)
    for row in texts:
        table.add_row(*map(Text, row))  # Text: a page's "[red]" is no markup
    console.width = max(console.width, sum(widths) + frames)  # what can't be narrowed runs over the edge
    console.print(table)


def _widths(columns: Sequence[Sequence[str]], room: int) -> list[int]:
    """The width of each column: the widest are narrowed until all fit, but never within a word.

    >>> _widths([("run", "1"), ("why", "gave 14 links in run 12"), ("url", "https://a.id/b")], 30)
    [3, 13, 14]
    """
    widths = [max(map(width, column)) for column in columns]
    least = [widths[0], *map(_narrowest, columns[1:])]  # the first names the row: it stays in one line
    while sum(widths) > room and (wider := [n for n, cells in enumerate(widths) if cells > least[n]]):
        widths[max(wider, key=widths.__getitem__)] -= 1
    return widths


def _narrowest(column: Sequence[str]) -> int:
    """Return the least width of a column: that of its longest word."""
    return max(width(word) for text in column for word in text.split() or [""])
