"""Words that stand near the matches of a search more often than chance predicts: `collocates`.

Counted as surface co-occurrence (Evert), over the bodies of the articles that match. A word within the window of a
match counts; where windows overlap it counts once. In the 2 x 2 table, the row total is all words in windows, the
column total is all occurrences of the word outside matches, and the grand total is all words outside matches.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from corpus.answers import AnswerRows
from corpus.errors import QueryError
from corpus.linguistics.association import log_likelihood, mutual_information, t_score
from corpus.linguistics.texts import MOST, RunningText, read_texts
from corpus.messages.search_messages import WINDOW_EMPTY
from corpus.store import Corpus
from corpus.vocabulary.stemming import stop_words

if TYPE_CHECKING:
    from typing import Unpack

    from corpus.query.selection import Filters

Measure = Literal["log_likelihood", "mi", "t"]


@dataclass(frozen=True, slots=True)
class Collocate:
    """A word near the matches, with its association measures.

    `near` counts its occurrences in the windows, `count` all of them; `expected` is what chance predicts for `near`.
    """

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
    **filters: Unpack[Filters],
) -> AnswerRows[Collocate]:
    """Return the collocates of the matches of a search, the strongest first by `sort`.

    `left` and `right` are the window in words, `least` the minimum count in the windows. Words that stand there no
    more often than chance predicts are left out. At most `most` articles are read.
    """
    if left < 0 or right < 0 or left + right == 0:
        raise QueryError(WINDOW_EMPTY(left=left, right=right))
    near, counts = Counter[str](), Counter[str]()  # both are filled by _count
    reading = read_texts(corpus, query, originals=originals, most=most, **filters).with_words()
    for text in reading:
        _count(text, left, right, near, counts)
    places, total = near.total(), counts.total()
    left_out = stop_words() if stop else frozenset()
    result = [
        _measured(word, n, counts[word], places, total)
        for word, n in near.items()
        if n >= least and word not in left_out and n > places * counts[word] / total
    ]
    strongest = sorted(result, key=lambda one: (-getattr(one, sort), one.word))
    return AnswerRows(strongest[:limit], reading.answer, len(strongest))


def _count(text: RunningText, left: int, right: int, near: Counter[str], counts: Counter[str]) -> None:
    """Add the text's words outside matches to `counts`, and those of them within a window to `near`."""
    inside = {n for first, end in text.nodes for n in range(first, end)}
    counts.update(word for n, word in enumerate(text.words) if n not in inside)
    windows: set[int] = set()
    for first, end in text.nodes:
        windows.update(range(max(0, first - left), first), range(end, min(len(text.words), end + right)))
    near.update(text.words[n] for n in windows - inside)


def _measured(word: str, near: int, count: int, places: int, total: int) -> Collocate:
    """Return the word with its measures; `places` is the number of words in all windows."""
    table = (near, places, count, total)
    return Collocate(
        word, near, count, places * count / total, log_likelihood(*table), mutual_information(*table), t_score(*table)
    )
