"""Find words of the corpus that are probably misspelled names of officials (`propose`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.store import Corpus
from corpus.vocabulary.names import Names, Official
from corpus.vocabulary.stemming import roots
from corpus.vocabulary.tokens import fts_string, tokens

MIN_LETTERS = 5  # letters of a name; too many words resemble a shorter one
NEAR = 8  # words between a name and a word that stands near it


@dataclass(frozen=True, slots=True)
class Proposal:
    """A `word` that resembles the `name` of the official `of`, at a `distance` in edits.

    `df` articles have the word, `beside` of them near the name's other words or the official's roles.
    """

    word: str
    name: str
    of: str
    distance: int
    df: int
    beside: int


def propose(corpus: Corpus, names: Names, *, most: int = 2) -> list[Proposal]:
    """Return words within `most` edits of an official's name that stand near the name's other words or roles.

    The smallest distance comes first, then the largest number of articles.
    """
    known = {token for o in names.officials.values() for text in (o.name, *o.aliases) for token in tokens(text)}
    known |= {token for o in names.officials.values() for group in o.words for w in group for token in tokens(w)}
    vocabulary = [(term, df) for term, df in corpus.conn.execute("SELECT term, df FROM forms") if term.isalpha()]
    proposals = [
        Proposal(term, word, official.name, distance, df, beside)
        for official in names.officials.values()
        for word in tokens(official.name)
        if len(word) >= MIN_LETTERS
        for term, df, distance in _near(word, vocabulary, most)
        if term not in known and term not in roots() and (beside := _beside(corpus, official, word, term))
    ]
    return sorted(proposals, key=lambda p: (p.distance, -p.beside, p.word))


def edits(one: str, other: str) -> int:
    """Return the edit distance: letters inserted, deleted, replaced or swapped with their neighbour (Damerau).

    >>> edits("lasro", "larso"), edits("karding", "kading"), edits("rinardi", "rinaldi")
    (1, 1, 1)
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        current = [i]
        for j, b in enumerate(other, 1):
            best = min(row[j] + 1, current[-1] + 1, row[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, before[j - 2] + 1)
            current.append(best)
        before, row = row, current
    return row[-1]


def _near(word: str, vocabulary: list[tuple[str, int]], most: int) -> Iterator[tuple[str, int, int]]:
    allowed = most if len(word) > 6 else 1
    for term, df in vocabulary:
        if abs(len(term) - len(word)) <= allowed and term[0] == word[0] and (d := edits(word, term)) <= allowed and d:
            yield term, df, d


def _beside(corpus: Corpus, official: Official, word: str, term: str) -> int:
    """Return the number of articles where the term stands near another word of the name, or near a role."""
    others = [t for t in tokens(official.name) if t != word] + [t for role in official.roles for t in tokens(role)]
    if not others:
        return 0
    near = " OR ".join(f"NEAR({fts_string((term,))} {fts_string((other,))}, {NEAR})" for other in others)
    in_text = f"{{title text}} : ({near})"
    row = corpus.conn.execute("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH ?", (in_text,)).fetchone()
    return int(row[0])
