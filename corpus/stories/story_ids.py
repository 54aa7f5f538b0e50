"""Which of some articles tell the same story (`roots_of_copies`, `number_of_stories`, `one_of_each_story`).

The table `stories` has a row for each article that is not the root of its story. An article without a row is a root,
or the only one.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence

from corpus.store import Corpus

_ROOTS = """SELECT article_id, story_id FROM json_each(:ids) given
    CROSS JOIN stories ON article_id = given.value"""
_AT_ONCE = 50_000  # ids in one statement


def roots_of_copies(corpus: Corpus, ids: Sequence[int]) -> dict[int, int]:
    """Return id -> id of the root of its story, for those of the ids that are not roots themselves."""
    roots: dict[int, int] = {}
    for start in range(0, len(ids), _AT_ONCE):
        given = json.dumps([*ids[start : start + _AT_ONCE]])
        roots.update(corpus.conn.execute(_ROOTS, {"ids": given}).fetchall())
    return roots


def number_of_others(corpus: Corpus, article_id: int) -> int:
    """Return how many other articles tell the story of this one."""
    story = roots_of_copies(corpus, [article_id]).get(article_id, article_id)
    return int(corpus.conn.execute("SELECT count(*) FROM stories WHERE story_id = ?", (story,)).fetchone()[0])


def number_of_stories(corpus: Corpus, ids: Sequence[int]) -> int:
    """Return how many stories these articles tell. No id stands twice."""
    return len(ids) - len(surplus_copies(ids, roots_of_copies(corpus, ids)))


def one_of_each_story(corpus: Corpus, ids: Iterable[int]) -> list[int]:
    """Return one of the ids for each story, in their order: its root, or the lowest id where that is not among them."""
    given = [*ids]
    surplus = surplus_copies(given, roots_of_copies(corpus, given))
    return [article_id for article_id in given if article_id not in surplus] if surplus else given


def surplus_copies(ids: Collection[int], roots: Mapping[int, int]) -> set[int]:
    """Return the ids that are folded under another one of their story: its root, or else the lowest of them.

    `roots` are those of `roots_of_copies`.

    >>> sorted(surplus_copies([1, 2, 3, 6, 7, 8], {2: 1, 3: 1, 7: 5, 8: 5}))
    [2, 3, 8]
    """
    among = set(ids) if roots else set[int]()
    alone = {article_id: root for article_id, root in roots.items() if root not in among}
    first = {alone[article_id]: article_id for article_id in sorted(alone, reverse=True)}  # the lowest comes last
    return set(roots).difference(first.values())
