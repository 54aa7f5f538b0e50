"""Of which outlets can an article be that a search finds?"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.query.fields import known_outlet
from corpus.query.parse import parse
from corpus.query.tree import All, AnyOf, Field, Node
from corpus.store import Corpus


def outlets_asked(corpus: Corpus, query: str, wanted: str | Sequence[str] | None = None) -> frozenset[str]:
    """The slugs of the corpus's outlets that the search and the filter `wanted` leave: all where they name none.

    Raises QueryError where they name an outlet that the corpus hasn't.
    """
    named = [wanted] if isinstance(wanted, str) else wanted or ()
    only, tree = {known_outlet(corpus, name) for name in named}, parse(query).tree
    slugs = [str(row[0]) for row in corpus.conn.execute("SELECT slug FROM outlets")]
    return frozenset(slug for slug in slugs if (not only or slug in only) and _admits(corpus, tree, slug))


def _admits(corpus: Corpus, node: Node, slug: str) -> bool:
    match node:
        case Field("outlet", value):
            return known_outlet(corpus, value) == slug
        case AnyOf(parts):
            return any(_admits(corpus, part, slug) for part in parts)
        case All(wanted, unwanted):
            refused = [part for part in unwanted if isinstance(part, Field) and part.name == "outlet"]
            admitted = all(_admits(corpus, part, slug) for part in wanted)
            return admitted and not any(_admits(corpus, part, slug) for part in refused)
        case _:
            return True
