"""Frequency lists: the most frequent words of a search's articles, with their dispersion (`word_list`)."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.answers import AnswerRows
from corpus.linguistics.texts import MOST, read_texts
from corpus.store import Corpus
from corpus.stories.story_ids import roots_of_copies
from corpus.vocabulary.stemming import stop_words

if TYPE_CHECKING:
    from typing import Unpack

    from corpus.query.selection import Filters

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Frequency:
    """A word with its `count`, its count per million words, the number of articles it stands in, and its dispersion.

    `stories` is how many stories these articles tell. `dispersion` is Gries' deviation of proportions: 0 where the word
    is spread evenly over the texts, near 1 where it stands in few of them.
    """

    word: str
    count: int
    per_million: float
    articles: int
    stories: int
    dispersion: float


def word_list(
    corpus: Corpus,
    query: str | None = None,
    *,
    limit: int = 50,
    stop: bool = True,
    originals: bool = False,
    most: int | None = MOST,
    **filters: Unpack[Filters],
) -> AnswerRows[Frequency]:
    """Return the most frequent words in the bodies of the articles that match; `stop` leaves out stop words.

    At most `most` articles are read (corpus.linguistics.texts).
    """
    reading = read_texts(corpus, query, originals=originals, most=most, words_alone=True, **filters)
    counts, total = tally(text.words for text in reading)
    left_out = stop_words() if stop else frozenset()
    ranked = [(w, n) for w, n in sorted(counts.items(), key=lambda one: (-one[1], one[0])) if w not in left_out]
    chosen = dict(itertools.islice(ranked, limit))
    roots = roots_of_copies(corpus, reading.ids)
    articles, stories, dispersion = _spread(((roots.get(t.id, t.id), t.words) for t in reading), chosen, total)
    rows = (
        Frequency(w, n, n / total * MILLION, articles[w], stories[w], round(max(0.0, dispersion[w]), 6))
        for w, n in chosen.items()
    )
    return AnswerRows(rows, reading.answer, len(ranked))


def tally(running: Iterable[Iterable[str]]) -> tuple[Counter[str], int]:
    """Return the count of each word in these texts, and the number of all words."""
    counts: Counter[str] = Counter()
    for words in running:
        counts.update(words)
    return counts, counts.total()


def _spread(
    running: Iterable[tuple[int, tuple[str, ...]]], chosen: dict[str, int], total: int
) -> tuple[Counter[str], dict[str, int], dict[str, float]]:
    """Return word -> number of articles, word -> number of stories, and word -> deviation of proportions.

    `running` gives the story of each text, and its words. The deviation is half the sum, over texts, of |share of the
    word's occurrences - share of all words|.
    """
    articles: Counter[str] = Counter()
    stories: dict[str, set[int]] = {word: set() for word in chosen}
    apart = dict.fromkeys(chosen, 0.0)
    elsewhere = dict.fromkeys(chosen, 1.0)  # the share of texts without the word
    for story, words in running:
        share = len(words) / total
        for word, count in Counter(words).items():
            if word in chosen:
                articles[word] += 1
                stories[word].add(story)
                apart[word] += abs(count / chosen[word] - share)
                elsewhere[word] -= share
    dispersion = {word: (apart[word] + elsewhere[word]) / 2 for word in chosen}
    return articles, {word: len(ids) for word, ids in stories.items()}, dispersion
