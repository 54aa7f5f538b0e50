"""A search taken apart: the words that the full-text index is asked for, and conditions on the articles."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from corpus.errors import QueryError
from corpus.query.expansion import Expander, Expansion
from corpus.query.fields import OF_ONE_OUTLET, Condition, Values, condition, days
from corpus.query.fts import any_of, to_fts
from corpus.query.narrow import few_moved, narrowed
from corpus.query.parse import Query
from corpus.query.tree import All, AnyOf, Field, Node, is_text
from corpus.store import Corpus
from corpus.vocabulary.names import Names
from corpus.vocabulary.names_file import names_of

EPOCH = date(1970, 1, 1)
# A plus before an id keeps SQLite from going through those ids one by one and asking the full-text index for each
# (and where MATCH stands beside an OR, from refusing).
TEXT = "+{{id}} IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH :{name})"
COMMON_TEXT = "EXISTS (SELECT 1 FROM articles_fts WHERE articles_fts MATCH :{name} AND rowid = {{id}})"
COMMON = 60_000  # articles that have the words, from which a page is sooner full by asking each than by gathering all
SHORT = 500  # characters of an expression that takes some hundredths of a millisecond to ask of one article
DATES = ("since", "until", "year")


class Compiler:
    """Takes a search apart: the words that the index is asked for, and conditions on the articles.

    `page` tells that a part of what matches is read, not all.
    """

    def __init__(self, corpus: Corpus, read: Query | None, literal: bool, topic: int | None, *, page: bool) -> None:
        self.corpus = corpus
        self.read = read
        self.page = page
        self.values = Values({"topic": topic})
        self._conditions: list[Condition] = []
        self.first, self.last = date.min, date.max
        self.dated = False
        self.expression: str | None = None
        self.expander: Expander | None = None
        if read is not None:
            names = Names() if literal else names_of(corpus.path)
            self.expander = Expander(corpus, names, read.tree, literal)
            self._take(read.tree)

    def narrow(self, since: date | None, until: date | None) -> None:
        """Keep to these days, both included."""
        if since is None and until is None:
            return
        self.dated = True
        self.first, self.last = max(self.first, since or date.min), min(self.last, until or date.max)
        if self.first > self.last:
            raise QueryError(f"no day is from {self.first} on and until {self.last}; exchange them, or leave one out")

    def ask(self, wanted: Condition) -> None:
        """Keep to what meets this."""
        self._conditions.append(wanted)

    def moved(self) -> str | None:
        """The ids of the articles that meet all but the words, with a day corrected into the window, where few do."""
        if not self.dated or self.expression is None:
            return None
        ids = few_moved(self.corpus, self.of_one(), Values(self.bound()))
        return None if ids is None else json.dumps(ids)

    def conditions(self) -> tuple[str, ...]:
        """What is asked beside the words. A single outlet without words stays as it is: its articles have an index."""
        if self.expression is None and len(self._conditions) == 1 and OF_ONE_OUTLET in self._conditions[0].sql:
            return (self._conditions[0].sql,)
        return tuple(narrowed(self.corpus, one, self.values) for one in self._conditions)

    def of_one(self) -> tuple[str, ...]:
        """The same for a few articles: what is asked of each costs less than a look at all that meet it."""
        return tuple(one.sql for one in self._conditions)

    def bound(self) -> dict[str, Any]:
        """Every value under its name: the expression, the days and the ids between which they lie."""
        return {
            **self.values.bound,
            "query": self.expression,
            "since": self.first.isoformat(),
            "until": self.last.isoformat(),
            "low": _first_id(max(self.first, EPOCH)),
            "high": _first_id(self.last) + (1 << 20) - 1,
        }

    def marks(self) -> str | None:
        """What is highlighted: the expression, or every word that is wanted where there isn't one expression."""
        if self.expression is None and self.read and self.expander:
            return any_of(self.read.tree, self.expander)
        return self.expression

    def told(self) -> tuple[Expansion, ...]:
        """What the words were taken to mean beside themselves."""
        return tuple(self.expander.told.values()) if self.expander else ()

    def _take(self, tree: Node) -> None:
        """What the index can answer in one expression becomes it; the rest are conditions."""
        node = tree if isinstance(tree, All) else All((tree,))
        words = [part for part in node.wanted if is_text(part)]
        refused = [part for part in node.unwanted if is_text(part)] if words else []
        for part in node.wanted:
            if isinstance(part, Field) and part.name in DATES:
                self.narrow(*days(part))
            elif isinstance(part, Field):
                self.ask(condition(self.corpus, part, self.values))
            elif not is_text(part):
                self.ask(Condition(self._sql(part)))
        refusing = [part for part in node.unwanted if part not in refused]
        self._conditions += [Condition(f"NOT ({self._sql(part, wanted=False)})") for part in refusing]
        if words and self.expander:
            self.expression = to_fts(All(tuple(words), tuple(refused)), self.expander)
            self.values.bound["query"] = self.expression

    def _sql(self, node: Node, *, wanted: bool = True) -> str:
        """Any part of a search as a condition."""
        if isinstance(node, Field):
            return f"coalesce({condition(self.corpus, node, self.values).sql}, 0)"
        if is_text(node) and self.expander:
            expression = to_fts(node, self.expander)
            sql = COMMON_TEXT if wanted and self.page and self._is_common(expression) else TEXT
            return sql.format(name=self.values.bind(expression))
        if isinstance(node, AnyOf):
            return "(" + " OR ".join(self._sql(part, wanted=wanted) for part in node.parts) + ")"
        assert isinstance(node, All)
        refused = [f"NOT ({self._sql(part, wanted=False)})" for part in node.unwanted]
        return "(" + " AND ".join([*(self._sql(part, wanted=wanted) for part in node.wanted), *refused]) + ")"

    def _is_common(self, expression: str) -> bool:
        """True where so many articles have the words, and one is asked for them in little time."""
        counted = "SELECT count(*) FROM (SELECT 1 FROM articles_fts WHERE articles_fts MATCH ? LIMIT ?)"
        if len(expression) > SHORT:
            return False
        return int(self.corpus.conn.execute(counted, (expression, COMMON)).fetchone()[0]) >= COMMON


def _first_id(day: date) -> int:
    return max(0, (day - EPOCH).days) << 20
