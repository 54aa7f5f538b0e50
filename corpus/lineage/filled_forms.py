"""Whether two texts are one form that was filled in twice, with other names and numbers (`FilledForm`).

A name is a word with a capital letter that opens no sentence. Names and numbers side by side are one blank of the form.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cached_property

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
        blanked: list[str] = []
        self.blanks: dict[int, str] = {}
        """Place in the form -> what fills the blank."""
        counted = frozenset(numbers)
        for place, word in enumerate(words):
            if place not in counted and not _is_name(text, spans[place][0]):
                blanked.append(word)
            elif blanked and blanked[-1] == BLANK:
                self.blanks[len(blanked) - 1] += f" {word}"
            else:
                self.blanks[len(blanked)] = word
                blanked.append(BLANK)
        self._hashes = shingle_hashes(blanked)

    @cached_property
    def _places(self) -> dict[int, list[int]]:
        return first_places(self._hashes)

    def compare(self, other: FilledForm) -> tuple[int, int]:
        """Return how many fillings agree, and how many differ, in the same words; each counts once."""
        agree, differ = set(), set()
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


def _is_name(text: str, start: int) -> bool:
    """Return True if the word that starts here has a capital letter and opens no sentence."""
    before = text[max(0, start - _SEEN_BEFORE) : start]
    return text[start].isupper() and start > 0 and not _OPENS_A_SENTENCE.search(before)
