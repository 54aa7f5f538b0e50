"""The outlets whose articles a search can match (`selected_outlets`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from corpus.query.fields import known_outlet, outlets_of_set
from corpus.query.parse import parse
from corpus.query.tree import All, AnyOf, Field, Node, parts
from corpus.store import Corpus

OfFields = Mapping[Field, frozenset[str]]
"""The slugs that each outlet: and set: of a search means."""


def selected_outlets(corpus: Corpus, query: str, outlets: str | Sequence[str] | None = None) -> frozenset[str]:
    """Return the slugs of the outlets that the search and the filter `outlets` allow; all of them if none is named.

    Raises QueryError if they name an outlet that is not in the corpus, or a set that there is not.
    """
    named = [outlets] if isinstance(outlets, str) else outlets or ()
    only, tree = {known_outlet(corpus, name) for name in named}, parse(query).tree
    of_fields = {field: _outlets_of(corpus, field) for field in _fields(tree)}
    slugs = [str(row[0]) for row in corpus.conn.execute("SELECT slug FROM outlets")]
    return frozenset(slug for slug in slugs if (not only or slug in only) and _admits(of_fields, tree, slug))


def _fields(node: Node) -> Iterator[Field]:
    """Yield each outlet: and set: of a search."""
    if isinstance(node, Field) and node.name in ("outlet", "set"):
        yield node
    for part in parts(node):
        yield from _fields(part)


def _outlets_of(corpus: Corpus, field: Field) -> frozenset[str]:
    if field.name == "outlet":
        return frozenset({known_outlet(corpus, field.value)})
    return frozenset(outlets_of_set(corpus, field.value))


def _admits(of_fields: OfFields, node: Node, slug: str) -> bool:
    """Return True if the node can match an article of this outlet. Only outlet: and set: can rule it out."""
    match node:
        case Field("outlet" | "set"):
            return slug in of_fields[node]
        case AnyOf(several):
            return any(_admits(of_fields, part, slug) for part in several)
        case All(required, excluded):
            admitted = all(_admits(of_fields, part, slug) for part in required)
            return admitted and not any(_is_of(of_fields, part, slug) for part in excluded)
        case _:
            return True


def _is_of(of_fields: OfFields, node: Node, slug: str) -> bool:
    """Return True if the node matches every article of this outlet."""
    match node:
        case Field("outlet" | "set"):
            return slug in of_fields[node]
        case AnyOf(several):
            return any(_is_of(of_fields, part, slug) for part in several)
        case All(required, excluded):
            return not excluded and all(_is_of(of_fields, part, slug) for part in required)
        case _:
            return False
