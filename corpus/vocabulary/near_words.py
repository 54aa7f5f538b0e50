"""Words of the corpus that a mistyped word is near to, weighed by how many articles have them (`near_words`)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator

from corpus.store import Corpus
from corpus.vocabulary.due_words import due_words
from corpus.vocabulary.spellings import edits
from corpus.vocabulary.word_index import LAST_CHARACTER

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
SHORTEST = 4  # letters of a word that is corrected; a shorter one is one edit from too many others
LONGEST = 40
LONG = 6  # letters from which on two edits are looked for
ENOUGH = 3  # articles with a word one edit away that make looking for two edits needless
SECOND_EDIT = 100  # times as many articles a word two edits away must have
MOST_READ = 50_000  # words that begin with the same letter and are compared
TABLES = ({"table": "forms INDEXED BY forms_term", "df": "df"}, {"table": "place_words", "df": "articles"})
_THESE = "SELECT term, {df} FROM {table} WHERE term IN (SELECT value FROM json_each(?))"
_ALIKE = """SELECT term, {df} FROM {table} WHERE term >= ? AND term < ?
    AND length(term) BETWEEN ? AND ? ORDER BY term LIMIT ?"""


def near_words(corpus: Corpus, word: str, most: int = 3) -> list[str]:
    """Return the words of the corpus within two edits (one for a short word), the most likely first.

    An edit inserts, deletes or replaces a letter, or swaps two neighbours. Numbers have no near words. The same corpus
    gives the same words.
    """
    if not SHORTEST <= len(word) <= LONGEST or word.isdigit():
        return []
    likely = {term: float(df) for term, df in _articles(corpus, _one_edit(word)).items()}
    if len(word) >= LONG and max(likely.values(), default=0) < ENOUGH:
        for term, df in _beginning_alike(corpus, word):
            if term not in likely and _may_be_near(word, term) and edits(word, term) == 2:
                likely[term] = df / SECOND_EDIT
    likely.pop(word, None)
    return sorted(likely, key=lambda term: (-likely[term], term))[:most]


def _one_edit(word: str) -> set[str]:
    """Return every word that one edit makes of this one."""
    cut = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    return {
        *(head + tail[1:] for head, tail in cut if tail),
        *(head + tail[1] + tail[0] + tail[2:] for head, tail in cut if len(tail) > 1),
        *(head + letter + tail[1:] for head, tail in cut if tail for letter in LETTERS),
        *(head + letter + tail for head, tail in cut for letter in LETTERS),
    }


def _articles(corpus: Corpus, words: Iterable[str]) -> Counter[str]:
    """Return word -> number of articles, of those words that the corpus has; those of places count, too."""
    given, waiting = sorted(set(words)), due_words(corpus)
    counts = Counter({word: number for word in given if (number := waiting.number(word))})
    for table in () if waiting.whole else TABLES:
        for term, df in corpus.conn.execute(_THESE.format(**table), (json.dumps(given),)):
            counts[term] += df
    return counts


def _beginning_alike(corpus: Corpus, word: str) -> Iterator[tuple[str, int]]:
    """Yield (word, number of articles) of about the same length and with the same first letter."""
    waiting = due_words(corpus)
    yield from ((term, waiting.number(term)) for term in sorted(waiting.beginning_with(word[0])))
    for table in () if waiting.whole else TABLES:
        bounds = word[0], word[0] + LAST_CHARACTER, len(word) - 2, len(word) + 2, MOST_READ
        yield from corpus.conn.execute(_ALIKE.format(**table), bounds)


def _may_be_near(word: str, term: str) -> bool:
    """Return False for most words that are more than two edits away, without counting the edits."""
    if abs(len(word) - len(term)) > 2:
        return False
    one, other = Counter(word), Counter(term)
    return (one - other).total() <= 2 and (other - one).total() <= 2
