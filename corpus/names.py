"""What else was it called? Bodies, offices and officials with their names over time and their misspellings.

Read from TOML by corpus.names_file.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field

from corpus.query_tree import tokens

Tokens = tuple[str, ...]
MAX_VARIANTS = 24  # spellings of one written-out name


@dataclass(frozen=True, slots=True)
class Name:
    """A name with its written-out forms, the spellings seen, and when it held (YYYY, YYYY-MM or YYYY-MM-DD)."""

    name: str
    full: tuple[str, ...] = ()
    spellings: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    unless: tuple[str, ...] = ()
    although: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """All the ways to write it."""
        return (self.name, *self.full, *self.spellings)


@dataclass(frozen=True, slots=True)
class Lineage:
    """One thing over the years: `kind` is body, office, workers, place or term; `local` names its offices' lineage."""

    id: str
    kind: str
    names: tuple[Name, ...]
    local: str | None = None


@dataclass(frozen=True, slots=True)
class Official:
    """A person: `words` are groups of spellings, `aliases` other names, `roles` the words that stand by the name."""

    name: str
    words: tuple[tuple[str, ...], ...] = ()
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    post: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True)
class Names:
    """All that is known, and what a word of a search stands for."""

    lineages: Mapping[str, Lineage] = field(default_factory=dict)
    officials: Mapping[str, Official] = field(default_factory=dict)
    spelling: tuple[tuple[str, ...], ...] = ()

    def __post_init__(self) -> None:
        groups = [*self.spelling, *(group for o in self.officials.values() for group in o.words)]
        near: dict[str, set[str]] = {}
        for group in groups:
            folded = {t[0] for word in group if (t := tokens(word))}
            for word in folded:
                near.setdefault(word, set()).update(folded)
        by_text: dict[Tokens, list[tuple[Lineage, Name]]] = {}
        for lineage in self.lineages.values():
            for name in lineage.names:
                for text in name.texts:
                    by_text.setdefault(tokens(text), []).append((lineage, name))
        object.__setattr__(self, "_near", near)
        object.__setattr__(self, "_by_text", by_text)

    def spellings(self, word: str) -> list[str]:
        """The other spellings of one word.

        >>> Names(spelling=(("Lasro", "Larso"),)).spellings("larso")
        ['lasro']
        """
        near: Mapping[str, set[str]] = self._near  # type: ignore[attr-defined]
        return sorted(near.get(word, set()) - {word})

    def named(self, text: Tokens) -> list[tuple[Lineage, Name]]:
        """The lineages that a name belongs to, with the name."""
        by_text: Mapping[Tokens, list[tuple[Lineage, Name]]] = self._by_text  # type: ignore[attr-defined]
        return by_text.get(text, [])

    def other_names(self, text: Tokens) -> list[Tokens]:
        """Every other way to write what this names, over the years; persons by their aliases."""
        found: dict[Tokens, None] = {}
        for lineage, _ in self.named(text):
            for name in lineage.names:
                for written in name.texts:
                    found |= dict.fromkeys(self.variants(tokens(written)))
        for official in self.officials.values():
            if text in map(tokens, official.aliases):
                found |= dict.fromkeys(self.variants(tokens(official.name)))
        found.pop(text, None)
        return list(found)

    def short_names(self, word: str, *, with_place: bool) -> list[str]:
        """Names of one word for the same thing; with a place beside it, also those of its offices."""
        found: dict[str, None] = {}
        for lineage, _ in self.named((word,)):
            local = self.lineages.get(lineage.local or "") if with_place else None
            for name in (*lineage.names, *(local.names if local else ())):
                found |= {t[0]: None for text in name.texts if len(t := tokens(text)) == 1}
        found.pop(word, None)
        return list(found)

    def variants(self, text: Tokens) -> list[Tokens]:
        """The text in every known spelling of its words, itself first."""
        choices = [[word, *self.spellings(word)] for word in text]
        return list(itertools.islice(itertools.product(*choices), MAX_VARIANTS))
