"""The words that came in and went out between two texts, within their paragraphs (`word_changes`)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Literal

from corpus.versions.aligning import equal_runs
from corpus.versions.counters import COUNTED_WORDS, own_text

RunKind = Literal["same", "in", "out"]
_BREAK = "\n"
_TOKEN = re.compile(r"\n|\w+[^\w\n]*|[^\w\n]+")


@dataclass(frozen=True, slots=True)
class WordRun:
    """A run of words with what stands between them; `words` is how many."""

    kind: RunKind
    text: str
    words: int


@dataclass(frozen=True, slots=True)
class ChangedParagraph:
    """A paragraph with words in or out. `number` is its place in the later text, from 1; None: it is there no more."""

    number: int | None
    pieces: tuple[WordRun, ...]


@dataclass(frozen=True, slots=True)
class WordChanges:
    """How many words came in and went out, and the paragraphs where, in reading order."""

    words_in: int
    words_out: int
    paragraphs: tuple[ChangedParagraph, ...]

    def __bool__(self) -> bool:
        """True where a word came in or went out."""
        return bool(self.words_in or self.words_out)


def word_changes(before: str, after: str, *, headline: bool = False) -> WordChanges:
    """Return what changed from one text to the next. Case, punctuation, spaces and counters don't count.

    A word is a run of letters and digits. Of a `headline` no line is left out as a counter. The work grows with the
    length of the texts alone.

    >>> changes = word_changes("Kepala balai hadir.\\nDibaca 12 kali", "Wakil kepala balai hadir.\\nDibaca 13 kali")
    >>> changes.words_in, changes.words_out, [(piece.kind, piece.text) for piece in changes.paragraphs[0].pieces]
    (1, 0, [('in', 'Wakil '), ('same', 'kepala balai hadir.')])
    """
    own = partial(COUNTED_WORDS.sub, "") if headline else own_text
    old, new = _tokens(own(before)), _tokens(own(after))
    collected, number_in, number_out = _Paragraphs(), 0, 0
    at_old = at_new = 0
    runs = equal_runs([key for key, _ in old], [key for key, _ in new])
    for i, j, size in [*runs, (len(old), len(new), 0)]:
        for key, text in old[at_old:i]:
            number_out += key != _BREAK
            collected.add("out", key, text)
        for key, text in new[at_new:j]:
            number_in += key != _BREAK
            collected.add("in", key, text)
        for key, text in new[j : j + size]:
            collected.add("same", key, text)
        at_old, at_new = i + size, j + size
    collected.end()
    return WordChanges(number_in, number_out, tuple(collected.changed))


def _tokens(text: str) -> list[tuple[str, str]]:
    """Return (word for comparison, word with what follows it) of each word, and the breaks between paragraphs."""
    tokens: list[tuple[str, str]] = []
    for piece in _TOKEN.findall(text):
        if piece == _BREAK:
            tokens.append((_BREAK, _BREAK))
        elif key := _folded(piece):
            tokens.append((key, piece))
        elif tokens and tokens[-1][0] != _BREAK:
            tokens[-1] = (tokens[-1][0], tokens[-1][1] + piece)
        # marks before a paragraph's first word are left out: they are never what changed
    return tokens


def _folded(piece: str) -> str:
    return "".join(re.findall(r"\w+", unicodedata.normalize("NFKC", piece).casefold()))


class _Paragraphs:
    """Collects the words in their paragraphs; `changed` are those with words in or out."""

    def __init__(self) -> None:
        self.changed: list[ChangedParagraph] = []
        self._number = 1
        self._lines: list[list[tuple[RunKind, str]]] = [[]]  # parted where a break went out

    def add(self, kind: RunKind, key: str, text: str) -> None:
        if key != _BREAK:
            self._lines[-1].append((kind, text))
        elif kind == "out":
            self._lines.append([])
        else:
            self.end()

    def end(self) -> None:
        """End a paragraph of the later text. Lines before and behind it that are out as a whole were its neighbours."""
        lines = self._lines
        own = [n for n, line in enumerate(lines) if any(kind != "out" for kind, _ in line)]
        first, last = (own[0], own[-1]) if own else (len(lines), len(lines) - 1)
        for line in lines[:first]:
            self._put(None, line)
        if own:
            self._put(self._number, [word for line in lines[first : last + 1] for word in line])
            for line in lines[last + 1 :]:
                self._put(None, line)
            self._number += 1
        self._lines = [[]]

    def _put(self, number: int | None, line: list[tuple[RunKind, str]]) -> None:
        if any(kind != "same" for kind, _ in line):
            self.changed.append(ChangedParagraph(number, tuple(_pieces(line))))


def _pieces(line: list[tuple[RunKind, str]]) -> Iterator[WordRun]:
    """Yield the words of a paragraph joined to pieces of one kind."""
    start = 0
    for at in range(1, len(line) + 1):
        if at == len(line) or line[at][0] != line[start][0]:
            yield WordRun(line[start][0], "".join(text for _, text in line[start:at]), at - start)
            start = at
