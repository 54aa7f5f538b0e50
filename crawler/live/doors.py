"""The doors of the program to a terminal: stdout and stderr, through which no hidden character passes.

What a command, a library, a logger or a traceback prints goes through a `Door`, so no call has to think of it. Colours
of our own are signed (`signed`): they pass, and a page's do not.
"""

from __future__ import annotations

import codecs
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from io import TextIOWrapper
from typing import Any, ClassVar, TextIO

from corpus.characters import plain

_SIGN = str(int.from_bytes(os.urandom(7)) + 10**16)  # of this process alone: no page knows it
_SIGNED = re.compile(rf"\x1b\[{_SIGN};([0-9;]*m)")
_LINE_END = re.compile(r"(\r\n)")


def signed(styled: str) -> str:
    """The text with its colours, which are ours, as a `Door` lets them pass."""
    return styled.replace("\x1b[", f"\x1b[{_SIGN};")


def passed(text: str) -> str:
    """The text without hidden characters (corpus.characters) but with our own colours; "\\r\\n" (CSV) stays."""
    if "\x1b" not in text and "\r" not in text:
        return plain(text)
    pieces = _SIGNED.split(text)  # a text, the style after it, a text ...
    pieces[::2] = ["".join(part if part == "\r\n" else plain(part) for part in _LINE_END.split(p)) for p in pieces[::2]]
    pieces[1::2] = [f"\x1b[{style}" for style in pieces[1::2]]
    return "".join(pieces)


class Door:
    """A text stream that writes what `passed` returns into another one, and else is that one.

    `around` is entered for each text that is written into a stream: the busy line makes room there.
    """

    around: ClassVar[Callable[[TextIO, str], AbstractContextManager[None]] | None] = None

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def write(self, text: str) -> int:
        """Write the text; returns how long it was."""
        if Door.around is None:
            self.stream.write(passed(text))
            return len(text)
        with Door.around(self.stream, text):
            self.stream.write(passed(text))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write each of the texts."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


@contextmanager
def through_doors() -> Iterator[None]:
    """Let everything that is printed in this block go through doors; they are taken away behind it."""
    before = sys.stdout, sys.stderr
    close_doors()
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


def close_doors() -> None:
    """Put a door before stdout and stderr, also where a library has put streams of its own in their places."""
    for name in ("stdout", "stderr"):
        if not isinstance(stream := getattr(sys, name), Door):
            setattr(sys, name, Door(stream))


def as_utf8(stream: TextIO) -> None:
    """Let what is written from now on be UTF-8, whatever the locale says: CSV and JSON always are."""
    inner = stream.stream if isinstance(stream, Door) else stream
    if isinstance(inner, TextIOWrapper) and _codec(inner) != "utf-8":
        inner.reconfigure(encoding="utf-8")


def ready_for_letters(stream: TextIO) -> None:
    """Let a letter that the stream's encoding has not become "?"; ASCII becomes UTF-8, as it stands for no locale."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(encoding="utf-8" if _codec(stream) == "ascii" else None, errors="replace")


def _codec(stream: TextIO) -> str:
    return codecs.lookup(stream.encoding).name


def behind(stream: TextIO) -> TextIO:
    """The stream behind its door: for a library that draws with control sequences, and is given plain texts only."""
    if not isinstance(stream, Door):
        return stream
    if Door.around is not None:
        with Door.around(stream.stream, ""):
            pass
    return stream.stream
