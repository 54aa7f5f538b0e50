"""Derive what is due (`derive_due`): in batches, each one transaction, so that what a kill leaves is whole.

The caller holds the corpus's lock. Rows are made by `each`, which may use other processes, and written here.
"""

from __future__ import annotations

import json
import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from corpus.article_words import MOST_DERIVED, ArticleWords, Derivation
from corpus.deriving.derivations import derivations
from corpus.deriving.due import has_rules_of_now, mark_derived, number_underived, underived_articles
from corpus.store import Corpus

BATCH = 500  # articles in one transaction
MOST_AT_AN_END = 20_000  # articles that a run derives before it ends: a minute or two

_CUT = "article %s is very long: its first %s characters are read for %s"
logger = logging.getLogger(__name__)

Each = Callable[[Callable[[ArticleWords], Any], Sequence[ArticleWords]], Iterable[Any]]
"""What calls a function for each article, in their order: `map`, or the map of a pool of processes."""


def derive_due(corpus: Corpus, derivation: Derivation, *, anew: bool = False, each: Each = map) -> Iterator[int]:
    """Derive what is due, and yield the number of articles of each batch. `anew`: everything, after all was deleted.

    Where the rules are others than those of the rows that are stored, everything is derived anew.
    """
    if anew or not has_rules_of_now(corpus, derivation):
        with corpus.transaction() as sql:
            derivation.clear(sql)
            mark_derived(corpus, derivation, 0)
    with corpus.transaction() as sql:
        derivation.settle(sql, ())  # articles may have gone, and none have come
    while due := underived_articles(corpus, derivation, BATCH):
        there = [one.article for one in due if one.article]
        for one in due:
            if one.is_cut and one.article:
                logger.warning(_CUT, one.article.id, f"{MOST_DERIVED:,}", derivation.name)
        rows = list(each(derivation.rows_of, there))
        with corpus.transaction() as sql:
            unchanged = _unchanged(corpus, there)
            for article, of_it in zip(there, rows, strict=True):
                if article.id in unchanged:
                    derivation.write(sql, article, of_it)
            derivation.settle(sql, sorted(unchanged))
            mark_derived(corpus, derivation, due[-1].seq)
        yield len(due)


def derive_lately(corpus: Corpus, *, most: int = MOST_AT_AN_END) -> list[str]:
    """Derive what came since the last time, where no more than `most` articles are due; return the names of the rest.

    Whoever stored articles calls it before letting go of the lock, so that the next answer is whole.
    """
    left = []
    for derivation in derivations(corpus.path):
        if number_underived(corpus, derivation, most + 1) > most:
            left.append(derivation.name)
        else:
            deque(derive_due(corpus, derivation), maxlen=0)
    return left


def _unchanged(corpus: Corpus, articles: Sequence[ArticleWords]) -> set[int]:
    """Return the ids of those whose words are still the same: one that was changed meanwhile is due again."""
    now = corpus.conn.execute(
        "SELECT id, text_sha256, title FROM articles WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps([article.id for article in articles]),),
    )
    stored = {row[0]: row[1:] for row in now}
    return {article.id for article in articles if stored.get(article.id) == (article.text_sha256, article.title)}
