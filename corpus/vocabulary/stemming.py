"""Stem Indonesian words (`stem`): a confix stripper that checks a list of roots before it removes an affix.

`pembinaan`, `membina` and `dibina` have the root `bina`. An affix is removed if the rest is a root of data/roots.txt.
For an unknown root, only affixes that hardly stand there by chance are removed, so that a wrong stem is shared with
no other word. data/stems.txt lists the words that the rules would stem wrongly (`penempatan` is not `tempat`).
Numerals, acronyms with digits and words of up to four letters are not changed.

It is our own and not PySastrawi: that list of roots is licensed for non-commercial use only, and it reads
`berikan` as `ikan`, `pemerintah` as `perintah`, `kinerja` as `kerja`.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

DATA = Path(__file__).parents[1] / "data"  # importlib.resources would cost a third of bare Python's start
SHORTEST = 5  # letters of the shortest word that is stemmed
ENCLITICS = ("nya", "lah", "kah", "pun", "ku", "mu")
SUFFIXES = ("kan", "an", "i")
VOWELS = "aeiou"
APOSTROPHE_LETTERS = frozenset("\u02b9\u02ba\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\u02ca\u02cb\ua78c")
"""Apostrophes and hamzas that are letters in Unicode, so that the full-text index holds them inside a word."""
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉¼½¾⅓⅔⅛⅜⅝⅞"
_OLD = {"kw": "ku", "ifitas": "ivitas"}
_OLD_LETTERS = re.compile("^kw(?=[aei])|ifitas")
_POWER = re.compile(f"[0-9０-９][{_RAISED}]")  # made plain, 10² would be 102
MAX_PREFIXES = 3  # mem-per-ber-..., ke-ber-...

# A prefix, what may follow it, and the letters that it has swallowed: "men" + "ulis" <- "tulis".
NASAL = (
    ("menge", "bcdfghjklmnprstw", ("",)),  # mengecek <- cek
    ("penge", "bcdfghjklmnprstw", ("",)),
    ("meng", "ghk" + VOWELS, ("", "k")),
    ("peng", "ghk" + VOWELS, ("", "k")),
    ("meny", VOWELS, ("s", "ny")),
    ("peny", VOWELS, ("s", "ny")),
    ("mem", "bfvp" + VOWELS, ("", "p", "m")),
    ("pem", "bfvp" + VOWELS, ("", "p", "m")),
    ("men", "cdjzst" + VOWELS, ("", "t", "n")),
    ("pen", "cdjzst" + VOWELS, ("", "t", "n")),
    ("me", "lrwymn", ("",)),
    ("pe", "lrwymn", ("",)),
)
LONGEST_PREFIX = 4  # meng-, peng-
LOAN_LETTERS = {"m": "m", "n": "n", "ng": "", "ny": "s"}  # what me- has swallowed before a vowel of an unlisted loan
PLAIN = ("diper", "ber", "per", "ter", "di", "ke", "se", "be", "te", "pe")
BOTH_SIDES = (("me", "kan"), ("me", "i"), ("di", "kan"), ("di", "i"), ("pe", "an"), ("ke", "an"), ("ber", "an"))
"""Pairs of prefix and suffix that are removed together from an unknown root."""


def fold(word: str) -> str:
    """Return the word as the full-text index holds it: lower case, without accents.

    >>> fold("Jokówi")
    'jokowi'
    """
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))


def plain_form(word: str) -> str:
    """Return a word of the index as most would type it: m2 for m², strasse for straße, quran for qurʼan (U+02BC).

    A power stays what it is: 10² is not 102.

    >>> [plain_form(word) for word in ("m²", "h₂o", "10²", "straße", "mengkla\ufb01kasi", "qur\u02bcan", "３½")]
    ['m2', 'h2o', '10²', 'strasse', 'mengklafikasi', 'quran', '3½']
    """
    if word.isascii():
        return word.lower()
    if _POWER.search(word):
        return "".join(letter if letter in _RAISED else fold(letter) for letter in word)
    return fold("".join(letter for letter in word if letter not in APOSTROPHE_LETTERS))


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return the word's root, or the folded word if it has no known affix.

    >>> [stem(w) for w in ("pembinaan", "membina", "dibina", "binaan", "pelindungan", "melindungi", "pegawainya")]
    ['bina', 'bina', 'bina', 'bina', 'lindung', 'lindung', 'pegawai']
    >>> [stem(w) for w in ("berikan", "pemerintah", "kinerja", "penempatan", "bp2mi", "2023")]
    ['beri', 'pemerintah', 'kinerja', 'penempatan', 'bp2mi', '2023']
    """
    word = standard_spelling(plain_form(word))
    if word in listed_stems():
        return listed_stems()[word]
    if len(word) < SHORTEST or not word.isalpha() or word in roots() or _is_adverb(word):
        return word
    return _known(word) or _loan(word) or _guessed(word)


