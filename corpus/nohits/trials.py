"""Count the articles of searches near one that finds nothing (`Trials`): a bounded number of them, each once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from corpus.errors import KlipingError
from corpus.query.matches import Matches
from corpus.query.selection import Filters, select
from corpus.sentences import counted, exact_or_least
from corpus.store import Corpus

MOST_TRIALS = 48
FILTER_NAMES = ("outlet", "since", "until", "grade", "new")
COUNTED_UP_TO = 10_000  # articles, as the total of a search


@dataclass(frozen=True, slots=True)
class ArticleCount:
    """How many articles a search finds: all of them if `exact`, else at least so many."""

    articles: int
    exact: bool = True

    def __str__(self) -> str:
        return exact_or_least(self.articles, exact=self.exact)

    @property
    def in_words(self) -> str:
        """The number with its noun: "1 article", "at least 10,000 articles"."""
        return f"{'' if self.exact else 'at least '}{counted(self.articles, 'article')}"


@dataclass(frozen=True, slots=True)
class OfferedSearch:
    """A search near the one that finds nothing, and how many articles it finds (`count`).

    `left_out` names the part or the option that it does without, None where it is written in another way.
    """

    query: str
    count: ArticleCount
    left_out: str | None = None


class Trials:
    """Counts articles for queries with the filters of one search. After `MOST_TRIALS` queries, the count is 0."""

    def __init__(self, corpus: Corpus, filters: Filters) -> None:
        self.corpus = corpus
        self.filters = filters
        self._counts: dict[tuple[str | None, frozenset[str], bool], ArticleCount] = {}

    @property
    def restricts(self) -> bool:
        """True if a filter beside the query is given."""
        return any(self.filters.get(name) not in (None, (), False) for name in FILTER_NAMES)

    def count(self, query: str | None, *, without: frozenset[str] = frozenset(), alone: bool = False) -> ArticleCount:
        """Return the articles of a query, without the filters named; `alone`: without any but the topic."""
        key = query, without, alone
        if key not in self._counts:
            if len(self._counts) >= MOST_TRIALS:
                return ArticleCount(0, exact=False)
            self._counts[key] = self._count(query, without, alone)
        return self._counts[key]

    def offer(
        self, query: str, *, without: frozenset[str] = frozenset(), left_out: str | None = None
    ) -> OfferedSearch | None:
        """Return the query as an offer, None if it finds nothing."""
        count = self.count(query, without=without)
        return OfferedSearch(query, count, left_out) if count.articles else None

    def _count(self, query: str | None, without: frozenset[str], alone: bool) -> ArticleCount:
        left_out = {"before", *without}
        filters = {
            name: value
            for name, value in self.filters.items()
            if name not in left_out and (not alone or name in ("topic", "today", "literal"))
        }
        try:
            selection = select(self.corpus, query, **cast("Filters", filters))
        except KlipingError:  # a word that stands before a * or in a field alone may be no search
            return ArticleCount(0, exact=False)
        matches = Matches(self.corpus, selection.everywhere())
        ids = matches.take(COUNTED_UP_TO + 1)
        return ArticleCount(len(ids[:COUNTED_UP_TO]), matches.whole and len(ids) <= COUNTED_UP_TO)
