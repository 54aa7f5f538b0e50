"""The words that identify one article (`Marks`), to recognise it in listings, other pages and the bytes of files.

Everything is compared as runs of ASCII letters and digits, in small letters, because between them a page may
hold tags, entities or escapes: "Café <b>di</b> Kupang" and "caf\\u00e9 di Kupang" are the same runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from corpus.urls import host_of, split

WINDOW = 6  # words in a row that identify the article if no other article has them
LEAST_WORDS, LEAST_LETTERS, LEAST_DIGITS = 3, 12, 3  # a shorter title or path could mean many pages
PIECE = 40  # characters of a piece of text that is searched for literally
PIECES, RARE_WORDS, RARE_LETTERS = 24, 12, 6
_ESCAPES = rb"&[#0-9A-Za-z]{1,10};|\\u[0-9A-Fa-f]{4}|\\[nrtbf]|%[0-9A-Fa-f]{2}"
_TAG = rb"<[^<>]{0,2000}>"
_ESCAPE = re.compile(_ESCAPES)
_ESCAPE_OR_TAG = re.compile(rb"(?:" + _TAG + rb"|" + _ESCAPES + rb")")
_RUN = re.compile(rb"[0-9A-Za-z]+")
_BETWEEN = rb"(?:" + _TAG + rb"|" + _ESCAPES + rb"|[^0-9A-Za-z])++"


@dataclass(frozen=True, slots=True)
class Marks:
    """What identifies an article. Words are ASCII runs, separated by one space.

    `titles` (its headline, and earlier ones) and `addresses` (paths) are complete. `windows` are all sequences of
    `WINDOW` words of its text and of earlier versions. `pieces` (of text) and `rare` (words) stand in these texts and
    in no other article.
    """

    titles: tuple[str, ...]
    addresses: tuple[str, ...]
    windows: frozenset[str]
    pieces: tuple[str, ...] = ()
    rare: tuple[str, ...] = ()


def marks_of(titles: Iterable[str], texts: Iterable[str | None], urls: Iterable[str]) -> Marks:
    """Return the marks of an article without `pieces` and `rare`, which depend on the other articles."""
    names = dict.fromkeys(_joined(runs(title.encode())) for title in titles)
    windows = frozenset(window for text in texts if text for window in windows_of(runs(text.encode())))
    addresses = tuple(sorted({address_words(url) for url in urls} - {""}))
    return Marks(tuple(filter(_tells, names)), addresses, windows)


def runs(data: bytes, *, tags: bool = True) -> list[bytes]:
    """Return the runs of letters and digits, in small letters; without `tags`, only those outside <...>.

    >>> runs(b'<a href="/berita/rapat">Rapat&nbsp;Kerja</a>', tags=False)
    [b'rapat', b'kerja']
    """
    return _RUN.findall((_ESCAPE if tags else _ESCAPE_OR_TAG).sub(b" ", data).lower())


def windows_of(words: list[bytes]) -> Iterator[str]:
    """Yield every sequence of `WINDOW` words."""
    for start in range(len(words) - WINDOW + 1):
        yield _joined(words[start : start + WINDOW])


def marks_in(marks: Marks, data: bytes) -> tuple[set[str], set[str]]:
    """Return which marks these bytes contain: a set of "title" and "address", and the windows of the text."""
    named: set[str] = set()
    worded: set[str] = set()
    for words in _readings(data):
        named |= _named(marks, words)
        worded |= _worded(marks.windows, words)
    return named, worded


def is_named(marks: Marks, data: bytes) -> bool:
    """Return True if the bytes hold the title or an address. A quick check for their words comes first."""
    small = data.lower()
    wholes = [*marks.titles, *marks.addresses]
    if not any(all(word.encode() in small for word in set(whole.split())) for whole in wholes):
        return False
    return any(_named(marks, words) for words in _readings(data))


def _readings(data: bytes) -> Iterator[list[bytes]]:
    """Yield the runs of words twice: with the contents of tags, and without."""
    return (runs(data, tags=tags) for tags in (True, False))


def _named(marks: Marks, words: list[bytes]) -> set[str]:
    line = f" {_joined(words)} "
    named = {"title"} if any(f" {title} " in line for title in marks.titles) else set()
    return named | ({"address"} if any(f" {address} " in line for address in marks.addresses) else set())


def _worded(windows: frozenset[str], words: list[bytes]) -> set[str]:
    openings = _openings(windows)  # two words rule out most places of a page; joining six would be slower
    starts = (at for at, pair in enumerate(pairwise(words)) if pair in openings)
    return {_joined(words[at : at + WINDOW]) for at in starts} & windows


@lru_cache(maxsize=4)
def _openings(windows: frozenset[str]) -> frozenset[tuple[bytes, ...]]:
    """Return the first two words of each window."""
    return frozenset(tuple(window.encode().split(b" ", 2)[:2]) for window in windows)


def blanked(data: bytes, wording: Iterable[str]) -> bytes:
    """Return the bytes with each letter of these runs of words replaced by x. What stands between them is unchanged.

    >>> blanked(b'<a href="/rapat-kerja-kupang">Rapat <b>Kerja</b> Kupang</a>', ["rapat kerja kupang"])
    b'<a href="/xxxxx-xxxxx-xxxxxx">xxxxx <b>xxxxx</b> xxxxxx</a>'
    """
    for words in wording:
        data = _pattern(words).sub(_blank, data)
    return data


def _pattern(words: str) -> re.Pattern[bytes]:
    body = _BETWEEN.join(rb"(" + re.escape(word.encode()) + rb")" for word in words.split())
    return re.compile(rb"(?<![0-9A-Za-z])" + body + rb"(?![0-9A-Za-z])", re.IGNORECASE)


def _blank(match: re.Match[bytes]) -> bytes:
    whole, start = bytearray(match[0]), match.start()
    for number in range(1, match.re.groups + 1):
        first, last = match.start(number) - start, match.end(number) - start
        whole[first:last] = b"x" * (last - first)
    return bytes(whole)


def address_words(url: str) -> str:
    """Return the words of the path and query; for a short path with a number, the host too; else "".

    A short path without a number ("/berita") is the beginning of many others and identifies no article.

    >>> address_words("https://warta.example/berita/rapat-kerja"), address_words("https://warta.example/?p=123")
    ('berita rapat kerja', 'warta example p 123')
    """
    parts = split(url)
    words = runs(f"{parts.path} {parts.query}".encode())
    path = _joined(words)
    if _tells(path):
        return path
    numbered = any(word.isdigit() and len(word) >= LEAST_DIGITS for word in words)
    return f"{_joined(runs(host_of(url).encode()))} {path}" if numbered else ""


def _tells(words: str) -> bool:
    return words.count(" ") + 1 >= LEAST_WORDS and len(words) >= LEAST_LETTERS


def _joined(words: list[bytes]) -> str:
    return b" ".join(words).decode("ascii")
