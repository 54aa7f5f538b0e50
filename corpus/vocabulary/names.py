"""Names over time: bodies, offices, places and officials with their other names and misspellings (`Names`).

corpus.vocabulary.names_file reads them from TOML.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from corpus.vocabulary.tokens import Tokens, tokens

MAX_VARIANTS = 24  # spellings of one written-out name
MAX_APART = 3  # number of words that another spelling may write as one


@dataclass(frozen=True, slots=True)
class Name:
    """A name with its written-out forms (`full`), the `spellings` seen, and its period (YYYY, YYYY-MM or YYYY-MM-DD).

    If others share the name, `unless` are words that show that they are meant, and `although` words that outweigh
    those of `unless`. `source` says what the entry rests on (the head of data/names.toml has its kinds).
    """

    name: str
    full: tuple[str, ...] = ()
    spellings: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    unless: tuple[str, ...] = ()
    although: tuple[str, ...] = ()
    source: str | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        """All ways to write the name."""
        return (self.name, *self.full, *self.spellings)


@dataclass(frozen=True, slots=True)
class Lineage:
    """One body, office, place or term over the years, with all its names.

    `kind` is body, office, workers, place or term. `local` is the id of the lineage of its offices. `covers` are the
    ids of lineages that are kinds of it (ASN covers PNS); a search for it also finds them, and not the other way.
    """

    id: str
    kind: str
    names: tuple[Name, ...]
    local: str | None = None
    covers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Official:
    """A person: `words` are groups of spellings, `aliases` other names, `roles` words that stand near the name."""

    name: str
    words: tuple[tuple[str, ...], ...] = ()
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    post: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True)
class Names:
    """All known names, with look-up by any of their forms. `longest` is the number of words of the longest."""

    lineages: Mapping[str, Lineage] = field(default_factory=dict)
    officials: Mapping[str, Official] = field(default_factory=dict)
    spelling: tuple[tuple[str, ...], ...] = ()
    longest: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        groups = [*self.spelling, *(group for o in self.officials.values() for group in o.words)]
        near: dict[Tokens, set[Tokens]] = {}
        for group in groups:
            folded = set(map(tokens, group))
            for written in folded:
                near.setdefault(written, set()).update(folded)
        by_text: dict[Tokens, list[tuple[Lineage, Name]]] = {}
        for lineage in self.lineages.values():
            for name in lineage.names:
                for text in name.texts:
                    by_text.setdefault(tokens(text), []).append((lineage, name))
        several = (len(text) for text in (*near, *by_text))
        object.__setattr__(self, "longest", max(several, default=0))
        object.__setattr__(self, "_near", near)
        object.__setattr__(self, "_by_text", by_text)

    def spellings(self, word: str) -> list[str]:
        """Return the other spellings of one word, as far as they are one word too.

        >>> Names(spelling=(("Lasro", "Larso"),)).spellings("larso")
        ['lasro']
        """
        return [text[0] for text in self.written((word,)) if len(text) == 1]

    def written(self, text: Tokens) -> list[Tokens]:
        """Return the other ways to write one word, or a sequence of words that is also written as one.

        >>> Names(spelling=(("Jumat", "Jum'at"),)).written(("jumat",))
        [('jum', 'at')]
        """
        near: Mapping[Tokens, set[Tokens]] = self._near  # type: ignore[attr-defined]
        return sorted(near.get(text, set()) - {text})

    def pieces(self, text: Tokens) -> list[Tokens]:
        """Return the text cut into words; words that another spelling writes as one stay together.

        >>> Names(spelling=(("Jumat", "Jum'at"),)).pieces(("hari", "jum", "at"))
        [('hari',), ('jum', 'at')]
        """
        result, position = list[Tokens](), 0
        while position < len(text):
            several = (text[position : position + length] for length in range(MAX_APART, 1, -1))
            result.append(next((piece for piece in several if self.written(piece)), text[position : position + 1]))
            position += len(result[-1])
        return result

    def named(self, text: Tokens) -> list[tuple[Lineage, Name]]:
        """Return the lineages that have this name, each with the name."""
        by_text: Mapping[Tokens, list[tuple[Lineage, Name]]] = self._by_text  # type: ignore[attr-defined]
        return by_text.get(text, [])

    def other_names(self, text: Tokens) -> list[Tokens]:
        """Return all other names and spellings of what this text names, over the years; persons by their aliases."""
        others = self._written_names(lineage for lineage, _ in self.named(text))
        for official in self.officials.values():
            if text in map(tokens, official.aliases):
                others |= dict.fromkeys(self.variants(tokens(official.name)))
        others.pop(text, None)
        return list(others)

    def kinds(self, text: Tokens) -> list[Tokens]:
        """Return all names of what is a kind of what this text names: of PNS and PPPK for ASN."""
        return list(self._written_names(self._covered(lineage for lineage, _ in self.named(text))))

    def wider(self, text: Tokens) -> list[Tokens]:
        """Return the first name of each thing that this text names a kind of: ASN for PNS."""
        own = {lineage.id for lineage, _ in self.named(text)}
        return [tokens(one.names[0].name) for one in self.lineages.values() if not own.isdisjoint(one.covers)]

    def family(self, text: Tokens) -> set[str]:
        """Return the ids of the lineages that have this name, and of those that they cover."""
        own = [lineage for lineage, _ in self.named(text)]
        return {lineage.id for lineage in (*own, *self._covered(own))}

    def _covered(self, lineages: Iterable[Lineage]) -> list[Lineage]:
        """Return the lineages that these cover, and those that these cover in turn; each once."""
        own = dict.fromkeys(lineage.id for lineage in lineages)
        reached = list(own)
        for id_ in reached:  # it grows as it is read
            reached += [one for one in self.lineages[id_].covers if one in self.lineages and one not in reached]
        return [self.lineages[id_] for id_ in reached[len(own) :]]

    def _written_names(self, lineages: Iterable[Lineage]) -> dict[Tokens, None]:
        written = (tokens(text) for lineage in lineages for name in lineage.names for text in name.texts)
        return {variant: None for text in written for variant in self.variants(text)}

    def of_a_kind(self, text: Tokens, *, with_place: bool) -> list[Tokens]:
        """Return other one-word names of what the text names, the shortest first.

        If a place stands beside it (`with_place`), a body also means its offices, short and written out.
        """
        others: dict[Tokens, None] = {}
        for lineage, _ in self.named(text):
            family = [lineage]
            if with_place:
                family += [one for one in self.lineages.values() if lineage.id == one.local or one.id == lineage.local]
            for written in (t for one in family for name in one.names for t in map(tokens, name.texts)):
                others |= {written: None} if len(written) == 1 else {}
            for office in family if with_place else ():
                if office.kind == "office":
                    others |= {v: None for n in office.names for t in n.texts for v in self.variants(tokens(t))}
        others.pop(text, None)
        return sorted(others, key=len)

    def variants(self, text: Tokens) -> list[Tokens]:
        """Return the text in every known spelling of its words, as written first; at most `MAX_VARIANTS`."""
        choices = [[piece, *self.written(piece)] for piece in self.pieces(text)]
        return [sum(chosen, ()) for chosen in itertools.islice(itertools.product(*choices), MAX_VARIANTS)]
