"""Other readings of the fields of a search: fields of other tools (`fielded`), other values of fields (`valued`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.near_names import near_names
from corpus.nohits.search_parts import SearchParts
from corpus.query.fields import FIELD_NAMES
from corpus.query.tree import AnyOf, Field, Node, Word
from corpus.store import Corpus
from corpus.typed.field_names import FIELDS_ELSEWHERE
from corpus.vocabulary.tokens import tokens

_NAMES_OF = {
    "place": "SELECT DISTINCT place FROM articles INDEXED BY articles_facts WHERE place IS NOT NULL ORDER BY place",
    "credit": "SELECT DISTINCT credit FROM articles INDEXED BY articles_facts WHERE credit IS NOT NULL ORDER BY credit",
    "author": "SELECT name FROM writers ORDER BY name",
}
"""A field whose value is a part of a name -> those names in the corpus."""
_ASSIGNED = re.compile(r"(?P<name>[^\W\d]\w*)(?::|=+|(?=[<>]))(?P<value>[^:/].*)", re.DOTALL)
_UNQUOTED = "\"'"


def fielded(search: SearchParts) -> Iterator[SearchParts]:
    """Yield the search with words like site:kompas.com, body:pegawai or year=2023 as a field, or as their words.

    >>> [one.query for one in fielded(SearchParts((Word("site:kompas.com", 0), Word("guru", 16))))]
    ['outlet:kompas.com guru', 'site kompas.com guru', 'kompas.com guru']
    """
    assigned = [(part, match) for part in search.required if (match := _assigned(part))]
    for read in (_as_field, _as_words, _as_value):
        other = search
        for part, match in assigned:
            other = other.replaced((part,), read(match) or part)
        if other != search:
            yield other


def _assigned(part: Node) -> re.Match[str] | None:
    return _ASSIGNED.fullmatch(part.text) if isinstance(part, Word) and not part.exact else None


def _as_field(match: re.Match[str]) -> Node | None:
    name = match["name"].casefold()
    field = FIELD_NAMES.get(name) or FIELDS_ELSEWHERE.get(name)
    return Field(field, match["value"].strip(_UNQUOTED), 0) if field else None


def _as_words(match: re.Match[str]) -> Node | None:
    value = match["value"].strip(_UNQUOTED)
    return Word(f"{match['name']} {value}", 0) if tokens(value) else None


def _as_value(match: re.Match[str]) -> Node | None:
    value = match["value"].strip(_UNQUOTED)
    return Word(value, 0) if tokens(value) else None


def valued(corpus: Corpus, search: SearchParts) -> Iterator[SearchParts]:
    """Yield the search with other values of its fields for a place, a writer or a credit.

    These are: values with commas as alternatives, a value with the word behind it, and values with a slip mended.
    """
    for at, part in enumerate(search.required):
        if not isinstance(part, Field) or part.name not in _NAMES_OF:
            continue
        values = [value.strip() for value in part.value.split(",") if value.strip()]
        if len(values) > 1:
            yield search.replaced((part,), AnyOf(tuple(Field(part.name, value, part.at) for value in values)))
        behind = search.required[at + 1] if at + 1 < len(search.required) else None
        if isinstance(behind, Word) and not behind.exact:
            yield search.replaced((part, behind), Field(part.name, f"{part.value} {behind.text}", part.at))
        if (mended := _mended(corpus, part)) != part.value:
            yield search.replaced((part,), Field(part.name, mended, part.at))


def _mended(corpus: Corpus, part: Field) -> str:
    """Return the value with each word that no name of the corpus has replaced by the nearest one of those names."""
    names = {word for row in corpus.conn.execute(_NAMES_OF[part.name]) for word in tokens(row[0])}
    words = []
    for word in tokens(part.value):
        within = any(word in name for name in names)
        words.append(word if within else next(iter(near_names(word, sorted(names))), word))
    return " ".join(words) if words != list(tokens(part.value)) else part.value
