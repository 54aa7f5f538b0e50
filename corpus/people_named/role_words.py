"""The words of data/roles.toml (`role_words`): roles, ranks, words of speech and of names; what is a common word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from corpus.vocabulary.stemming import DATA, roots, stem, stop_words

ROLES_FILE = DATA / "roles.toml"
_OF_THE_LANGUAGE = re.compile(r"(?:ke|pe|per|pem|pen|peng|peny)[a-z]{5,}an|[a-z]{4,}isasi|[a-z]{5,}itas")
"""Words that their affixes make words of the language: "ketenagakerjaan", "digitalisasi"."""
_NAME_ENDINGS = (
    *("ningsih", "ningtyas", "ningrum", "wati", "astuti", "yanto", "wanto", "yono", "syah", "uddin", "udin"),
    *("yanti", "widjaja", "wijaya", "kusumo", "negara", "anto", "iyah", "iana", "ianus", "inus"),
)
"""Ends of words that are persons' names."""


@dataclass(frozen=True, slots=True)
class RoleWords:
    """The lists of data/roles.toml, each as a set; its comments say what each is for."""

    heads: frozenset[str]
    small_heads: frozenset[str]
    with_place: frozenset[str]
    with_house: frozenset[str]
    inside: frozenset[str]
    joining: frozenset[str]
    ranks: frozenset[str]
    weak_ranks: frozenset[str]
    address: frozenset[str]
    degrees: frozenset[str]
    short_names: frozenset[str]
    particles: frozenset[str]
    before_speaker: frozenset[str]
    behind_speaker: frozenset[str]
    calendar: frozenset[str]
    office_words: frozenset[str]
    name_words: frozenset[str]
    area_words: frozenset[str]
    countries: frozenset[str]
    not_inside: frozenset[str]
    small_parts: frozenset[str]
    short_roles: frozenset[str]
    things_before: frozenset[str]
    things_behind: frozenset[str]
    speech_signs: frozenset[str]  # words of speech, ranks and forms of address: a name may stand beside them


@cache
def role_words() -> RoleWords:
    """Return the lists, read once."""
    import tomllib  # a search starts without it

    lists = tomllib.loads(ROLES_FILE.read_text(encoding="utf-8"))
    lists["heads"] += [f"{word}nya" for word in (*lists["heads"], *lists["small_heads"])]  # "Relawannya, ..."
    signs = ("before_speaker", "behind_speaker", "ranks", "address")
    lists["speech_signs"] = [word for name in signs for word in lists[name]]
    return RoleWords(**{name: frozenset(words) for name, words in lists.items()})


@lru_cache(maxsize=50_000)
def is_common_word(word: str) -> bool:
    """Return True for a word in small letters that is no person's name: of the language, of offices, of the calendar.

    >>> is_common_word("kepatuhan"), is_common_word("senin"), is_common_word("suratmi"), is_common_word("budi")
    (True, True, False, False)
    """
    lists = role_words()
    if word in lists.name_words:
        return False
    if word in lists.calendar or word in lists.office_words or word in lists.heads or word in lists.small_heads:
        return True
    if word in lists.with_place or word in lists.with_house or word in stop_words():
        return True
    if _OF_THE_LANGUAGE.fullmatch(word):
        return True
    return word in roots() or stem(word) in roots() or word.removesuffix("i") in roots()  # "Temui"


@lru_cache(maxsize=50_000)
def may_end_name(word: str) -> bool:
    """Return True for a word of the language, in small letters, that may also be the last of a name ("Laksana").

    >>> may_end_name("laksana"), may_end_name("senin"), may_end_name("ketua"), may_end_name("pelayanan")
    (True, False, False, False)
    """
    lists = role_words()
    listed = lists.calendar | lists.office_words | lists.heads | lists.small_heads | lists.with_place | lists.with_house
    return word in roots() and word not in listed and word not in stop_words() and word not in lists.things_behind


@lru_cache(maxsize=50_000)
def is_name_word(word: str) -> bool:
    """Return True for a word in small letters that persons bear as a name.

    >>> is_name_word("budi"), is_name_word("sumaryanto"), is_name_word("treasury")
    (True, True, False)
    """
    return word in role_words().name_words or (
        len(word) > 5 and word.endswith(_NAME_ENDINGS) and not is_common_word(word)
    )
