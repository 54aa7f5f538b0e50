"""A text cut into words and what stands between (`CutText`), and what a word with a capital may be (`WordSort`)."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache
from itertools import accumulate

from corpus.people_named.role_words import is_common_word, is_name_word, role_words
from corpus.vocabulary.stemming import fold

_CUT = re.compile(r"(\W+)")
LONGEST_ACRONYM = 7  # letters of a word in capitals that is an acronym and no name ("BP3MI", "DITJEN")


OPENING_WORDS = frozenset({"lalu"})
"""Words of names that are another word where they begin a sentence ("Lalu Muhamad", "Lalu ia pergi")."""


class WordSort(IntEnum):
    """What a word with a capital may be, by itself."""

    NAME = 0  # of a person, as far as no list says otherwise
    COMMON = 1
    ACRONYM = 2
    RANK = 3
    ADDRESS = 4
    DEGREE = 5


class Gap(IntEnum):
    """What stands between two words."""

    SPACE = 0
    TIGHT = 1  # hyphen or apostrophe, without a blank
    COMMA = 2
    OPEN = 3
    CLOSE = 4
    CLOSE_COMMA = 5
    POINT = 6  # and a blank: the end of a sentence, or of a short form
    SLASH = 7
    STOP = 8


_GAPS = {
    "": Gap.SPACE, ",": Gap.COMMA, "(": Gap.OPEN, ")": Gap.CLOSE, "),": Gap.CLOSE_COMMA, ".": Gap.POINT,
    "/": Gap.SLASH, "&": Gap.SPACE, ".,": Gap.COMMA, "-": Gap.TIGHT, "'": Gap.TIGHT, "\u2019": Gap.TIGHT,
    "`": Gap.TIGHT,
}  # fmt: skip


class CutText:
    """The words of a text, in order. `low` has them folded; `caps` the places of those that begin with a capital.

    Offsets are code points in the text: word n is text[starts[n]:ends[n]].
    """

    def __init__(self, text: str) -> None:
        pieces = _CUT.split(text)
        ends = list(accumulate(map(len, pieces)))
        self.words = pieces[0::2]
        self.gaps = pieces[1::2]
        self.ends = ends[0::2]
        self.starts = [0, *ends[1::2]]
        if text.isascii():
            self.low = [word.lower() for word in self.words]
        else:
            self.low = [word.lower() if word.isascii() else fold(word) for word in self.words]
        self.capital = [word[:1].isupper() for word in self.words]
        self.caps = [n for n, capital in enumerate(self.capital) if capital]
        self.capital += [False, False]  # before the first word (-1) and behind the last
        self.gaps.append("\n")

    def __len__(self) -> int:
        return len(self.words)

    def gap(self, n: int) -> Gap:
        """Return what stands behind word n."""
        return gap_of(self.gaps[n])

    def is_capital(self, n: int) -> bool:
        """Return True if there is such a word, and it begins with a capital."""
        return self.capital[n]

    def sort(self, n: int) -> WordSort:
        """Return what word n may be by itself."""
        if self.low[n] in OPENING_WORDS and self.begins_sentence(n):
            return WordSort.COMMON
        return sort_of(self.words[n])

    def begins_sentence(self, n: int) -> bool:
        """Return True for a word with nothing, a line's end, a sentence's end or a quotation mark before it."""
        return n == 0 or self.gap(n - 1) in (Gap.STOP, Gap.POINT)


@lru_cache(maxsize=5_000)
def gap_of(between: str) -> Gap:
    """Return what the characters between two words are.

    >>> gap_of(" "), gap_of("), "), gap_of(".\\n")
    (<Gap.SPACE: 0>, <Gap.CLOSE_COMMA: 5>, <Gap.STOP: 8>)
    """
    bare = between.strip(" \xa0\t")
    kind = _GAPS.get(bare, Gap.STOP)
    if kind is Gap.TIGHT:
        return Gap.TIGHT if bare == between else Gap.STOP
    if kind is Gap.POINT and bare == between:
        return Gap.TIGHT  # "S.H"
    return kind


@lru_cache(maxsize=50_000)
def sort_of(word: str) -> WordSort:
    """Return what a word with a capital may be.

    >>> [sort_of(word).name for word in ("Suratmi", "Kepatuhan", "BP3MI", "Drs", "Bapak", "SH")]
    ['NAME', 'COMMON', 'ACRONYM', 'RANK', 'ADDRESS', 'DEGREE']
    """
    lists, low = role_words(), fold(word)
    if low in lists.ranks:
        return WordSort.RANK
    if not word.isalpha():
        return WordSort.ACRONYM
    if not word[1:].islower() and not word.isupper() and not word.startswith("Mc") and len(word) > 1:
        return WordSort.ACRONYM  # "KontraS", "KemenPAN"
    if len(word) > 1 and word.isupper():
        if low in lists.degrees:
            return WordSort.DEGREE
        if is_name_word(low):
            return WordSort.NAME
        return WordSort.ACRONYM if len(word) <= LONGEST_ACRONYM and not is_common_word(low) else _plain_sort(low)
    if low in lists.address:
        return WordSort.ADDRESS
    return _plain_sort(low)


def _plain_sort(low: str) -> WordSort:
    return WordSort.COMMON if is_common_word(low) else WordSort.NAME
