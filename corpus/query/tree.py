"""What a search says, once it is read: words, phrases and fields, joined by AND, OR and NOT."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.vocabulary.stemming import fold

_TOKEN = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as typed; `exact` where it is to be found only so. `at` is its place in the search, from 0."""

    text: str
    at: int
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand together, as typed between quotes."""

    text: str
    at: int
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Prefix:
    """The beginning of a word; of several words, of the last one."""

    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Near:
    """Words or phrases with at most `distance` other words between them, in any order."""

    parts: tuple[Word | Phrase | Prefix, ...]
    distance: int


@dataclass(frozen=True, slots=True)
class Title:
    """What is to be found in the headline."""

    part: Node


@dataclass(frozen=True, slots=True)
class Field:
    """A filter on what is known of an article: `name` is one of `corpus.query.fields.FIELDS`."""

    name: str
    value: str
    at: int


@dataclass(frozen=True, slots=True)
class All:
    """Everything `wanted` and nothing `unwanted`; something is wanted."""

    wanted: tuple[Node, ...]
    unwanted: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of the parts."""

    parts: tuple[Node, ...]


Leaf = Word | Phrase | Prefix
Node = Leaf | Near | Title | Field | All | AnyOf


def tokens(text: str) -> tuple[str, ...]:
    """The words of a text as the full-text index holds them.

    >>> tokens("BP2MI-NTT, Jum'at")
    ('bp2mi', 'ntt', 'jum', 'at')
    """
    return tuple(_TOKEN.findall(fold(text)))


def parts(node: Node) -> tuple[Node, ...]:
    """What a node is made of, in the order it was written."""
    if isinstance(node, All):
        return (*node.wanted, *node.unwanted)
    if isinstance(node, (AnyOf, Near)):
        return node.parts
    return (node.part,) if isinstance(node, Title) else ()


def is_text(node: Node) -> bool:
    """True where the node asks for words only."""
    return not isinstance(node, Field) and all(map(is_text, parts(node)))


def leaves(node: Node, *, negated: bool = False) -> Iterator[tuple[Leaf, bool]]:
    """The words, phrases and prefixes, each with whether it must not be there."""
    if isinstance(node, (Word, Phrase, Prefix)):
        yield node, negated
    elif isinstance(node, All):
        for part in node.wanted:
            yield from leaves(part, negated=negated)
        for part in node.unwanted:
            yield from leaves(part, negated=not negated)
    else:
        for part in parts(node):
            yield from leaves(part, negated=negated)


def told(node: Node) -> str:
    """The search as it was understood, in its own language.

    >>> told(All((Word("pegawai", 0), Field("year", "2023", 9)), (Phrase("apel pagi", 20),)))
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
            return f" NEAR/{distance} ".join(map(told, near))
        case Title(part):
            return f"judul:{_inner(part)}"
        case Field(name, value, _):
            return f'{name}:"{value}"' if " " in value else f"{name}:{value}"
        case AnyOf(several):
            return " OR ".join(map(_inner, several))
        case All(wanted, unwanted):
            return " NOT ".join([" AND ".join(map(_inner, wanted)), *map(_inner, unwanted)])


def _inner(node: Node) -> str:
    return f"({told(node)})" if isinstance(node, (All, AnyOf, Near)) else told(node)