def _is_adverb(word: str) -> bool:
    """Return True for se-...-nya around a known word: sebaiknya (had better) is not baik (good)."""
    inner = word[2:-3]
    return (
        word.startswith("se")
        and word.endswith("nya")
        and len(inner) > 2
        and word[:-3] not in roots()
        and (inner in _entries() or _known(inner) is not None)
    )


def standard_spelling(word: str) -> str:
    """Return the standard spelling of a word by data/spellings.txt, and without kw- and -ifitas (kwartal, aktifitas).

    >>> [standard_spelling(word) for word in ("apotik", "kwartal", "aktifitas", "pegawai")]
    ['apotek', 'kuartal', 'aktivitas', 'pegawai']
    """
    word = spellings().get(word, word)
    return _OLD_LETTERS.sub(lambda match: _OLD[match[0]], word) if word.startswith("kw") or "fitas" in word else word


@lru_cache(maxsize=100_000)
def same_word(word: str) -> str:
    """Return what all forms of one word share: it without an enclitic, its root in the standard spelling.

    >>> [same_word(word) for word in ("perijinannya", "Perizinan", "pegawaikah", "m²")]
    ['perizinan', 'perizinan', 'pegawai', 'm2']
    """
    bare = standard_spelling(without_enclitic(plain_form(word)))
    if not _other_spellings().search(bare):  # to find the root takes 0.1 ms
        return bare
    root = _listed_root(bare)
    return bare.replace(root, spellings()[root]) if root and root in spellings() else bare


def without_enclitic(word: str) -> str:
    """Return the word without -nya, -lah, -kah, -pun, -ku or -mu, if the rest is a known word.

    >>> [without_enclitic(w) for w in ("pembinaannya", "masalah", "pegawailah", "abdullah")]
    ['pembinaan', 'masalah', 'pegawai', 'abdullah']
    """
    if word in _entries():
        return word
    for bare in _bare(word):
        if bare != word and (bare in _entries() or _known(bare)):
            return bare
    return word[:-3] if word.endswith("nya") and len(word) > 7 else word


@cache
def roots() -> frozenset[str]:
    """Return the roots of data/roots.txt."""
    return frozenset(list_entries("roots.txt"))


@cache
def listed_stems() -> MappingProxyType[str, str]:
    """Return word -> stem from data/stems.txt; a stem maps to itself."""
    stems: dict[str, str] = {}
    for line in list_entries("stems.txt"):
        root, _, words = line.partition(":")
        stems |= dict.fromkeys((root, *words.split()), root)
    return MappingProxyType(stems)


@cache
def spellings() -> MappingProxyType[str, str]:
    """Return another spelling -> the standard one, from data/spellings.txt."""
    rows = (line.partition(":") for line in list_entries("spellings.txt"))
    return MappingProxyType({other: standard for standard, _, others in rows for other in others.split()})


def is_known(word: str) -> bool:
    """Return True for a listed word, and for one made of a listed root."""
    return word in _entries() or _known(word) is not None


@cache
def _other_spellings() -> re.Pattern[str]:
    return re.compile("|".join(sorted(spellings(), key=len, reverse=True)))


@cache
def _entries() -> frozenset[str]:
    """Return the words that an affix may be removed from: roots, listed words and other spellings."""
    return roots() | listed_stems().keys() | spellings().keys()


def may_have_stem(root: str) -> Callable[[str], bool]:
    """Return a test that is True for each word of the index with this stem, and for few others; `stem` takes 20 us.

    >>> [word for word in ("membina", "bina", "dilatih") if may_have_stem("bina")(word)]
    ['membina', 'bina']
    """
    under = [root, *_listed_under().get(root, ())]
    under += [word for one in under for word in _spelled_under().get(one, ())]
    parts = {one[2:] for one in under}  # a prefix may have swallowed a letter, or "ny"
    return lambda word: (
        any(part in word for part in parts) or not word.isascii() or word.startswith("kw") or "fitas" in word
    )


@cache
def _listed_under() -> Mapping[str, Sequence[str]]:
    return _turned(listed_stems())


@cache
def _spelled_under() -> Mapping[str, Sequence[str]]:
    return _turned(spellings())


def _turned(mapping: Mapping[str, str]) -> Mapping[str, Sequence[str]]:
    """Return value -> keys."""
    turned: dict[str, list[str]] = {}
    for key, value in mapping.items():
        turned.setdefault(value, []).append(key)
    return turned


@cache
def doubled() -> frozenset[str]:
    """Return the words of data/doubled.txt, which change their meaning when doubled ("oleh", "oleh-oleh")."""
    return frozenset(list_entries("doubled.txt"))


