"""The fingerprints of a text: hashes of runs of five words (`shingle_hashes`), and a chosen part of them (`winnowed`).

Winnowing (Schleimer, Wilkerson and Aiken, 2003): of each `WINDOW` neighbouring shingles the one with the lowest hash is
chosen. Two texts that share a run of `WINDOW + SHINGLE - 1` words share a fingerprint, wherever the run stands.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from itertools import islice
from struct import Struct

SHINGLE = 5  # words: a shorter run that two texts share says nothing
SAME_PLACES = 8  # of a shingle in a text: a text that repeats one line is not compared with all of them
WINDOW = 10  # shingles: about 2 of 11 are chosen, 63 of a text of 350 words
_MOST_KNOWN = 200_000  # 300 bytes each
_FIVE = Struct(">5Q")

Numbers = tuple[int, int, int, int, int]
"""Of a word: a chance number of 64 bits for each place in a shingle (tabulation hashing)."""


class _KnownWords(dict[str, Numbers]):
    """Word -> its numbers; a word is hashed once a process."""

    def __missing__(self, word: str) -> Numbers:
        numbers: Numbers
        digest = blake2b(word.encode("utf-8", "replace"), digest_size=40).digest()
        self[word] = numbers = _FIVE.unpack(digest)
        return numbers


_known_words = _KnownWords()


def shingle_hashes(words: Sequence[str]) -> list[int]:
    """Return a hash of 64 bits for each run of `SHINGLE` words: the same in every process and on every machine."""
    rows = list(map(_known_words.__getitem__, words))
    if len(_known_words) > _MOST_KNOWN:
        _known_words.clear()
    return [
        a[0] ^ b[1] ^ c[2] ^ d[3] ^ e[4]
        for a, b, c, d, e in zip(
            rows,
            islice(rows, 1, None),
            islice(rows, 2, None),
            islice(rows, 3, None),
            islice(rows, 4, None),
            strict=False,
        )
    ]


def first_places(hashes: Sequence[int]) -> dict[int, list[int]]:
    """Return for each hash the first `SAME_PLACES` places where it stands."""
    places: dict[int, list[int]] = {}
    for place, value in enumerate(hashes):
        if len(at := places.setdefault(value, [])) < SAME_PLACES:
            at.append(place)
    return places


def shingles_over(place: int, hashes: Sequence[int]) -> range:
    """Return the places of the shingles that hold the word at `place`."""
    return range(max(0, place - SHINGLE + 1), min(place, len(hashes) - 1) + 1)


def winnowed(hashes: Sequence[int]) -> set[int]:
    """Return the lowest hash of each `WINDOW` neighbours; of fewer, the lowest of all."""
    if len(hashes) <= WINDOW:
        return {min(hashes)} if hashes else set()
    of_2 = list(map(min, hashes, hashes[1:]))
    of_4 = list(map(min, of_2, of_2[2:]))
    of_8 = list(map(min, of_4, of_4[4:]))
    return set(map(min, of_8, of_2[WINDOW - 2 :]))


def fingerprint(value: int) -> int:
    """Return the 32 bits of a hash that are stored, signed."""
    return (value >> 32) - (1 << 31)


def prints_of(words: Sequence[str]) -> bytes:
    """Return the fingerprints of a text's words as `prints.hashes` holds them."""
    return packed_prints(map(fingerprint, winnowed(shingle_hashes(words))))


def packed_prints(prints: Iterable[int]) -> bytes:
    """Return different fingerprints in their order as bytes, as `prints.hashes` holds them."""
    numbers = array("i", sorted(set(prints)))
    if numbers.itemsize != 4:  # pragma: no cover - no machine that Python runs on
        raise RuntimeError("an int of C has not 32 bits here")
    return numbers.tobytes()


def unpacked_prints(stored: bytes) -> frozenset[int]:
    """Return the fingerprints of `packed_prints`."""
    numbers = array("i")
    numbers.frombytes(stored)
    return frozenset(numbers)
