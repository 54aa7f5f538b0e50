"""The tree of a parsed search: words, phrases and fields, joined by AND, OR and NOT."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A word as typed. `exact` switches its expansion off. `at` is its position in the search text, from 0."""

    text: str
    at: int
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand next to each other, as typed between quotes."""

    text: str
    at: int
    exact: bool = False


@dataclass(frozen=True, slots=True)
class ListName(Phrase):
    """A name of a list: literal text, found in its known spellings and under its other names, without relatives."""


@dataclass(frozen=True, slots=True)
class Prefix:
    """The beginning of a word. Of several words, only the last one is a beginning."""

    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Near:
    """Words or phrases with at most `distance` other words between them, in any order."""

    parts: tuple[Word | Phrase | Prefix, ...]
    distance: int


@dataclass(frozen=True, slots=True)
class InTitle:
    """A part of the search that must match in the headline."""

    part: Node


@dataclass(frozen=True, slots=True)
class Field:
    """A filter on a field of the article. `name` is one of the query fields (docs/search.md)."""

    name: str
    value: str
    at: int


@dataclass(frozen=True, slots=True)
class All:
    """An AND with NOT: every `required` part must match and no `excluded` part. `required` is never empty."""

    required: tuple[Node, ...]
    excluded: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """An OR: at least one of the parts must match."""

    parts: tuple[Node, ...]


Leaf = Word | Phrase | Prefix
Node = Leaf | Near | InTitle | Field | All | AnyOf


def parts(node: Node) -> tuple[Node, ...]:
    """Return the child nodes, in the order they were written."""
    if isinstance(node, All):
        return (*node.required, *node.excluded)
    if isinstance(node, (AnyOf, Near)):
        return node.parts
    return (node.part,) if isinstance(node, InTitle) else ()


def is_text(node: Node) -> bool:
    """Return True if the node holds words only, and no field."""
    return not isinstance(node, Field) and all(map(is_text, parts(node)))


def has_order(node: Node) -> bool:
    """Return True if the node asks where words stand to each other: a NEAR, or a phrase of several words."""
    return isinstance(node, Near) or (isinstance(node, Phrase) and " " in node.text) or any(map(has_order, parts(node)))


def leaves(node: Node, *, negated: bool = False) -> Iterator[tuple[Leaf, bool]]:
    """Yield the words, phrases and prefixes, each with True if it must not match."""
    if isinstance(node, (Word, Phrase, Prefix)):
        yield node, negated
    elif isinstance(node, All):
        for part in node.required:
            yield from leaves(part, negated=negated)
        for part in node.excluded:
            yield from leaves(part, negated=not negated)
    else:
        for part in parts(node):
            yield from leaves(part, negated=negated)


def render(node: Node) -> str:
    """Return the search as text, as it was understood, in the search language.

    >>> render(All((Word("pegawai", 0), Field("year", "2023", 9)), (Phrase("apel pagi", 20),)))
    'pegawai AND year:2023 NOT "apel pagi"'
    """
    match node:
        case Word(text, _, exact):
            return f"={text}" if exact else text
        case Phrase(text, _, exact):
            return f'"={text}"' if exact else f'"{text}"'
        case Prefix(text, _):
            return f'"{text}*"' if " " in text else f"{text}*"
        case Near(near, distance):
            return f" NEAR/{distance} ".join(map(render, near))
        case InTitle(part):
            return f"judul:{_inner(part)}"
        case Field(name, value, _):
            return f'{name}:"{value}"' if " " in value else f"{name}:{value}"
        case AnyOf(several):
            return " OR ".join(map(_inner, several))
        case All(required, excluded):
            return " NOT ".join([" AND ".join(map(_inner, required)), *map(_inner, excluded)])


def _inner(node: Node) -> str:
    return f"({render(node)})" if isinstance(node, (All, AnyOf, Near)) else render(node)
