"""The month that a misspelt name means: one letter too many, too few, another, or two that changed places."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from pipelines.calendar.patterns import FULL_MONTHS, MONTHS

SHORTEST_WITHOUT_FIRST = 6  # letters of a name whose first letter may be the wrong one
MOST_WORDS = 512  # words that are remembered


@lru_cache(maxsize=MOST_WORDS)
def misspelt_month(word: str) -> int | None:
    """The month whose name the word is within one letter; None where it is no month's, or could be that of several.

    >>> [misspelt_month(word) for word in ("Setember", "Agutsus", "Marret", "Juki", "Orang")]
    [9, 8, 3, None, None]
    """
    letters = _plain(word)
    months = {MONTHS[name] for name in FULL_MONTHS if _one_slip(letters, name)}
    return months.pop() if len(months) == 1 else None


def _plain(word: str) -> str:
    """The word in lower case without accents."""
    parts = unicodedata.normalize("NFD", word.lower())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _one_slip(word: str, name: str) -> bool:
    """True for a word that one slip makes of the name; in a short name not the first letter's."""
    if abs(len(word) - len(name)) > 1 or (word[:1] != name[:1] and len(name) < SHORTEST_WITHOUT_FIRST):
        return False
    if len(word) == len(name):
        apart = [at for at, (one, other) in enumerate(zip(word, name, strict=True)) if one != other]
        swapped = len(apart) == 2 and apart[1] == apart[0] + 1 and word[apart[0]] == name[apart[1]]
        return len(apart) <= 1 or (swapped and word[apart[1]] == name[apart[0]])
    longer, shorter = (word, name) if len(word) > len(name) else (name, word)
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
