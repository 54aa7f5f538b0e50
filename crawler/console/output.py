"""Printing: results on stdout, messages on stderr; nothing from a page controls the terminal or fills the screen."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import click

from corpus.characters import escaped, json_row, plain
from corpus.file.waiting import WaitingConnection
from corpus.sentences import counted as counted
from crawler.console.cells import cut, wrapped, wrapped_facts
from crawler.live.doors import Door, as_utf8, passed, signed

LINE_CELLS = 200  # of a title, a name, a place: two to three lines of a terminal
LONG_CELLS = 2_000  # of an address, or of the words beside a match
TEXT_CELLS = 100  # of a line of words, where the terminal is wider: longer ones are hard to read
NARROWEST = 20  # cells of a terminal that are made use of at least
LONG_HEADS = frozenset({"address", "left", "right"})
WHOLE_HEADS = frozenset({"text"})
_BREAKS = re.compile(r"[\r\n\x0b\x0c\u2028\u2029]+")


def one_line(text: object) -> str:
    """The text in one line, safe to print; empty for None."""
    return "" if text is None else " ".join(plain(str(text)).split())


def shortened(text: object, cells: int = LINE_CELLS) -> str:
    """The text in one line of at most so many cells, an ellipsis where it was longer: for titles and names."""
    return cut(one_line(text), cells)


def fitted(text: object, cells: int = LINE_CELLS) -> str:
    """The text in one line: on a terminal `shortened`, elsewhere whole. For results; a message is `shortened`."""
    return shortened(text, cells) if is_terminal() else one_line(text)


def on_screen(text: str, indent: str = "") -> list[str]:
    """The text in lines that fit a terminal behind an indent, parted at spaces; elsewhere in one line."""
    return wrapped(text, text_cells() - len(indent)) if is_terminal() else [text]


def fact_lines(facts: Iterable[str | None], indent: str = "") -> list[str]:
    """What is known of a hit, with " · " between: on a terminal in lines that fit behind an indent, else in one."""
    known = [fact for fact in facts if fact]
    return wrapped_facts(known, text_cells() - len(indent)) if is_terminal() else [" · ".join(known)]


def text_cells() -> int:
    """Return how many cells a line of words has: those of a narrow terminal, else `TEXT_CELLS`."""
    return min(TEXT_CELLS, screen_cells()) if is_terminal() else TEXT_CELLS


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
    # the stream is named: click would go round the door where the stream's encoding is ASCII
    click.echo(text if isinstance(stream, Door) else passed(text), file=stream)


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


def say_waits() -> None:
    """Print on stderr when the program waits for another writer; Scrapy's log handlers would hide it."""
    WaitingConnection.announce = staticmethod(say)


def print_json(row: Mapping[str, Any]) -> None:
    """Print one JSON object in a line, nulls included, days and times as ISO 8601, in UTF-8."""
    as_utf8(sys.stdout)
    _write(json_row(row))


def is_terminal() -> bool:
    """True if stdout is a terminal."""
    return sys.stdout.isatty()


def in_colour() -> bool:
    """True where stdout is a terminal that has colours (TERM is not "dumb"), and they are not refused (NO_COLOR)."""
    return is_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def styled(text: str, **style: Any) -> str:
    """The text in bold, dim or a colour (click's names) on a terminal, elsewhere unchanged."""
    return signed(click.style(plain(text), **style)) if in_colour() else text


def print_rows(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table: drawn on a terminal; elsewhere tab-separated under a line of headings, for cut, sort and awk.

    On a terminal a cell has at most `LINE_CELLS` cells; `LONG_HEADS` and `WHOLE_HEADS` name the columns with more.
    """
    from crawler.console.drawn_table import table_lines

    if is_terminal():
        texts = [[_cell(head, value) for head, value in zip(heads, row, strict=True)] for row in rows]
        if not texts:
            return  # a message says so
        put(*table_lines(heads, texts, screen_cells(), partial(styled, bold=True)))
        return
    put("\t".join(heads))
    for row in rows:
        put("\t".join(map(one_line, row)))


def put_short(heads: Sequence[str], rows: Iterable[Sequence[object]], *, whole: bool = False) -> None:
    """Print a table on a terminal, one line for each row: its cells are cut to fit, unless they are to be `whole`."""
    from crawler.console.drawn_table import short_lines

    texts = [[_cell(head, value) for head, value in zip(heads, row, strict=True)] for row in rows]
    put(*short_lines(heads, texts, None if whole else screen_cells(), partial(styled, bold=True)))


def screen_cells() -> int:
    """Return how many cells a line of the terminal has; `COLUMNS` says otherwise."""
    return max(NARROWEST, shutil.get_terminal_size().columns)


def _cell(head: str, value: object) -> str:
    if head in WHOLE_HEADS:
        return one_line(value)
    return shortened(value, LONG_CELLS if head in LONG_HEADS else LINE_CELLS)
