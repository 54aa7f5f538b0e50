"""The names that are known before an article is read: bodies, places, officials, by their first word (`KnownNames`)."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from corpus.people_named.role_words import role_words
from corpus.vocabulary.names import Lineage, Names, Official
from corpus.vocabulary.places import place_lists
from corpus.vocabulary.tokens import Tokens, tokens

BODY, PLACE, PERSON, OTHERS = "body", "place", "person", "others"
"""Kinds of known names; OTHERS is a name that says that not ours are meant ("Kementerian Luar Negeri Filipina")."""
BODIES = ("body", "office")  # kinds of lineages
ABROAD = ("kbri", "kjri")  # lineages whose offices stand in other countries


@dataclass(frozen=True, slots=True)
class KnownName:
    """What a sequence of words names. `name` is its canonical name, `at_place` that of its office at a place.

    `lineage` is the id in the names file. `unless` and `although` are those of the names file, in small letters.
    """

    kind: str
    name: str
    lineage: str = ""
    at_place: str = ""
    unless: tuple[str, ...] = ()
    although: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownNames:
    """Known names by their first word, the longest first, and officials by the words of their names.

    `by_word` has the officials whose name has a word, in any spelling; `roles` the words that stand near each.
    """

    by_first: Mapping[str, list[tuple[list[str], KnownName]]]
    officials: Mapping[Tokens, str]
    by_word: Mapping[str, tuple[str, ...]]
    roles: Mapping[str, frozenset[str]]
    names: Names = field(repr=False)


_READY: OrderedDict[int, KnownNames] = OrderedDict()
_MOST_READY = 4


def known_names(names: Names) -> KnownNames:
    """Return the look-up of these names; made once for each."""
    ready = _READY.get(id(names))
    if ready is None or ready.names is not names:
        _READY[id(names)] = ready = _made(names)
        while len(_READY) > _MOST_READY:
            _READY.popitem(last=False)
    return ready


def canonical_body(lineage: Lineage) -> str:
    """Return the name under which a body is counted: the first without an end, or the last.

    >>> from corpus.vocabulary.names_file import shipped_names
    >>> canonical_body(shipped_names().lineages["badan"])
    'KP2MI'
    """
    return next((name.name for name in lineage.names if name.until is None), lineage.names[-1].name)


def canonical_place(lineage: Lineage) -> str:
    """Return the name of a place in the name of an office: short in capitals (NTT), else written out (Jawa Barat)."""
    name = next((one for one in lineage.names if one.until is None), lineage.names[-1])
    return name.name if name.name.isupper() or not name.full else name.full[0]


def _made(names: Names) -> KnownNames:
    every: dict[Tokens, KnownName] = {}
    for listed in (place for places in place_lists().values() for place in places):
        every[tokens(listed)] = KnownName(PLACE, listed)
    for lineage in names.lineages.values():
        if lineage.kind == "place":
            every.update(_spelled(names, _texts(lineage), KnownName(PLACE, canonical_place(lineage), lineage.id)))
    for lineage in names.lineages.values():
        if lineage.kind in BODIES:
            _add_body(every, names, lineage)
    officials: dict[Tokens, str] = {}
    by_word: dict[str, list[str]] = {}
    for official in names.officials.values():
        for text in (official.name, *official.aliases):
            for written in names.variants(tokens(text)):
                officials[written] = official.name
                every[written] = KnownName(PERSON, official.name)
        for word in _words_of(names, official):
            by_word.setdefault(word, []).append(official.name)
    by_first: dict[str, list[tuple[list[str], KnownName]]] = {}
    for written, entry in every.items():
        if written:
            by_first.setdefault(written[0], []).append((list(written), entry))
    for several in by_first.values():
        several.sort(key=lambda one: -len(one[0]))
    roles = {
        one.name: frozenset(word for role in one.roles for word in tokens(role)) for one in names.officials.values()
    }
    return KnownNames(by_first, officials, {word: tuple(of) for word, of in by_word.items()}, roles, names)


def _texts(lineage: Lineage) -> Iterable[str]:
    return (text for name in lineage.names for text in name.texts)


def _spelled(names: Names, texts: Iterable[str], entry: KnownName) -> dict[Tokens, KnownName]:
    return {written: entry for text in texts for written in names.variants(tokens(text))}


def _add_body(every: dict[Tokens, KnownName], names: Names, lineage: Lineage) -> None:
    """Add a body under each of its names; one that begins with a role ("Menteri ...") names who leads it."""
    office = names.lineages.get(lineage.local or "", lineage)
    for name in lineage.names:
        if any(_leads(text) for text in (name.name, *name.full)):
            continue
        longer = [text for text in name.unless if set(tokens(name.name)) < set(tokens(text))]
        beside = tuple(text.lower() for text in name.unless if text not in longer)
        entry = KnownName(
            BODY,
            canonical_body(lineage),
            lineage.id,
            canonical_body(office),
            beside,
            tuple(text.lower() for text in name.although),
        )
        every.update(_spelled(names, (text for text in name.texts if not _leads(text)), entry))
        every.update(_spelled(names, longer, KnownName(OTHERS, name.name)))


def _leads(text: str) -> bool:
    first = text.split()[0].split("-")[0].lower()
    return first in role_words().heads or first in ("mentri", "direktur", "dirjen", "menpanrb")


def _words_of(names: Names, official: Official) -> set[str]:
    """Return the words of an official's name that may stand for it alone, in every spelling."""
    words = {word for word in tokens(official.name) if len(word) > 2}
    return words | {spelled for word in words for spelled in names.spellings(word)}
