"""Made-up reprints with their truth, and what only looks like reprints: families of articles, by a seeded generator.

`generate(families, seed)` gives the same articles for the same arguments, on every machine; no clock, no file. What is
assumed about reprints stands in benchmarks/lineage/README.md.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from benchmarks.lineage_lookalikes import boilerplate, one_quote, rivals, series, short_by_chance, short_notes, singles
from benchmarks.lineage_made import RUN, Edge, Family, Made, containment, shared_words, word_spans, words_within
from benchmarks.lineage_maker import Maker
from benchmarks.lineage_reprints import CHANGES, forty, merged, mixed, reprints, short

CYCLE: tuple[tuple[str, Callable[[Maker], Family]], ...] = (
    *((kind, reprints) for kind in CHANGES),
    ("merged", merged), ("mixed", mixed), ("short", short),
    ("rivals", rivals), ("one quote", one_quote), ("series of 5", lambda m: series(m, 5)),
    ("short by chance", short_by_chance), ("short notes", short_notes), ("singles", singles), ("singles", singles),
)  # fmt: skip
"""What is made in turn: kind -> its maker."""
LARGE: tuple[tuple[str, Callable[[Maker], Family]], ...] = (
    ("forty", forty), ("boilerplate", boilerplate), ("series of 60", lambda m: series(m, 60)),
)  # fmt: skip
"""What is made once in each 60 families."""


def generate(families: int = 120, seed: int = 1) -> Iterator[Family]:
    """So many families, kind by kind in turn; the large ones come beside them."""
    for n in range(families):
        kind, make = CYCLE[n % len(CYCLE)]
        yield make(Maker(random.Random(f"{seed}/{n}"), n, kind))
        if n % 60 == 59 or (n == families - 1 and families < 60):
            for large_kind, make_large in LARGE:
                yield make_large(Maker(random.Random(f"{seed}/{n}/{large_kind}"), n, large_kind))


def problems(family: Family) -> Iterator[str]:
    """What is wrong with a family's truth; nothing where it is consistent."""
    by_name = {made.name: made for made in family.articles}
    for made in family.articles:
        if made.story not in by_name or by_name[made.story].story != made.story:
            yield f"{made.name}: its story {made.story} is no root of the family"
        for edge in made.edges:
            yield from _edge_problems(made, edge, by_name)
    if family.kind == "rivals":
        for one in family.articles:
            for other in family.articles:
                if one is not other and not 0.05 <= (share := containment(one.text, other.text)) <= 0.3:
                    yield f"{one.name} has {share:.2f} of {other.name}"


def _edge_problems(made: Made, edge: Edge, by_name: dict[str, Made]) -> Iterator[str]:
    if edge.origin == made.name or edge.origin not in by_name:
        yield f"{made.name}: its origin {edge.origin} is missing"
        return
    origin = " ".join(by_name[edge.origin].text.split())
    for start, end in edge.spans:
        words = " ".join(made.text[start:end].split())
        if not words or words not in origin:
            yield f"{made.name}: not in {edge.origin}: {words!r}"
    shared, places = shared_words(made.text, by_name[edge.origin].text), word_spans(made.text)
    for span in edge.spans:
        taken = words_within(places, [span])
        if len(taken) >= RUN and not taken <= shared:
            yield f"{made.name}: words of {span} are not in {edge.origin}"
