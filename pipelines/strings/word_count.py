"""The number of words of a text, and whether it is in Latin letters; some scripts are written without blanks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from sys import intern
from unicodedata import normalize

BLANKLESS = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]"
)  # Thai ... Khmer, kana, Han
LONG_TEXT = 20_000  # characters
WORD = re.compile(r"\w+")
NOT_LATIN_LETTERS = re.compile(r"[^\W\d_\x00-\x7f\u00c0-\u024f\u1e00-\u1eff]+")
LETTER = re.compile(r"[^\W\d_]")
LETTERS = re.compile(r"[^\W\d_]+")
PRINTED_SIGNS = "“”‘’–—…\xa0"  # of which none is part of a word
_NO_WORD = "".join(sign if sign.isalnum() or sign in "_\n" else " " for sign in map(chr, range(128)))
_NO_WORD_BYTES = _NO_WORD.encode() + bytes(range(128, 256))  # of UTF-8: all signs that are not ASCII stay
_NO_ASCII_LETTERS = bytes(number for number in range(128) if not chr(number).isalpha())
LETTERS_A_WORD = 2  # of such a script, roughly


def count_words(text: str) -> int:
    """Words between blanks, as `articles.words` has them; of scripts without blanks one for every two letters.

    A page's balance counts in another way (`words_of`): "anak-anak" is one word here and two there.

    >>> count_words("Balai itu dibuka."), count_words("图书馆开了")
    (3, 3)
    """
    words = sum(len(line.split()) for line in text.split("\n"))  # line by line: a text may have megabytes
    if without_printed_signs(text).isascii():
        return words
    return words + len(BLANKLESS.findall(text)) // LETTERS_A_WORD


def has_words(lines: Sequence[str], least: int) -> bool:
    """True where these lines as one text have at least so many words (`count_words`); reads no more than it takes.

    >>> has_words(["Balai itu dibuka."] * 9, 5), has_words(["Balai itu dibuka."], 5), has_words([], 0)
    (True, False, True)
    """
    words = 0
    for line in lines:
        words += count_words(line)
        if words >= least:
            return True
    return count_words(" ".join(lines)) >= least  # two lines without blanks may be a word more than each alone


def words_of(text: str) -> list[str]:
    r"""The words that a page's balance counts: runs of \w after NFKC.

    >>> words_of("Balai (UPT) itu\u2026 \ufb01nal")
    ['Balai', 'UPT', 'itu', 'final']
    """
    plain = without_printed_signs(text)
    words = plain.translate(_NO_WORD).split() if plain.isascii() else WORD.findall(normalize("NFKC", text))
    return words if len(text) < LONG_TEXT else [intern(word) for word in words]  # each word is held once


def words_of_lines(lines: Sequence[str]) -> list[list[str]]:
    r"""Return `words_of` each of these lines, which have no line breaks in them.

    Most lines of a page are ASCII but for quotes and dashes: without those Python splits them in half of the time.

    >>> words_of_lines(["Balai \u201cUPT\u201d itu\u2026", "", "\ufb01nal"])
    [['Balai', 'UPT', 'itu'], [], ['final']]
    >>> words_of_lines([])
    []
    """
    if not lines:
        return []
    text = without_printed_signs("\n".join(lines)).encode().translate(_NO_WORD_BYTES).decode()
    return [line.split() if line.isascii() and len(line) < LONG_TEXT else words_of(line) for line in text.split("\n")]


def without_printed_signs(text: str) -> str:
    """The text with a blank for each quotation mark, dash and the like: then most Indonesian texts are ASCII."""
    if not text.isascii():
        for sign in PRINTED_SIGNS:
            text = text.replace(sign, " ")
    return text


def words_in_place(text: str) -> tuple[str, list[int]]:
    r"""Return the text as `words_of` reads it, and where in it each of its words begins.

    >>> words_in_place("Balai (UPT) \ufb01nal")
    ('Balai (UPT) final', [0, 7, 12])
    """
    read = text if text.isascii() else normalize("NFKC", text)
    return read, [match.start() for match in WORD.finditer(read)]


def is_latin(text: str) -> bool:
    """True where most letters are Latin ones, and for a text without letters.

    >>> is_latin("Balai 图书馆 itu"), is_latin("図書館 Balai を開いた公共の場所")
    (True, False)
    """
    if (text := without_printed_signs(text)).isascii():
        return True
    plain = text.encode("ascii", "ignore")
    if len(text) - len(plain) <= len(plain.translate(None, _NO_ASCII_LETTERS)):  # more ASCII letters than all else
        return True
    others = sum(map(len, NOT_LATIN_LETTERS.findall(text)))  # by runs: a text in Cyrillic has a tenth as many
    return others == 0 or others <= sum(map(len, LETTERS.findall(text))) - others
