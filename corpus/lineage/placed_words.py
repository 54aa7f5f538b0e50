"""The words of a text with their places (`placed_words`), and which stand in quotation marks (`in_quotes`).

The words are those of `corpus.fingerprint.counted_words`; a place is a half-open range of code points of the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import accumulate

from corpus.fingerprint import counted_words

TextSpan = tuple[int, int]

_WORD = re.compile(r"\w+")
_BETWEEN = re.compile(r"(\W+)")
_PIECE = re.compile(r"\S+")
_OPENING, _CLOSING, _BOTH = "\u201c\u201e\u00ab", "\u201d\u00bb", '"\u201f\uff02'
_MARK_OF_QUOTES = re.compile(f"[{_OPENING}{_BOTH}]")
_MARK = re.compile(f"[{_OPENING}{_CLOSING}{_BOTH}\n]")
_WHO_SPOKE = re.compile(r".,?[ \u00a0]+(?=[a-z])[^.\n]*")  # the rest of the sentence behind a closing mark


def placed_words(text: str) -> tuple[list[str], list[TextSpan]]:
    """Return the words and the place of each.

    >>> placed_words("BP2MI, m\u00b2")
    (['bp2mi', 'm2'], [(0, 5), (7, 9)])
    """
    if unicodedata.is_normalized("NFKC", text) and len(folded := text.casefold()) == len(text):
        return _cut(folded)
    words, spans = [], []
    for piece in _PIECE.finditer(text):  # a piece without blanks is read like the whole text
        for word, span in _words_of_piece(piece[0], piece.start()):
            words.append(word)
            spans.append(span)
    return words, spans


def _cut(folded: str) -> tuple[list[str], list[TextSpan]]:
    """Return the words of a text without case, and the place of each: what stands between the words parts them."""
    pieces = _BETWEEN.split(folded)
    bounds = list(accumulate(map(len, pieces), initial=0))
    words, spans = pieces[::2], list(zip(bounds[::2], bounds[1::2], strict=True))
    first, last = int(not words[0]), len(words) - int(not words[-1])  # "" where the text opens or ends with no word
    return words[first:last], spans[first:last]


def _words_of_piece(piece: str, at: int) -> Iterator[tuple[str, TextSpan]]:
    """Yield the words of a piece; where it changes its length by NFKC or without case, each stands for all of it."""
    folded = unicodedata.normalize("NFKC", piece).casefold()
    same_length = len(folded) == len(piece)
    for match in _WORD.finditer(folded):
        yield match[0], (at + match.start(), at + match.end()) if same_length else (at, at + len(piece))


def in_quotes(text: str, number: int) -> list[bool] | None:
    """Return for each of the text's words whether it stands in quotation marks; None where `number` is another.

    A quotation ends with its mark, or with the paragraph: one that is never closed swallows no other paragraph. The
    rest of its sentence counts as quoted: who spoke, with name and title, as all who were there write it.
    """
    if not _MARK_OF_QUOTES.search(text):
        return [False] * number
    inside: list[bool] = []
    at = 0
    for start, end in _quotations(text):
        inside += [False] * len(counted_words(text[at:start]))
        inside += [True] * len(counted_words(text[start:end]))
        at = end
    inside += [False] * len(counted_words(text[at:]))
    return inside if len(inside) == number else None


def in_quotes_by_place(text: str, spans: Sequence[TextSpan]) -> list[bool]:
    """Return the same by the places of the words: slower, and right where NFKC joins what a mark parts."""
    quoted = _quotations(text)
    inside, at = [], 0
    for start, end in spans:
        while at < len(quoted) and quoted[at][1] <= start:
            at += 1
        inside.append(at < len(quoted) and quoted[at][0] <= start and end <= quoted[at][1])
    return inside


def _quotations(text: str) -> list[TextSpan]:
    quoted: list[TextSpan] = []
    opened: int | None = None
    for mark in _MARK.finditer(text):
        sign = mark[0]
        if opened is None:
            opened = mark.start() if sign in _OPENING or sign in _BOTH else None
        elif sign == "\n" or sign in _CLOSING or sign in _BOTH:
            end = mark.start()
            if sign != "\n" and (spoke := _WHO_SPOKE.match(text, end)) and not _MARK_OF_QUOTES.search(spoke[0], 1):
                end = spoke.end()
            quoted.append((opened, end))
            opened = None
    if opened is not None:
        quoted.append((opened, len(text)))
    return quoted
