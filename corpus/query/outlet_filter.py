"""The outlets whose articles a search can match (`selected_outlets`)."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.query.fields import known_outlet
from corpus.query.parse import parse
from corpus.query.tree import All, AnyOf, Field, Node
from corpus.store import Corpus


def selected_outlets(corpus: Corpus, query: str, outlets: str | Sequence[str] | None = None) -> frozenset[str]:
    """Return the slugs of the outlets that the search and the filter `outlets` allow; all of them if none is named.

    Raises QueryError if they name an outlet that is not in the corpus.
    """
    named = [outlets] if isinstance(outlets, str) else outlets or ()
    only, tree = {known_outlet(corpus, name) for name in named}, parse(query).tree
    slugs = [str(row[0]) for row in corpus.conn.execute("SELECT slug FROM outlets")]
    return frozenset(slug for slug in slugs if (not only or slug in only) and _admits(corpus, tree, slug))


def _admits(corpus: Corpus, node: Node, slug: str) -> bool:
    """Return True if the node can match an article of this outlet. Only outlet: fields can rule it out."""
    match node:
        case Field("outlet", value):
            return known_outlet(corpus, value) == slug
        case AnyOf(parts):
            return any(_admits(corpus, part, slug) for part in parts)
        case All(required, excluded):
            refused = [part for part in excluded if isinstance(part, Field) and part.name == "outlet"]
            admitted = all(_admits(corpus, part, slug) for part in required)
            return admitted and not any(_admits(corpus, part, slug) for part in refused)
        case _:
            return True
