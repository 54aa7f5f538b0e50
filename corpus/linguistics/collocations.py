"""Which words stand near a word more often than chance would have it?

Counted as surface co-occurrence (Evert): a word within the window of a match counts, once where windows overlap; the
row of the table is all places in windows, the column all places of the word outside of matches, the sum all words
outside of matches, over the bodies of the articles that match.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, Literal

from corpus.errors import QueryError
from corpus.linguistics.association import log_likelihood, mutual_information, t_score
from corpus.linguistics.texts import MOST, Text, stop_words, texts
from corpus.store import Corpus

Measure = Literal["log_likelihood", "mi", "t"]


@dataclass(frozen=True, slots=True)
class Collocate:
    """A word near the matches: how often there (`near`), how often at all, what chance gives, and the measures."""

    word: str
    near: int
    count: int
    expected: float
    log_likelihood: float
    mi: float
    t: float


def collocates(
    corpus: Corpus,
    query: str,
    *,
    left: int = 5,
    right: int = 5,
    least: int = 2,
    sort: Measure = "log_likelihood",
    limit: int = 50,
    stop: bool = True,
    originals: bool = False,
    most: int | None = MOST,
    **filters: Any,
) -> list[Collocate]:
    """The words that are drawn to the matches of a search, the strongest first; `most` articles are read.

    `left` and `right` are the window in words, `least` how often a word must stand there. Words that chance
    would put there as often are left out.
    """
    if left < 0 or right < 0 or left + right == 0:
        raise QueryError(f"a window of {left} words before and {right} behind is none")
    near, counts = Counter[str](), Counter[str]()
    for text in texts(corpus, query, originals=originals, most=most, **filters).with_words():
        _count(text, left, right, near, counts)
    places, total = near.total(), counts.total()
    left_out = stop_words() if stop else frozenset()
    found = [
        _measured(word, n, counts[word], places, total)
        for word, n in near.items()
        if n >= least and word not in left_out and n > places * counts[word] / total
    ]
    return sorted(found, key=lambda one: (-getattr(one, sort), one.word))[:limit]


def _count(text: Text, left: int, right: int, near: Counter[str], counts: Counter[str]) -> None:
    inside = {n for first, end in text.nodes for n in range(first, end)}
    counts.update(word for n, word in enumerate(text.words) if n not in inside)
    windows: set[int] = set()
    for first, end in text.nodes:
        windows.update(range(max(0, first - left), first), range(end, min(len(text.words), end + right)))
    near.update(text.words[n] for n in windows - inside)


def _measured(word: str, near: int, count: int, places: int, total: int) -> Collocate:
    table = (near, places, count, total)
    return Collocate(
        word, near, count, places * count / total, log_likelihood(*table), mutual_information(*table), t_score(*table)
    )