@cache
def rules_fingerprint() -> str:
    """Return a checksum of this file and its lists. Stored stems are out of date if it has changed."""
    files = (Path(__file__), DATA / "roots.txt", DATA / "spellings.txt", DATA / "stems.txt")
    return f"{zlib.crc32(b''.join(file.read_bytes() for file in files)):08x}"


def list_entries(name: str) -> list[str]:
    """Return the lines of a file in corpus/data, without comments and empty lines."""
    text = (DATA / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@lru_cache(maxsize=1)
def stop_words() -> frozenset[str]:
    """Return the Indonesian stop words (data/stopwords.txt)."""
    return frozenset(list_entries("stopwords.txt"))


def _known(word: str) -> str | None:
    """Return the stem of the listed root that the word is made of, or None."""
    if (root := _listed_root(word)) is None:
        return None
    root = spellings().get(root, root)
    return listed_stems().get(root, root)


def _listed_root(word: str) -> str | None:
    """Return the listed root that the word is made of, or None: the one with the fewest prefixes, then the longest."""
    best: tuple[int, int, str] | None = None
    for bare in _bare(word):
        for inner in _without_suffix(bare):
            for prefixes, root in _without_prefixes(inner, 0):
                if len(root) > 2 and root in _entries():
                    candidate = (prefixes, -len(root), root)
                    best = candidate if best is None or candidate[:2] < best[:2] else best
        if best:
            return best[2]
    return None


def _bare(word: str) -> Iterator[str]:
    """Yield the word, and the word without an enclitic."""
    yield word
    for enclitic in ENCLITICS:
        if word.endswith(enclitic) and len(word) - len(enclitic) >= 3:
            yield word[: -len(enclitic)]


def _without_suffix(word: str) -> Iterator[str]:
    """Yield the word, and the word without a suffix."""
    yield word
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            yield word[: -len(suffix)]


def _without_prefixes(word: str, prefixes: int) -> Iterator[tuple[int, str]]:
    """Yield (number of prefixes removed, rest) for the word with 0 to `MAX_PREFIXES` prefixes removed."""
    yield prefixes, word
    if prefixes < MAX_PREFIXES:
        for inner in _without_prefix(word):
            yield from _without_prefixes(inner, prefixes + 1)


def _without_prefix(word: str) -> Iterator[str]:
    """Yield what may stand after the word's first prefix, with each letter that the prefix may have swallowed."""
    for prefix, followers, swallowed in NASAL:
        rest = word[len(prefix) :]
        if word.startswith(prefix) and len(rest) > 2 and rest[0] in followers and not _runs_on(rest):
            yield from (letters + rest for letters in swallowed if not letters or rest[0] in VOWELS)
    for prefix in PLAIN:
        if word.startswith(prefix) and len(word) - len(prefix) > 2:
            yield word[len(prefix) :]


def _runs_on(rest: str) -> bool:
    """Return True if a consonant follows l, r, w or y: no root begins so ("per-budak-an", not "pe-rbudak-an")."""
    return rest[0] in "lrwy" and rest[1] not in VOWELS


def _loan(word: str) -> str | None:
    """Return the loan in -si that an unlisted word is made of, or None: mengkoranisasikan -> koranisasi.

    Where a prefix may have swallowed a letter, me- stands for what begins more loans: mem- for m (motivasi), men- for
    n (normalisasi), meng- for a vowel.
    """
    bare = word[:-3] if word.endswith("nya") else word
    inner = next((bare[: -len(end)] for end in ("kan", "an") if bare.endswith(f"si{end}")), bare)
    if not inner.endswith("si") or len(inner) < LONGEST_PREFIX + SHORTEST:
        return None
    for prefix, followers, _ in NASAL:
        rest = inner[len(prefix) :]
        if inner.startswith(prefix) and len(prefix) > 2 and rest[0] in followers:
            return (LOAN_LETTERS[prefix[2:]] if rest[0] in VOWELS else "") + rest
    return next((inner[len(prefix) :] for prefix in ("di", "ter", "ber") if inner.startswith(prefix)), None)


def _guessed(word: str) -> str:
    """Return a stem for a word whose root is not listed: without -nya, and without affixes on both sides."""
    bare = word[:-3] if word.endswith("nya") and len(word) > 7 else word
    for prefix, suffix in BOTH_SIDES:
        if bare.startswith(prefix) and bare.endswith(suffix):
            inner = next(_without_prefix(bare[: -len(suffix)]), "")
            if len(inner) >= SHORTEST - 1:
                return inner
    if bare.startswith(("mem", "men", "meng", "meny", "di")) and not bare.endswith(SUFFIXES):
        inner = next(_without_prefix(bare), "")
        return inner if len(inner) >= SHORTEST else bare
    return bare
