"""Whether two texts are one form that was filled in twice, with other names and numbers (`FilledForm`).

A name is a word with a capital letter that opens no sentence. Names and numbers side by side are one blank of the form.
"""

from __future__ import annotations

import re
from functools import cached_property

from corpus.lineage.read_text import SAME_PLACES, ReadText
from corpus.lineage.winnowing import SHINGLE, shingle_hashes

BLANK = "#"
_OPENS_A_SENTENCE = re.compile(r"[.!?:;\n\u201c\u201d\"\u2022-]\s*$")
_SEEN_BEFORE = 4  # code points before a word


class FilledForm:
    """A text as a form: its words, with `BLANK` for each run of names and numbers."""

    def __init__(self, text: ReadText) -> None:
        self._text = text
        self._words: list[str] = []
        self.blanks: dict[int, str] = {}
        """Place in the form -> what fills the blank."""
        for place, word in enumerate(text.words):
            if not self._is_filled_in(place):
                self._words.append(word)
            elif self._words and self._words[-1] == BLANK:
                self.blanks[len(self._words) - 1] += f" {word}"
            else:
                self.blanks[len(self._words)] = word
                self._words.append(BLANK)
        self._hashes = shingle_hashes(self._words)

    def _is_filled_in(self, place: int) -> bool:
        if place in self._numbers:
            return True
        start = self._text.spans[place][0]
        before = self._text.text[max(0, start - _SEEN_BEFORE) : start]
        return self._text.text[start].isupper() and start > 0 and not _OPENS_A_SENTENCE.search(before)

    @cached_property
    def _numbers(self) -> frozenset[int]:
        return frozenset(self._text.number_places)

    @cached_property
    def _places(self) -> dict[int, list[int]]:
        places: dict[int, list[int]] = {}
        for place, value in enumerate(self._hashes):
            if len(at := places.setdefault(value, [])) < SAME_PLACES:
                at.append(place)
        return places

    def compare(self, other: FilledForm) -> tuple[int, int]:
        """Return how many fillings agree, and how many differ, in the same words; each counts once."""
        agree, differ = set(), set()
        for place, mine in self.blanks.items():
            starts = range(max(0, place - SHINGLE + 1), min(place, len(self._hashes) - 1) + 1)
            theirs = {
                other.blanks[there + place - start]
                for start in starts
                for there in other._places.get(self._hashes[start], ())
                if there + place - start in other.blanks
            }
            if mine in theirs:
                agree.add(mine)
            elif theirs:
                differ.add((mine, min(theirs)))
        return len(agree), len(differ)
