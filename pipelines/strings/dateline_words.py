"""The words of data/datelines.toml, looked up: known places, newsrooms, words that are no place."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from corpus.vocabulary.places import place_lists
from pipelines.strings.squashed import squash

OPENING_LETTERS = 3
_CONSONANT = "[B-DF-HJ-NP-TV-Z]"
SPOKEN = re.compile(  # a word that can be said: "TRENGGALEK"
    rf"""(?: NG | NY | S[KPT] | {_CONSONANT} [HLRWY]? )? [AEIOUY]+ (?: {_CONSONANT}{{1,4}} [AEIOUY]+ )*
         (?: NG | [LNRS][DGKST] | {_CONSONANT} )?""",
    re.VERBOSE,
)
# "PEMBINAAN", "KEGIATAN", "SOSIALISASI", "MENERIMA", "BERSAMA", "DIGELAR": common words by their affixes
COMMON_FORM = re.compile(
    r"""P(?:E|ENG|EN|EM|ER|ENY|EL)[A-Z]{3,}AN | KE[A-Z]{4,}AN | [A-Z]{3,}[AIU]SI | [A-Z]{4,}ITAS
      | ME(?:M[BPF]|N[CDJSTYZ]|NG[AEGHIKOU]|L[AEIOU]|R[AEIOU]|M[AEIOU])[A-Z]{3,} | BER[A-Z]{4,}
      | TER[BCDHJKLPST][A-Z]{3,}
      | DI(?:PER|[BCDGHJKLMPRSTU])[A-Z]{4,}(?:KAN|I|[AEIOU]?[BGHKLMNPRST])""",
    re.VERBOSE,
)
PERSON_ENDING = re.compile(r"(?:ningsih|ningtyas|ningrum|wati|astuti|yanto|wanto|yono|syah|udin|uddin)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of [words] in data/datelines.toml, as squashed names; those that are looked for in capitals as such."""

    places: frozenset[str]
    places_with_mark: frozenset[str]
    houses: frozenset[str]
    house_before_place: frozenset[str]
    house_behind_place: frozenset[str]
    house_endings: frozenset[str]
    no_places: frozenset[str]
    place_words: frozenset[str]
    before_places: frozenset[str]
    behind_places: frozenset[str]
    persons: frozenset[str]
    provinces: frozenset[str]
    domains: tuple[str, ...]
    always_capitals: frozenset[str]
    openings: frozenset[str]  # the first letters of all names: most words are in no list


@lru_cache(maxsize=1)
def tables() -> dict[str, Any]:
    """The tables of data/datelines.toml."""
    return tomllib.loads((files("pipelines") / "data/datelines.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def words() -> Words:
    """The word lists, read once."""
    lists: dict[str, Sequence[str]] = {**tables()["words"], **place_lists()}
    names = {
        name: frozenset(map(squash, given))
        for name, given in lists.items()
        if name not in {"domains", "always_capitals"}
    }
    opened = (names[kind] for kind in ("places", "places_with_mark", "houses", "house_before_place", "before_places"))
    openings = frozenset(name[:OPENING_LETTERS] for names_of_kind in opened for name in names_of_kind)
    return Words(
        **names,
        domains=tuple(lists["domains"]),
        always_capitals=frozenset(lists["always_capitals"]),
        openings=openings,
    )


def is_place(name: str) -> bool:
    """True for a place that is known and no person's name ("Agam").

    The outlet's host may be called after it (kupang.contoh.example).

    >>> is_place("Lubukpakam"), is_place("Solo"), is_place("Maju")
    (True, True, False)
    """
    key = squash(name)
    return key in words().places or (key in words().places_with_mark and key not in words().persons)


def is_no_place(name: str) -> bool:
    """True for words in capitals that are a kicker, a common word, or letters that nobody can say as a word.

    >>> is_no_place("PEMBINAAN"), is_no_place("KPK"), is_no_place("WOLOWAE"), is_no_place("PEKALONGAN")
    (True, True, False, False)
    """
    if is_place(name):
        return False
    if squash(name) in words().no_places:
        return True
    parts = re.findall(r"[A-Z]+", name)
    return any(
        part not in words().always_capitals and (not SPOKEN.fullmatch(part) or COMMON_FORM.fullmatch(part))
        for part in parts
    )


def is_person(name: str) -> bool:
    """True where one of the words is of a person's name: "Wulan Adiningtyas"; a known place is none.

    >>> is_person("Wulan Adiningtyas"), is_person("Kupang")
    (True, False)
    """
    if is_place(name) or squash(name) in words().places_with_mark:
        return False
    return any(squash(part) in words().persons or PERSON_ENDING.search(part) for part in name.split())


def is_subject(words_given: str) -> bool:
    """True for words most of which are common ones or places, and none a person's name: "Banjir Kupang".

    >>> is_subject("Kades Diduga Korupsi"), is_subject("Banjir Kupang"), is_subject("Agung Cahaya")
    (True, True, False)
    """
    lists, keys = words(), [squash(part) for part in words_given.split()]
    common = sum(
        key in lists.no_places or key in lists.places or COMMON_FORM.fullmatch(part.upper()) is not None
        for key, part in zip(keys, words_given.split(), strict=True)
    )
    return 2 * common > len(keys) and not any(key in lists.persons for key in keys)


def title_case(place: str) -> str:
    """A place printed in capitals, as it is written elsewhere.

    >>> title_case("LOMBOK TIMUR"), title_case("NTT"), title_case("Kota Kinabalu")
    ('Lombok Timur', 'NTT', 'Kota Kinabalu')
    """
    place = place.strip(" ,.-–")
    if not place.isupper():
        return place
    parts = [
        w if w in words().always_capitals else re.sub(r"[A-Z]+", lambda m: m[0].capitalize(), w) for w in place.split()
    ]
    return " ".join(parts)
