"""The words that a single word of a search brings with it (`kin`): those of its root, but for two kinds.

1. Words of grammar. A stop word (data/stopwords.txt) or a word of data/never_brought.txt is not brought by another:
   `setidaknya` does not find every article with tidak. A stop word that is asked brings its own forms only, those
   with -nya, -lah, -kah, -pun.
2. A bare root that is much commoner than the word made of it. It is left out where it stands in more than one of
   `COMMON` articles and in more than `TIMES` as many as the word: `harian` does not find every article with hari.
   The words stand in articles as often as the corpus's list of words says; `EVERYWHERE` stands for "every article".

What has the same root and another meaning is listed in data/stems.txt.
"""

from __future__ import annotations

from functools import cache

from corpus.store import Corpus
from corpus.vocabulary.stemming import ENCLITICS, list_entries, plain_form, roots, same_word, stem, stop_words
from corpus.vocabulary.word_index import WordForm, articles_with, relatives

COMMON = 4  # a root that one in so many articles has is common
TIMES = 10  # and it is left out if it stands in more than so many times as many articles as the word
EVERYWHERE = ("yang", "di", "dan")  # the commonest of them stands for the number of articles


def kin(corpus: Corpus, word: str) -> list[WordForm]:
    """Return the words of the corpus that a word brings, the most frequent first; the word itself, if it is there."""
    forms, own = relatives(corpus, word), same_word(word)
    near = [form for form in forms if form.term == word or not _is_grammar(form.term, own)]
    if plain_form(word) in stop_words():
        return [form for form in near if _is_form_of(form.term, own)]
    root = stem(word)
    if own == root or root not in roots() or not _is_swamped(corpus, forms, root, own):
        return near
    return [form for form in near if not _is_form_of(form.term, root)]


@cache
def never_brought() -> frozenset[str]:
    """Return the stop words, and the words of grammar and of counting that are looked for only if they are asked."""
    return stop_words() | frozenset(list_entries("never_brought.txt"))


def _is_form_of(term: str, word: str) -> bool:
    """Return True for the word itself and for it with an enclitic."""
    return term.startswith(word) and (len(term) == len(word) or term[len(word) :] in ENCLITICS)


def _is_grammar(term: str, own: str) -> bool:
    """Return True for a word of grammar, and for one with an enclitic unless it is a form of the word asked (`own`)."""
    if term in never_brought():
        return True
    bare = next((term[: -len(end)] for end in ENCLITICS if term.endswith(end)), "")
    return bare in never_brought() and bare != own


def _is_swamped(corpus: Corpus, forms: list[WordForm], root: str, own: str) -> bool:
    """Return True if the bare root would bring many times the articles that the word has."""
    of_root = max((form.df for form in forms if form.term == root), default=0)
    of_word = sum(form.df for form in forms if _is_form_of(form.term, own))
    if not of_word or of_root <= TIMES * of_word:
        return False
    return of_root * COMMON > max(articles_with(corpus, (word,)) for word in EVERYWHERE)
