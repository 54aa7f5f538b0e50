"""By which words is one article known wherever it turns up: in a listing, another page, a file's bytes?

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

WINDOW = 6  # words in a row that are the article's own wording, where no other article has them
LEAST_WORDS, LEAST_LETTERS, LEAST_DIGITS = 3, 12, 3  # a shorter title or path names too much
PIECE = 40  # characters of text that are looked for as they stand
PIECES, RARE_WORDS, RARE_LETTERS = 24, 12, 6
_ESCAPES = rb"&[#0-9A-Za-z]{1,10};|\\u[0-9A-Fa-f]{4}|\\[nrtbf]|%[0-9A-Fa-f]{2}"
_TAG = rb"<[^<>]{0,2000}>"
_ESCAPE = re.compile(_ESCAPES)
_ESCAPE_OR_TAG = re.compile(rb"(?:" + _TAG + rb"|" + _ESCAPES + rb")")
_RUN = re.compile(rb"[0-9A-Za-z]+")
_BETWEEN = rb"(?:" + _TAG + rb"|" + _ESCAPES + rb"|[^0-9A-Za-z])++"


@dataclass(frozen=True, slots=True)
class Marks:
    """What an article is known by; runs of words are ASCII, parted by one space.

    `title` and `addresses` (paths) are whole; `windows` are all `WINDOW` words in a row of its text; `pieces`
    and `rare` stand in its text and in no other article.
    """

    title: str | None
    addresses: tuple[str, ...]
    windows: frozenset[str]
    pieces: tuple[str, ...] = ()
    rare: tuple[str, ...] = ()


def marks_of(title: str, texts: Iterable[str | None], urls: Iterable[str]) -> Marks:
    """The marks of an article; `pieces` and `rare` are for who knows the other articles."""
    name = _joined(runs(title.encode()))
    windows = frozenset(window for text in texts if text for window in windows_of(runs(text.encode())))
    addresses = tuple(sorted({address_words(url) for url in urls} - {""}))
    return Marks(name if _tells(name) else None, addresses, windows)


def runs(data: bytes, *, tags: bool = True) -> list[bytes]:
    """The runs of letters and digits in small letters; without `tags`, those outside of <...> only.

    >>> runs(b'<a href="/berita/rapat">Rapat&nbsp;Kerja</a>', tags=False)
    [b'rapat', b'kerja']
    """
    return _RUN.findall((_ESCAPE if tags else _ESCAPE_OR_TAG).sub(b" ", data).lower())


def windows_of(words: list[bytes]) -> Iterator[str]:
    """Every `WINDOW` words in a row."""
    for start in range(len(words) - WINDOW + 1):
        yield _joined(words[start : start + WINDOW])


def held(marks: Marks, data: bytes) -> tuple[set[str], set[str]]:
    """What of the article stands in these bytes: `title` or `address`, and which windows of its text."""
    named: set[str] = set()
    worded: set[str] = set()
    for words in _readings(data):
        named |= _named(marks, words)
        worded |= _worded(marks.windows, words)
    return named, worded


def is_named(marks: Marks, data: bytes) -> bool:
    """True where the bytes hold the title or an address; first a quick look whether all their words are there."""
    small = data.lower()
    wholes = [*([marks.title] if marks.title else []), *marks.addresses]
    if not any(all(word.encode() in small for word in set(whole.split())) for whole in wholes):
        return False
    return any(_named(marks, words) for words in _readings(data))


def _readings(data: bytes) -> Iterator[list[bytes]]:
    """The runs of words, once with what stands in tags, once without."""
    return (runs(data, tags=tags) for tags in (True, False))


def _named(marks: Marks, words: list[bytes]) -> set[str]:
    line = f" {_joined(words)} "
    named = {"title"} if marks.title and f" {marks.title} " in line else set()
    return named | ({"address"} if any(f" {address} " in line for address in marks.addresses) else set())


def _worded(windows: frozenset[str], words: list[bytes]) -> set[str]:
    openings = _openings(windows)  # most places of a page are told apart by two words, without joining six
    starts = (at for at, pair in enumerate(pairwise(words)) if pair in openings)
    return {_joined(words[at : at + WINDOW]) for at in starts} & windows


@lru_cache(maxsize=4)
def _openings(windows: frozenset[str]) -> frozenset[tuple[bytes, ...]]:
    """The first two words of each window."""
    return frozenset(tuple(window.encode().split(b" ", 2)[:2]) for window in windows)


def blanked(data: bytes, wording: Iterable[str]) -> bytes:
    """The bytes with these runs of words made unreadable, letter by letter; what stands between them stays.

    >>> blanked(b'<a href="/rapat-kerja-kupang">Rapat <b>Kerja</b> Kupang</a>', ["rapat kerja kupang"])
    b'<a href="/xxxxx-xxxxx-xxxxxx">xxxxx <b>xxxxx</b> xxxxxx</a>'
    """
    for words in wording:
        data = _pattern(words).sub(_blank, data)
    return data


def _pattern(words: str) -> re.Pattern[bytes]:
    body = _BETWEEN.join(rb"(" + re.escape(word.encode()) + rb")" for word in words.split())
    return re.compile(rb"(?<![0-9A-Za-z])" + body + rb"(?![0-9A-Za-z])", re.IGNORECASE)


def _blank(found: re.Match[bytes]) -> bytes:
    whole, start = bytearray(found[0]), found.start()
    for number in range(1, found.re.groups + 1):
        first, last = found.start(number) - start, found.end(number) - start
        whole[first:last] = b"x" * (last - first)
    return bytes(whole)


def address_words(url: str) -> str:
    """The words of the path and query, with the host before a short one that has a number; else nothing.

    A short path without a number ("/berita") is the beginning of others' and names none.

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
