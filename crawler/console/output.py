"""Printing: rows on stdout, messages on stderr, nothing from a page that controls the terminal."""

from __future__ import annotations

import json
import os
import re
import shlex
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from corpus.file.waiting import WaitingConnection

_CONTROLS_TERMINAL = re.compile(
    r"""\x1b\[[0-?]*[ -/]*[@-~]      # CSI: colours, cursor, "\x1b[2J"
    | \x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?  # OSC: window titles, links
    | [\x00-\x08\x0b-\x1f\x7f-\x9f]  # other control characters, but newline and tab
    | [\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]  # what turns the direction of text
    """,
    re.VERBOSE,
)


def plain(text: str) -> str:
    r"""The text without control characters, escape sequences and bidi marks; newlines and tabs stay.

    >>> plain("Kupang\x1b[31m\x9b merah\u202e\nbaris dua")
    'Kupang merah\nbaris dua'
    """
    return _CONTROLS_TERMINAL.sub("", text.replace("\r\n", "\n"))


def one_line(text: object) -> str:
    """The text in one line, safe to print; empty for None."""
    return "" if text is None else " ".join(plain(str(text)).split())


def quoted(*words: object) -> str:
    """Words of a command, quoted for the shell.

    >>> quoted("--corpus", Path("berita 2024.db"))
    "--corpus 'berita 2024.db'"
    """
    return shlex.join(map(str, words))


def command_line(*words: object) -> str:
    """A command of kliping that can be pasted into the shell it was called from.

    `KLIPING_PROGRAM` is the name it was called by, where that is another one: `./kliping` beside a clone (Makefile).

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


def say(message: str) -> None:
    """Print a message on stderr."""
    click.echo(plain(message), err=True)


def say_waits() -> None:
    """Print on stderr when the program waits for another writer; Scrapy's log handlers would hide it."""
    WaitingConnection.announce = staticmethod(say)


def print_json(row: Mapping[str, Any]) -> None:
    """Print one JSON object in a line, nulls included, days and times as ISO 8601."""
    click.echo(json.dumps(row, ensure_ascii=False, default=_as_text))


def is_terminal() -> bool:
    """True if stdout is a terminal."""
    return sys.stdout.isatty()


def in_colour() -> bool:
    """True where stdout is a terminal and colours are not refused (NO_COLOR)."""
    return is_terminal() and not os.environ.get("NO_COLOR")


def styled(text: str, **style: Any) -> str:
    """The text in bold, dim or a colour (click's names) on a terminal, elsewhere unchanged."""
    return click.style(text, **style) if in_colour() else text


def print_rows(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table: drawn on a terminal; elsewhere tab-separated under a line of headings, for cut, sort and awk."""
    texts = [[one_line(cell) for cell in row] for row in rows]
    if is_terminal():
        _draw(heads, texts)
        return
    for row in [list(heads), *texts]:
        click.echo("\t".join(row))


def _draw(heads: Sequence[str], texts: Sequence[Sequence[str]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    columns = list(zip(heads, *texts, strict=True))
    frames = len(columns) + 1  # the lines between the columns and at both edges, one cell each
    padding = 1 if sum(map(_narrowest, columns)) + 2 * len(columns) + frames <= console.width else 0
    frames += 2 * padding * len(columns)
    widths = _widths(columns, console.width - frames)
    table = Table(box=box.SIMPLE_HEAD, padding=(0, padding))
    for head, width in zip(heads, widths, strict=True):
        table.add_column(head, width=width)
    for row in texts:
        table.add_row(*map(Text, row))  # Text: a page's "[red]" is no markup
    console.width = max(console.width, sum(widths) + frames)  # what can't be narrowed runs over the edge
    console.print(table)


def _widths(columns: Sequence[Sequence[str]], room: int) -> list[int]:
    """The width of each column: the widest are narrowed until all fit, but never within a word.

    >>> _widths([("run", "1"), ("why", "gave 14 links in run 12"), ("url", "https://a.id/b")], 30)
    [3, 13, 14]
    """
    from rich.cells import cell_len

    widths = [max(map(cell_len, column)) for column in columns]
    least = [widths[0], *map(_narrowest, columns[1:])]  # the first names the row: it stays in one line
    while sum(widths) > room and (wider := [n for n, width in enumerate(widths) if width > least[n]]):
        widths[max(wider, key=widths.__getitem__)] -= 1
    return widths


def _narrowest(column: Sequence[str]) -> int:
    """Return the least width of a column: that of its longest word."""
    from rich.cells import cell_len

    return max(cell_len(word) for text in column for word in text.split() or [""])


def _as_text(value: object) -> object:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")
