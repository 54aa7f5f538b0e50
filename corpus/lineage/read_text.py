"""A text as lineage reads it (`ReadText`): words, places, quotations, numbers, hashes; each made when it is used."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from corpus.fingerprint import counted_words
from corpus.lineage.filled_forms import FilledForm
from corpus.lineage.placed_words import TextSpan, in_quotes, in_quotes_by_place, placed_words
from corpus.lineage.winnowing import SHINGLE, fingerprint, first_places, shingle_hashes, winnowed
from corpus.typed.day_names import MONTH_NUMBERS, WEEKDAY_NUMBERS

RunOfWords = tuple[int, int]
"""A half-open range of a text's words."""

LEAST_OPENING, MOST_OPENING = 10, 25  # words: a dateline alone opens nothing, and a long paragraph not with all of it
_NUMBER_WORDS = frozenset({*MONTH_NUMBERS, *WEEKDAY_NUMBERS, "minggu"})
_DIGIT = re.compile(r"\d")
_SHARED_RUN = re.compile(rb"\x01(?:\x00{0,%d}\x01)*" % (SHINGLE - 1))  # of shingles, that meet or overlap


class ReadText:
    """A text, its words as fingerprints count them, and the hashes of its shingles.

    `prints` are its fingerprints, where they are known already.
    """

    def __init__(self, text: str, prints: frozenset[int] | None = None) -> None:
        self.text = text
        if prints is not None:
            self.prints = prints
        self.words = counted_words(text)
        self.hashes = shingle_hashes(self.words)
        self.known = frozenset(self.hashes)

    @cached_property
    def spans(self) -> list[TextSpan]:
        """For each word, its place in the text."""
        return placed_words(self.text)[1]

    @cached_property
    def quoted(self) -> list[bool]:
        """For each word, whether it stands in quotation marks."""
        return in_quotes(self.text, len(self.words)) or in_quotes_by_place(self.text, self.spans)

    @cached_property
    def free(self) -> int:
        """The number of words outside quotation marks."""
        return len(self.words) - sum(self.quoted)

    @cached_property
    def prints(self) -> frozenset[int]:
        """The fingerprints of the text."""
        return frozenset(map(fingerprint, winnowed(self.hashes)))

    def prints_within(self, run: RunOfWords) -> list[int]:
        """Return the fingerprints of the shingles within a run that were chosen, in their order."""
        values = map(fingerprint, self.hashes[run[0] : run[1] - SHINGLE + 1])
        return [value for value in values if value in self.prints]

    @cached_property
    def number_places(self) -> list[int]:
        """The places of words with a digit, and of names of months and of days of the week."""
        return [
            place
            for place, word in enumerate(self.words)
            if word in _NUMBER_WORDS or (not word.isalpha() and _DIGIT.search(word))
        ]

    @cached_property
    def plain_hashes(self) -> list[int]:
        """The hashes of the shingles of the text, where any number counts as any other."""
        words = list(self.words)
        for place in self.number_places:
            words[place] = "#"
        return shingle_hashes(words)

    @cached_property
    def plain_places(self) -> dict[int, list[int]]:
        """Hash of `plain_hashes` -> its first places."""
        return first_places(self.plain_hashes)

    @cached_property
    def form(self) -> FilledForm:
        """The text as a form that was filled in."""
        return FilledForm(self.text, self.words, self.spans, self.number_places)

    @cached_property
    def opening(self) -> int:
        """The number of words with which the text opens: its first paragraph, within bounds."""
        at = 0
        for line in self.text.split("\n"):
            at += len(counted_words(line))
            if at >= LEAST_OPENING:
                break
        return min(at, MOST_OPENING)

    def shared_runs(self, other: ReadText) -> list[RunOfWords]:
        """Return the longest runs of this text's words of which each shingle stands in the other text."""
        shared = bytes(map(other.known.__contains__, self.hashes))
        return [(run.start(), run.end() + SHINGLE - 1) for run in _SHARED_RUN.finditer(shared)]

    def span_of(self, run: RunOfWords) -> TextSpan:
        """Return the place of a run in the text."""
        return self.spans[run[0]][0], self.spans[run[1] - 1][1]

    def gaps(self, runs: Iterable[RunOfWords]) -> list[RunOfWords]:
        """Return the ranges of words outside these runs."""
        gaps, at = [], 0
        for start, end in (*runs, (len(self.words), len(self.words))):
            if start > at:
                gaps.append((at, start))
            at = end
        return gaps
