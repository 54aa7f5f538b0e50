"""The stored speakers that a typed name means (`speakers_meant`): short names, spellings, and other names."""

from __future__ import annotations

from corpus.quotes.official_names import official_names, words_within
from corpus.store import Corpus
from corpus.vocabulary.names_file import names_of
from corpus.vocabulary.tokens import tokens

_SPEAKERS = """WITH RECURSIVE every(name) AS (
    SELECT (SELECT min(speaker) FROM quotes WHERE speaker IS NOT NULL)
    UNION ALL
    SELECT (SELECT min(speaker) FROM quotes WHERE speaker > every.name) FROM every WHERE every.name IS NOT NULL)
    SELECT name FROM every WHERE name IS NOT NULL"""
"""One look into the index for each name, however many quotes it has."""


def speakers_meant(corpus: Corpus, name: str) -> list[str]:
    """Return the speakers of the corpus's quotes whom a name means, in the order of the alphabet.

    All words of the name stand in theirs, in that order: `benny`, `Rhamdani` and `Beny Ramdhani` mean Benny Rhamdani.
    The corpus's names give spellings, aliases (Brani) and the other names of a body (BNP2TKI: BP2MI, KP2MI).
    """
    names = names_of(corpus.path)
    officials, others = official_names(names), set(names.other_names(tokens(name)))
    forms = officials.forms(name)
    meant = list[str]()
    for (speaker,) in corpus.conn.execute(_SPEAKERS):
        words = officials.compared(speaker)
        if any(words_within(form, words) for form in forms) or tokens(speaker) in others:
            meant.append(str(speaker))
    return meant
