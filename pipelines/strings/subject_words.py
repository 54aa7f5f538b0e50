"""How much two runs of lines have in common of what they are about: their long words without the common ones.

Measured as `overlap` on 27 Indonesian articles of the pages at hand: two parts of one article, parted after any
paragraph, share .10 and more (95 of 100: .16 and more), parts of two articles .05 and less (65 of 100; 95 of 100: .13
and less).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from corpus.vocabulary.stemming import stop_words
from pipelines.strings.word_count import without_printed_signs

LONG_WORDS = re.compile(r"[^\W\d_]{4,}")
_SMALL_ASCII_WORDS = re.compile(r"[a-z]{4,}")  # the same in small ASCII letters, in half the time


def subject_words(lines: Iterable[str]) -> frozenset[str]:
    """The long words of these lines, in small letters, without those of any text."""
    return frozenset(word for line in lines for word in _long_words(line)) - stop_words()


def long_words(text: str) -> frozenset[str]:
    """The words of four letters and more, in small letters.

    >>> sorted(long_words("Balai di Kupang, U-23"))
    ['balai', 'kupang']
    """
    return frozenset(_long_words(text))


def _long_words(text: str) -> list[str]:
    small = without_printed_signs(text.lower())
    return (_SMALL_ASCII_WORDS if small.isascii() else LONG_WORDS).findall(small)


def share_of(words: AbstractSet[str], known: AbstractSet[str]) -> float:
    """The share of these words that the others have; 1 where there are none."""
    return len(words & known) / len(words) if words else 1.0


def overlap(words: AbstractSet[str], others: AbstractSet[str]) -> float:
    """The share of the words in common among those of the smaller set; 1 where one has none."""
    smaller = min(len(words), len(others))
    return len(words & others) / smaller if smaller else 1.0
