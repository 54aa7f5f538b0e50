"""The persons of an article (`persons_of`): each once, with role and the short forms that mean them alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.people_named.cut_text import CutText
from corpus.people_named.known_names import KnownNames
from corpus.people_named.known_spots import KnownSpots
from corpus.people_named.name_runs import Introduction
from corpus.people_named.role_introductions import introductions
from corpus.people_named.role_words import is_common_word, role_words
from corpus.vocabulary.tokens import Tokens

MOST_SPELLED = 8  # other spellings of a form
SHORTEST_FORM = 3  # letters of one word that stands for a person


@dataclass(slots=True)
class Person:
    """A person of an article. `words` are those of the longest form of the name, folded; `first` and `last` its place.

    `every` are all places where the name stands in a form that was introduced.
    """

    name: str
    words: Tokens
    first: int
    last: int
    role: str | None = None
    every: list[tuple[int, int]] = field(default_factory=list)
    short_forms: set[Tokens] = field(default_factory=set)


def persons_of(text: str, words: CutText, spots: KnownSpots, known: KnownNames) -> list[Person]:
    """Return the persons of a text, in its order."""
    named: dict[Tokens, Person] = {}
    for one in _with_officials(introductions(words, spots, known), spots):
        key = tuple(words.low[one.first : one.last + 1])
        role = _role_text(text, words, one)
        official = known.officials.get(key) or _official_by_role(key, role, known)
        person = named.setdefault(
            (official,) if official else key,
            Person(official or _as_name(words, one), key, one.first, one.last),
        )
        person.every.append((one.first, one.last))
        if role and (person.role is None or person.role.isupper()):
            person.role = role
        if len(key) > len(person.words):
            person.words = key
    persons = _joined(list(named.values()))
    _give_short_forms(persons, known)
    return sorted(persons, key=lambda one: one.first)


def _with_officials(by_rules: list[Introduction], spots: KnownSpots) -> Iterator[Introduction]:
    """Yield the introductions, and the other places of officials' full names."""
    yield from by_rules
    introduced_at = {one.first for one in by_rules}
    for spot in spots.every:
        if spot.kind == "person" and spot.first not in introduced_at:
            yield Introduction(spot.first, spot.last, "known")


def _role_text(text: str, words: CutText, one: Introduction) -> str | None:
    """Return the role as printed, blanks made one; None without one."""
    if one.role_first is None or one.role_last is None:
        return None
    printed = " ".join(text[words.starts[one.role_first] : words.ends[one.role_last]].split())
    return f"{printed})" if printed.count("(") > printed.count(")") else printed


def _as_name(words: CutText, one: Introduction) -> str:
    """Return a name as it is stored: capitals made small behind the first letter, where all is in capitals."""
    pieces = []
    for n in range(one.first, one.last + 1):
        word = words.words[n]
        pieces.append(word.title() if word.isupper() and len(word) > 2 else word)
        if n < one.last:
            gap = words.gaps[n]
            pieces.append(" ".join(gap.split()) + " " if gap.strip() in (".",) else gap if gap.strip() else " ")
    return "".join(pieces)


def _official_by_role(key: Tokens, role: str | None, known: KnownNames) -> str | None:
    """Return the one official whom a word of the name and the role mean ("Menteri Karding"); None without one."""
    if role is None or len(key) > 1:
        return None
    of_role = set(role.lower().split())
    fitting = [name for name in known.by_word.get(key[0], ()) if known.roles[name] & of_role]
    return fitting[0] if len(fitting) == 1 else None


def _forms(name: Tokens) -> Iterator[Tokens]:
    """Yield the parts of a name that may stand for it: words that follow each other, and the first with the last."""
    for first in range(len(name)):
        for last in range(first, len(name)):
            yield name[first : last + 1]
    if len(name) > 2:
        yield name[0], name[-1]


def _joined(persons: list[Person]) -> list[Person]:
    """Return the persons, a shorter name joined to the one longer name that it is a form of."""
    of_form: dict[Tokens, list[Person]] = defaultdict(list)
    for person in persons:
        for form in set(_forms(person.words)) - {person.words}:
            of_form[form].append(person)
    result = []
    for person in persons:
        longer = of_form.get(person.words, [])
        if len(longer) == 1 and (len(person.words) > 1 or _may_be_one(person.role, longer[0].role)):
            other = longer[0]
            other.every += person.every
            other.role = other.role or person.role
            other.first, other.last = min((other.first, other.last), (person.first, person.last))
        else:
            result.append(person)
    return result


def _may_be_one(role: str | None, other: str | None) -> bool:
    """Return True if two roles may be one person's: one is not given, or they share a word."""
    return role is None or other is None or bool(set(role.lower().split()) & set(other.lower().split()))


def _give_short_forms(persons: list[Person], known: KnownNames) -> None:
    """Give each person the forms, in every spelling, that mean nobody else in the article."""
    of_form: dict[Tokens, list[Person]] = defaultdict(list)
    for person in persons:
        of_it = {form for form in _forms(person.words) if form == person.words or _may_stand_alone(form)}
        for form in list(of_it):
            of_it |= set(known.names.variants(form)[:MOST_SPELLED]) if _has_spellings(form, known) else set()
        for form in of_it:
            of_form[form].append(person)
    for form, several in of_form.items():
        whole = [person for person in several if person.words == form]
        if len(several) == 1 or (len(whole) == 1 and len(form) > 1):
            (whole or several)[0].short_forms.add(form)


def _has_spellings(form: Tokens, known: KnownNames) -> bool:
    return any(known.names.written((word,)) for word in form)


def _may_stand_alone(form: Tokens) -> bool:
    """Return True if a part of a name may stand for it: not a particle, a common word or two letters alone."""
    if form[0] in role_words().particles or form[-1] in role_words().particles:
        return False
    return len(form) > 1 or (len(form[0]) >= SHORTEST_FORM and not is_common_word(form[0]))
