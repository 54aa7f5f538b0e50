"""Whether two texts are one form that was filled in twice, with other names and numbers (`FilledForm`).

A name is a word with a capital letter that opens no sentence. Names and numbers side by side are one blank of the form.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from itertools import compress

from corpus.lineage.placed_words import TextSpan
from corpus.lineage.winnowing import first_places, shingle_hashes, shingles_over

BLANK = "#"
_OPENS_A_SENTENCE = re.compile(r"[.!?:;\n\u201c\u201d\"\u2022-]\s*$")
_SEEN_BEFORE = 4  # code points before a word


class FilledForm:
    """A text as a form: its words, with `BLANK` for each run of names and numbers.

    `spans` are the places of the words in the text, `numbers` those words that count as numbers.
    """

    def __init__(self, text: str, words: Sequence[str], spans: Sequence[TextSpan], numbers: Collection[int]) -> None:
        self._blanked: list[str] = []
        self.blanks: dict[int, str] = {}
        """Place in the form -> what fills the blank."""
        at = 0
        for place in sorted({*numbers, *_names(text, spans)}):
            if place == at and self._blanked and self._blanked[-1] == BLANK:
                self.blanks[len(self._blanked) - 1] += f" {words[place]}"
            else:
                self._blanked += words[at:place]
                self.blanks[len(self._blanked)] = words[place]
                self._blanked.append(BLANK)
            at = place + 1
        self._blanked += words[at:]

    @cached_property
    def _hashes(self) -> list[int]:
        return shingle_hashes(self._blanked)

    @cached_property
    def _places(self) -> dict[int, list[int]]:
        return first_places(self._hashes)

    def compare(self, other: FilledForm) -> tuple[int, int]:
        """Return how many fillings agree, and how many differ, in the same words; each counts once."""
        agree, differ = set(), set()
        if not other.blanks:
            return 0, 0
        for place, mine in self.blanks.items():
            theirs = {
                other.blanks[there + place - start]
                for start in shingles_over(place, self._hashes)
                for there in other._places.get(self._hashes[start], ())
                if there + place - start in other.blanks
            }
            if mine in theirs:
                agree.add(mine)
            elif theirs:
                differ.add((mine, min(theirs)))
        return len(agree), len(differ)


def _names(text: str, spans: Sequence[TextSpan]) -> Iterator[int]:
    """Yield the places of the words that have a capital letter and open no sentence."""
    starts = [start for start, _ in spans]
    for place in compress(range(len(starts)), map(str.isupper, map(text.__getitem__, starts))):
        start = starts[place]
        if start > 0 and not _OPENS_A_SENTENCE.search(text[max(0, start - _SEEN_BEFORE) : start]):
            yield place
