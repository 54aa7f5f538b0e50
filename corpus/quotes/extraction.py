"""The quotes of an article: who speaks which words, and by which rule that is known (`quotes_of`).

Pure, and one walk over the text for each step: marks, tokens, people, sentences. data/quotes.toml has the words and a
sentence on each rule, data/speakers.toml the words for people. A speaker is given only by words that say so.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.quotes.attribution import Attribution
from corpus.quotes.quote_marks import Quote
from corpus.vocabulary.names import Names

__all__ = ["Quote", "quotes_of"]


def quotes_of(title: str, text: str, names: Names | None = None) -> Sequence[Quote]:
    """Return the quotes of an article, in the order of the text.

    `names` are the known names, None for those that ship: spellings and full names of officials.

    >>> [(one.text, one.speaker) for one in quotes_of("", "“Kami siap,” kata Kepala Balai Contoh, Maria Contoh.")]
    [('Kami siap', 'Maria Contoh')]
    """
    return Attribution(title, text, names).quotes()
