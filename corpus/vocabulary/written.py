"""Other ways to write words of a search (`ways`): the text cut into pieces, each with what else stands for it.

These are rules of writing. Single words with two spellings are a list (corpus.vocabulary.names: `[[spelling]]`).
"""

from __future__ import annotations

import re

from corpus.vocabulary.names import Names
from corpus.vocabulary.stemming import APOSTROPHE_LETTERS
from corpus.vocabulary.tokens import Tokens, tokens

Ways = list[Tokens]
"""A piece of a text as written, then the other ways to write it."""

_MARKS = "'\u2019\u2018\u201b`\u00b4\u2032\uff07"  # apostrophes that part two words of the index
_WITH_APOSTROPHE = re.compile(rf"[^\W_]+(?:[{_MARKS}{''.join(sorted(APOSTROPHE_LETTERS))}]+[^\W_]+)+")
_APOSTROPHE = re.compile(rf"[{_MARKS}{''.join(sorted(APOSTROPHE_LETTERS))}]+")


def ways(text: str, names: Names) -> list[Ways]:
    """Return the pieces of a text, in their order, each as written and in its other ways.

    >>> ways("salat jum'at", Names())
    [[('salat',)], [('jum', 'at'), ('jumat',)]]
    """
    words, apart = tokens(text), _with_apostrophes(text)
    result, position = list[Ways](), 0
    while position < len(words):
        piece = next((p for p in apart if words[position : position + len(p)] == p), None)
        if piece is None:
            piece = names.pieces(words[position:])[0]
            others = names.written(piece)
        else:
            others = apart[piece] + [w for way in (piece, *apart[piece]) for w in names.written(way)]
        result.append(list(dict.fromkeys([piece, *others])))
        position += len(piece)
    return result


def _with_apostrophes(text: str) -> dict[Tokens, list[Tokens]]:
    """Return the words with an apostrophe, as the index holds them -> without it, and cut at it."""
    result = dict[Tokens, list[Tokens]]()
    for match in _WITH_APOSTROPHE.finditer(text):
        cut = tokens(_APOSTROPHE.sub("'", match[0]))
        result[tokens(match[0])] = [("".join(cut),), cut]
    return result
