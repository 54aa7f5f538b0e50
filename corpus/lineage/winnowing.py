"""The fingerprints of a text: hashes of runs of five words (`shingle_hashes`), and a chosen part of them (`winnowed`).

Winnowing (Schleimer, Wilkerson and Aiken, 2003): of each `WINDOW` neighbouring shingles the one with the lowest hash is
chosen. Two texts that share a run of `WINDOW + SHINGLE - 1` words share a fingerprint, wherever the run stands.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from struct import unpack

SHINGLE = 5  # words: a shorter run that two texts share says nothing
SAME_PLACES = 8  # of a shingle in a text: a text that repeats one line is not compared with all of them
WINDOW = 10  # shingles: about 2 of 11 are chosen, 63 of a text of 350 words
_MOST_KNOWN = 200_000  # 200 bytes each
_NUMBER = 8  # bytes


class _KnownWords(dict[str, bytes]):
    """Word -> a chance number for each place in a shingle (tabulation hashing); a word is hashed once a process."""

    def __missing__(self, word: str) -> bytes:
        self[word] = numbers = blake2b(word.encode("utf-8", "replace"), digest_size=SHINGLE * _NUMBER).digest()
        return numbers


_known_words = _KnownWords()


def shingle_hashes(words: Sequence[str]) -> list[int]:
    """Return a hash of 64 bits for each run of `SHINGLE` words: the same in every process and on every machine.

    It is the exclusive or of a number for each word and place, of all runs at once: a column of numbers for each place.
    """
    if (number := len(words) - SHINGLE + 1) <= 0:
        return []
    numbers = array("Q", b"".join(map(_known_words.__getitem__, words)))
    if len(_known_words) > _MOST_KNOWN:
        _known_words.clear()
    hashes = 0
    for place in range(SHINGLE):
        column = numbers[place * SHINGLE + place : (place + number) * SHINGLE : SHINGLE]
        hashes ^= int.from_bytes(column.tobytes(), "big")
    return list(unpack(f">{number}Q", hashes.to_bytes(number * _NUMBER, "big")))


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
    if not hashes:
        return set()
    lowest = min(hashes[:WINDOW])
    at, seen, chosen = hashes.index(lowest), WINDOW, {lowest}
    while seen < len(hashes):  # `lowest` stands at `at`, in a window that ends before `seen`
        for value in hashes[seen : at + WINDOW]:
            seen += 1
            if value < lowest:
                lowest, at = value, seen - 1
                break
        else:  # no lower one before it leaves the window
            if (seen := at + WINDOW + 1) > len(hashes):
                break
            window = hashes[at + 1 : seen]
            lowest = min(window)
            at += 1 + window.index(lowest)
        chosen.add(lowest)
    return chosen


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
