"""Which words of a page's lines are the words of a text (`TextWords`): each word of the text is taken once.

Both are sequences of words in reading order, but not the same sequence: the text lost words in the middle of lines
(a dateline, "(baca: ...)"), its lines may be joined or parted in another way, and a page says some of it twice (a
standfirst, a teaser of itself). So whole lines are looked up first, then runs of three words and more; what is shorter
counts only where the text goes on with it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from pipelines.strings.word_count import words_of

RUN = 3  # words that a run has at least
LONG_RUN = 8  # words of a run that is no chance
NO_PLACES: list[int] = []
MOST_RUN_WORDS = 60_000  # of a text; of a longer one only whole lines are looked up, or it would take much memory


class TextWords:
    """The words of a text, each of which may be taken once by the lines of a page."""

    def __init__(self, lines: Iterable[str], words_in: Callable[[str], list[str]] = words_of) -> None:
        """Read the lines of the text in order; `words_in` gives the words of one."""
        self.words: list[str] = []
        self._starts: list[int] = []
        self._lines: dict[tuple[str, ...], list[int]] = {}  # the places of a line, the last one first
        for line in lines:
            words = words_in(line)
            self._starts.append(len(self.words))
            if words:
                self._lines.setdefault(tuple(words), []).append(len(self.words))
                self.words += words
        for places in self._lines.values():
            places.reverse()
        self.left = len(self.words)
        """The number of words that no line has taken."""
        self._taken = bytearray(len(self.words))
        self._cursor = 0

    @property
    def end(self) -> int:
        """The place behind the words that were taken last."""
        return self._cursor

    def line_before(self, end: int) -> int:
        """The index of the line that the word before this place is of."""
        return bisect_right(self._starts, end - 1) - 1

    @cached_property
    def _line_openings(self) -> frozenset[str]:
        """The first words of the lines: asked before a line's words are looked up."""
        return frozenset(words[0] for words in self._lines)

    def opens_line(self, words: Sequence[str]) -> bool:
        """False where no line can have just these words."""
        return words[0] in self._line_openings

    def may_have(self, words: Sequence[str]) -> bool:
        """False where neither a line nor a run of these words can be taken."""
        return words[0] in self._line_openings or self.has_run_of(words)

    def take_lines(self, lines: Iterable[Sequence[str]]) -> list[tuple[int, int]]:
        """Take the lines of a page that are lines of the text, too, before anything else is taken.

        Return of each its index among these lines, and the place behind its words in the text.
        """
        matches: list[tuple[int, int]] = []
        for index, words in enumerate(lines):
            if words and words[0] in self._line_openings and (starts := self._lines.get(tuple(words))):
                self._mark(starts.pop(), len(words))
                matches.append((index, self._cursor))
        return matches

    def take_line(self, words: Sequence[str]) -> bool:
        """Take a line of the text that has just these words; False where none is left."""
        starts = self._lines.get(tuple(words))
        while starts:
            start = starts.pop()
            if not any(self._taken[start : start + len(words)]):
                self._mark(start, len(words))
                return True
        return False

    @cached_property
    def _runs(self) -> dict[tuple[str, ...], list[int]]:
        """The places of each run that is free when one is first asked for, the last one first.

        Most words are taken by whole lines before: what is taken stays so, but for the runs that `take_runs` gives up.
        """
        runs: dict[tuple[str, ...], list[int]] = {}
        free = bytes(RUN)
        place = len(self.words) if len(self.words) <= MOST_RUN_WORDS else 0
        while (place := self._taken.rfind(free, 0, place + RUN - 1)) >= 0:
            runs.setdefault(tuple(self.words[place : place + RUN]), []).append(place)
        return runs

    @cached_property
    def _openings(self) -> frozenset[str]:
        """The first words of the runs."""
        return frozenset(run[0] for run in self._runs)

    def has_run_of(self, words: Sequence[str]) -> bool:
        """False where no run of these words can be taken (asked first: most lines share none)."""
        if self._openings.isdisjoint(words):
            return False
        return not self._runs.keys().isdisjoint(zip(words, words[1:], words[2:], strict=False))

    def take_runs(self, words: Sequence[str]) -> list[tuple[int, int, int]]:
        """Take the runs of these words that the text has; return of each its range and its place in the text, in order.

        None where they are less than half of the words and no long run: a title shares names with its text.
        """
        runs = self._runs_of(words)
        shared = sum(count for _, _, count in runs)
        if 2 * shared < len(words) and max((count for _, _, count in runs), default=0) < LONG_RUN:
            for _, start, count in runs:
                self._taken[start : start + count] = bytes(count)
                self.left += count
            return []
        return [(at, at + count, start) for at, start, count in runs]

    def _runs_of(self, words: Sequence[str]) -> list[tuple[int, int, int]]:
        """Take and return the runs: place among these words, place in the text, number of words."""
        runs: list[tuple[int, int, int]] = []
        if not self.has_run_of(words):
            return runs
        known = self._runs
        at = behind = 0
        while at <= len(words) - RUN:
            start = self._start_of(words, at, known)
            if start is None:
                at += 1
                continue
            first, begin = at, start
            while first > behind and begin > 0 and self._free(begin - 1) and words[first - 1] == self.words[begin - 1]:
                first, begin = first - 1, begin - 1
            end, place = at + RUN, start + RUN
            while end < len(words) and self._free(place) and words[end] == self.words[place]:
                end, place = end + 1, place + 1
            self._mark(begin, end - first)
            runs.append((first, begin, end - first))
            at = behind = end
        here = self._cursor
        if runs and (rest := words[behind:]) and self.take_next(rest, here):
            runs.append((behind, here, len(rest)))
        return runs

    def _free(self, place: int) -> bool:
        return place < len(self.words) and not self._taken[place]

    def take_next(self, words: Sequence[str], here: int) -> bool:
        """Take these words where they stand at this place of the text; False where they don't."""
        end = here + len(words)
        if not words or self.words[here:end] != list(words) or any(self._taken[here:end]):
            return False
        self._mark(here, len(words))
        return True

    def _start_of(self, words: Sequence[str], at: int, known: Mapping[tuple[str, ...], list[int]]) -> int | None:
        """The place of the run that begins at this word: behind the last one taken, else the first that is free."""
        run, here = list(words[at : at + RUN]), self._cursor
        if self.words[here : here + RUN] == run and not any(self._taken[here : here + RUN]):
            return here
        places = known.get(tuple(run), NO_PLACES)
        while places:
            if not any(self._taken[places[-1] : places[-1] + RUN]):
                return places[-1]
            places.pop()
        return None

    def _mark(self, start: int, count: int) -> None:
        self._taken[start : start + count] = b"\x01" * count
        self.left -= count
        self._cursor = start + count
