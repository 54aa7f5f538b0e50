"""Keywords: words that are significantly more frequent in one set of articles than in another (`keywords`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.answers import AnswerRows
from corpus.errors import QueryError
from corpus.linguistics.association import keyness, log_ratio
from corpus.linguistics.texts import MOST, read_texts
from corpus.linguistics.wordlists import tally
from corpus.messages.search_messages import NOTHING_TO_COMPARE
from corpus.store import Corpus
from corpus.vocabulary.stemming import stop_words

if TYPE_CHECKING:
    from typing import Unpack

    from corpus.query.selection import Filters

REFERENCE = "reference"
"""Value of `against` that means every other article of the corpus."""

SIGNIFICANT = 15.13  # log-likelihood at p < 0.0001


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word with its count in the first set and in the `other`, its log-likelihood and its log ratio.

    Both measures are negative where the word is more frequent in the other set.
    """

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
    **filters: Unpack[Filters],
) -> AnswerRows[Keyword]:
    """Return the words that are key in the articles of search `inside` compared with those of search `against`.

    The highest log-likelihood comes first. Only words that are significant (p < 0.0001) and more frequent inside are
    returned. An article that both searches match counts as inside only. `least` is the minimum count inside.
    At most `most` articles of each search are read (corpus.linguistics.texts). The answer's total is that of `inside`.
    """
    own = read_texts(corpus, inside, originals=originals, most=most, words_alone=True, **filters)
    here, size = tally(text.words for text in own)
    inside_ids = set(own.matching)
    other = None if against == REFERENCE else against
    rest = read_texts(corpus, other, originals=originals, most=most, words_alone=True, **filters)
    there, other_size = tally(text.words for text in rest if text.id not in inside_ids)
    notes = dict.fromkeys((*own.answer.notes, *rest.answer.notes))
    if not size or not other_size:
        raise QueryError(NOTHING_TO_COMPARE(notes="".join(f" ({note})" for note in notes)))
    left_out = stop_words() if stop else frozenset[str]()
    significant = compare_counts(here, size, there, other_size, least=least)
    typical = [word for word in significant if word.word not in left_out]
    return AnswerRows(typical[:limit], replace(own.answer, notes=tuple(notes)), len(typical))


def compare_counts(
    here: Mapping[str, int], size: int, there: Counter[str], other_size: int, *, least: int
) -> list[Keyword]:
    """Return the words of the first list that are significantly more frequent there than in the second."""
    measured = (
        Keyword(w, n, there[w], keyness(n, size, there[w], other_size), log_ratio(n, size, there[w], other_size))
        for w, n in here.items()
        if n >= least
    )
    return sorted(
        (word for word in measured if word.log_likelihood >= SIGNIFICANT), key=lambda k: (-k.log_likelihood, k.word)
    )
