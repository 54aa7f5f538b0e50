"""Which words set some articles apart from others?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from corpus.errors import QueryError
from corpus.linguistics.association import keyness, log_ratio
from corpus.linguistics.texts import MOST, stop_words, texts
from corpus.linguistics.wordlists import tally
from corpus.store import Corpus

REFERENCE = "reference"
"""Against this: every other article of the corpus."""

SIGNIFICANT = 15.13  # log-likelihood at p < 0.0001


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word with its counts here and there, its log-likelihood (negative: commoner there) and its log ratio."""

    word: str
    count: int
    other: int
    log_likelihood: float
    log_ratio: float


def keywords(
    corpus: Corpus,
    inside: str,
    against: str = REFERENCE,
    *,
    limit: int = 50,
    least: int = 3,
    stop: bool = True,
    originals: bool = False,
    most: int | None = MOST,
    **filters: Any,
) -> list[Keyword]:
    """The words that mark the articles of one search against those of another, the surest first.

    Articles that both find count as `inside` only. `least` is how often a word must stand there. Only what is
    significant (p < 0.0001) and commoner inside is given. `most` articles of each search are read
    (corpus.linguistics.texts).
    """
    own = texts(corpus, inside, originals=originals, most=most, words_alone=True, **filters)
    here, size = tally(text.words for text in own)
    inside_ids = set(own.found)
    other = None if against == REFERENCE else against
    rest = texts(corpus, other, originals=originals, most=most, words_alone=True, **filters)
    there, other_size = tally(text.words for text in rest if text.id not in inside_ids)
    if not size or not other_size:
        raise QueryError("there is nothing to compare: one of the two searches has no words of its own")
    left_out = stop_words() if stop else frozenset[str]()
    found = compare(here, size, there, other_size, least=least)
    return [word for word in found if word.word not in left_out][:limit]


def compare(here: Mapping[str, int], size: int, there: Counter[str], other_size: int, *, least: int) -> list[Keyword]:
    """The words of the first list that are significantly commoner than in the second."""
    measured = (
        Keyword(w, n, there[w], keyness(n, size, there[w], other_size), log_ratio(n, size, there[w], other_size))
        for w, n in here.items()
        if n >= least
    )
    return sorted(
        (word for word in measured if word.log_likelihood >= SIGNIFICANT), key=lambda k: (-k.log_likelihood, k.word)
    )
