"""Word lists of the quotes rules (`speech_words`, `word_kinds`), from data/quotes.toml and data/speakers.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from corpus.vocabulary.places import place_lists
from corpus.vocabulary.stemming import DATA, roots, stem, stop_words

POST, HUMAN, NAME_TITLE, BODY, PLACE, CALENDAR, PARTICLE, DIRECTION, DEGREE, OPEN, BEFORE_PLACE, FIRST, ALSO = (
    1 << bit for bit in range(13)
)
"""What a word may be, as bits: data/speakers.toml has a table for each. ALSO: a person's name as well."""
OFFICE_WORD = POST | BODY | PLACE | DIRECTION
"""A capitalised word with one of these bits is part of a role or of a body's name, not of a person's."""


_WORD = re.compile(r"[^\W_]+")
_ACCORDING = ("menurut", "menurutnya")


@dataclass(frozen=True, slots=True)
class SpeechWords:
    """Verbs of speaking and the words around them, in small letters. data/quotes.toml explains each list.

    `reporting` are all words that may bring in indirect speech.
    """

    roots: frozenset[str]
    plain_roots: frozenset[str]
    suffixed: frozenset[str]
    plain_suffixed: frozenset[str]
    clause: frozenset[str]
    active: frozenset[str]
    passive: frozenset[str]
    passive_suffixed: frozenset[str]
    reporting: frozenset[str]
    around: Mapping[str, frozenset[str]]
    rules: Mapping[str, str]


@cache
def speech_words() -> SpeechWords:
    """Return the verbs of speaking and the words around them."""
    data = _read("quotes.toml")
    plain, marked = frozenset(data["roots"]["plain"]), frozenset(data["roots"]["marked"])
    clause, passive = frozenset(data["verbs"]["clause"]), frozenset(data["verbs"]["passive"])
    return SpeechWords(
        roots=plain | marked,
        plain_roots=plain,
        suffixed=_with_nya(plain | marked),
        plain_suffixed=_with_nya(plain),
        reporting=frozenset(
            (*clause, *data["verbs"]["quote"], *passive, *_with_nya(passive), *plain, *_with_nya(plain), *_ACCORDING)
        ),
        clause=clause,
        active=clause | frozenset(data["verbs"]["quote"]),
        passive=passive,
        passive_suffixed=_with_nya(passive),
        around={name: frozenset(words) for name, words in data["around"].items()},
        rules=data["rules"],
    )


@cache
def word_kinds() -> Mapping[str, int]:
    """Return what a word may be: the word in small letters -> bits."""
    data = _read("speakers.toml")
    kinds = dict[str, int]()
    for words, bit in (
        (data["posts"]["words"], POST),
        (data["humans"]["words"], HUMAN),
        (data["titles"]["words"], NAME_TITLE),
        (data["degrees"]["words"], DEGREE),
        (data["bodies"]["words"], BODY),
        (data["bodies"]["open"], OPEN | BODY),
        (data["bodies"]["before_place"], BEFORE_PLACE),
        (data["bodies"]["directions"], DIRECTION),
        (data["names"]["also"], ALSO),
        (data["names"]["particles"], PARTICLE),
        (data["names"]["first"], FIRST),
        (data["calendar"]["words"], CALENDAR),
        (data["places"]["words"], PLACE),
    ):
        for word in words:
            kinds[word] = kinds.get(word, 0) | bit
    for word in map(str.lower, place_lists()["places"]):
        if " " not in word and word not in kinds:
            kinds[word] = PLACE
    for word in map(str.lower, place_lists()["places_with_mark"]):
        if " " not in word and word not in kinds:
            kinds[word] = PLACE | ALSO
    return kinds


@cache
def places_of_words() -> frozenset[str]:
    """Return the places of several words, in small letters: kulon progo."""
    return frozenset(low for low in map(str.lower, place_lists()["places"]) if " " in low)


@cache
def phrase_words() -> Mapping[str, frozenset[str]]:
    """Return the words of grammar in and around the words for a person, by the name of their list."""
    return {name: frozenset(words) for name, words in _read("speakers.toml")["phrases"].items()}


@cache
def short_roles() -> Mapping[str, str]:
    """Return the words of offices that the press shortens: kades -> kepala desa."""
    short: Mapping[str, str] = _read("speakers.toml")["short_roles"]
    return short


@lru_cache(maxsize=5_000)
def compared_role(role: str) -> list[str]:
    """Return a role's words as they are compared: "kades" is "kepala desa"."""
    short, skipped = short_roles(), phrase_words()["skipped"]
    related = phrase_words()["relatives"]
    words = (word for word in _WORD.findall(role.lower()) if word not in skipped)
    words = (word[:-3] if word.endswith("nya") and word[:-3] in related else word for word in words)
    return [part for word in words for part in short.get(word, word).split()]


def is_role_of(short: Sequence[str], role: Sequence[str]) -> bool:
    """Return True if a role begins with these words, or goes on with them behind "sekaligus"; "Staf Ahli Bupati" is
    no bupati."""
    joined = phrase_words()["joins_roles"]
    return any(
        role[at : at + len(short)] == short and (not at or role[at - 1] in joined)
        for at in range(len(role) - len(short) + 1)
    )


def is_same_office(short: str, role: str | None) -> bool:
    """Return True if two printed roles may be one: "Bupati" is "Bupati Contoh Timur"."""
    return is_role_of(compared_role(short), compared_role(role or ""))


@cache
def not_people() -> frozenset[str]:
    """Return words that begin with pe- as those for people do, and are none."""
    return frozenset(_read("speakers.toml")["humans"]["not_people"])


@cache
def function_words() -> frozenset[str]:
    """Return words that no person's name has, however they are written: menurut, kini, yang."""
    around = speech_words().around
    listed = (
        around["adverbials"],
        around["behind_quote"],
        around["front_adverbs"],
        around["before_verb"],
        around["pointing"],
        around["pronouns"],
    )
    return frozenset().union(
        stop_words(), speech_words().active, speech_words().passive, *listed, ("menurut", "menurutnya")
    )


def is_dictionary_word(low: str) -> bool:
    """Return True for an Indonesian word, also with affixes. Names that are words too (Budi, Puji) are told apart."""
    bits = word_kinds().get(low, 0)
    return not bits & (FIRST | ALSO) and (low in roots() or stem(low) in roots() or low in speech_words().suffixed)


def _with_nya(words: Iterable[str]) -> frozenset[str]:
    return frozenset(f"{word}nya" for word in words)


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


def quote_rule_rows() -> Iterator[str]:
    """Yield the rows of the table of rules in docs/quotes.md."""
    for name, sentence in speech_words().rules.items():
        yield f"| `{name}` | {sentence} |"
