"""Compile a parsed search: one FTS5 expression for its words, and SQL conditions for the rest (`Compiler`)."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from corpus.errors import QueryError
from corpus.messages.search_messages import DAYS_REVERSED
from corpus.query.expansion import Expander, Expansion, with_full_names
from corpus.query.fields import OF_ONE_OUTLET, QUERY_FIELDS, TOPIC, Condition, Values, condition, days
from corpus.query.fts import any_of, most_candidates, to_fts
from corpus.query.narrow import ids_of_few_moved, narrow_condition
from corpus.query.parse import Query
from corpus.query.tree import All, AnyOf, Field, Node, has_order, is_text
from corpus.store import Corpus
from corpus.vocabulary.names import Names
from corpus.vocabulary.names_file import names_of

EPOCH = date(1970, 1, 1)
# The unary plus before an id switches an index off for SQLite's planner. Without it, SQLite goes through the inner ids
# one by one and queries the full-text index for each; and it refuses a MATCH that stands beside an OR.
TEXT = "+{{id}} IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH :{name})"
TESTED_BY_WORDS = "EXISTS (SELECT 1 FROM articles_fts WHERE articles_fts MATCH "
COMMON_TEXT = TESTED_BY_WORDS + ":{name} AND rowid = {{id}})"
COMMON = (
    60_000  # articles with the words; from here on, testing article by article fills a page sooner than a set of ids
)
SHORT = 500  # characters of an expression that takes some hundredths of a millisecond to test on one article


class Compiler:
    """Compiles one search. `expression` is its FTS5 expression, None without words; `loose` gives its candidates where
    these are more: its words without their order (corpus.query.fts), and the value `most` bounds their number.
    `values` are the SQL parameters.

    `literal` switches expansion off, `topic` is the id of the topic for grades. `page` is True if only the first
    matches will be read, not all of them. With `text_only`, words are matched in headline and text, not in dateline
    and place.
    """

    def __init__(
        self,
        corpus: Corpus,
        read: Query | None,
        literal: bool,
        topic: int | None,
        *,
        page: bool,
        today: date,
        text_only: bool = False,
    ) -> None:
        self.corpus = corpus
        self.read = read
        self.page = page
        self._columns = "{title text} : " if text_only else ""
        self.values = Values({"topic": topic}, today)
        self._conditions: list[Condition] = []
        self.first, self.last = date.min, date.max
        self.dated = False
        self.expression: str | None = None
        self.loose: str | None = None
        self.expander: Expander | None = None
        if read is not None:
            names = Names() if literal else names_of(corpus.path)
            self.tree = with_full_names(read.tree, names)
            self.expander = Expander(corpus, names, self.tree, literal)
            self._compile(self.tree)

    def narrow_by(self, since: date | str | None, until: date | str | None) -> None:
        """Restrict the search to the days of the filters. Raises QueryError if one is no day, or no day is left."""
        ends: list[date | None] = []
        for name, value in (("since", since), ("until", until)):
            if isinstance(value, str):
                first, last = days(Field(name, value, 0), self.values)
                ends.append(first if name == "since" else last)
            else:
                ends.append(value)
        self.narrow(*ends)

    def narrow(self, since: date | None, until: date | None) -> None:
        """Restrict the search to these days, both included. Raises QueryError if no day is left."""
        if since is None and until is None:
            return
        self.dated = True
        self.first, self.last = max(self.first, since or date.min), min(self.last, until or date.max)
        if self.first > self.last:
            raise QueryError(DAYS_REVERSED(first=self.first, last=self.last))

    def require(self, condition: Condition) -> None:
        """Add a condition that every article must meet."""
        self._conditions.append(condition)

    def moved(self) -> str | None:
        """Return a JSON list of ids, or None if there are many.

        The articles are those whose corrected day lies in the window and that meet every condition but the words.
        """
        if not self.dated or self.expression is None:
            return None
        ids = ids_of_few_moved(self.corpus, self.per_article(), Values(self.bound()))
        return None if ids is None else json.dumps(ids)

    def conditions(self) -> tuple[str, ...]:
        """Return the conditions beside the words, phrased for reading all matches: rare ones as sets of ids.

        A search for one outlet alone keeps its condition as it is, because the table has an index for it.
        """
        if self.expression is None and len(self._conditions) == 1 and OF_ONE_OUTLET in self._conditions[0].sql:
            return (self._conditions[0].sql,)
        return tuple(narrow_condition(self.corpus, one, self.values, dated=self.dated) for one in self._conditions)

    def per_article(self) -> tuple[str, ...]:
        """Return the conditions phrased per article, for short lists of ids."""
        return tuple(one.sql for one in self._conditions)

    def bound(self) -> dict[str, Any]:
        """Return the SQL parameters: the bound values, the expression, the days, and their first and last id."""
        return {
            "most": None,
            **self.values.bound,
            "query": self.expression,
            "loose": self.loose,
            "since": self.first.isoformat(),
            "until": self.last.isoformat(),
            "low": _first_id(max(self.first, EPOCH)),
            "high": _first_id(self.last) + (1 << 20) - 1,
        }

    def marks(self) -> str | None:
        """Return the FTS5 expression whose words are highlighted, None if the search has no words."""
        if self.expression is None and self.read and self.expander:
            marks = any_of(self.tree, self.expander)
            return f"{self._columns}({marks})" if marks and self._columns else marks
        return self.expression

    def expansions(self) -> tuple[Expansion, ...]:
        """Return what was added to the words of the search."""
        return tuple(self.expander.expansions.values()) if self.expander else ()

    def _compile(self, tree: Node) -> None:
        """Set `expression` from the parts that one FTS5 expression can hold; add the other parts as conditions."""
        node = tree if isinstance(tree, All) else All((tree,))
        words = [part for part in node.required if is_text(part)]
        refused = [part for part in node.excluded if is_text(part)] if words else []
        for part in node.required:
            if isinstance(part, Field) and part.name == TOPIC:
                continue  # corpus.query.selection has found the topic
            if isinstance(part, Field) and QUERY_FIELDS[part.name].in_days:
                self.narrow(*days(part, self.values))
            elif isinstance(part, Field):
                self.require(condition(self.corpus, part, self.values))
            elif not is_text(part):
                self.require(Condition(self._sql(part)))
        refusing = [part for part in node.excluded if part not in refused]
        self._conditions += [Condition(f"NOT ({self._sql(part, required=False)})") for part in refusing]
        if words and self.expander:
            self.expression = self._fts(All(tuple(words), tuple(refused)), self.expander)
            self.values.bound["query"] = self.expression
            self.values.bound["most"] = most_candidates(All(tuple(words)), self.expander)
            if any(map(has_order, words)):
                self.loose = self._fts(All(tuple(words), tuple(refused)), self.expander, loose=True)

    def _fts(self, node: Node, expander: Expander, *, loose: bool = False) -> str:
        """Return the FTS5 expression of a node that holds words only, in the columns of this search."""
        expression = to_fts(node, expander, loose=loose)
        return f"{self._columns}({expression})" if self._columns else expression

    def _sql(self, node: Node, *, required: bool = True) -> str:
        """Return any part of a search as an SQL condition. `required` is False inside a NOT."""
        if isinstance(node, Field):
            return f"coalesce({condition(self.corpus, node, self.values).sql}, 0)"
        if is_text(node) and self.expander:
            expression = self._fts(node, self.expander)
            sql = COMMON_TEXT if required and self.page and self._is_common(expression) else TEXT
            return sql.format(name=self.values.bind(expression))
        if isinstance(node, AnyOf):
            return "(" + " OR ".join(self._sql(part, required=required) for part in node.parts) + ")"
        assert isinstance(node, All)
        refused = [f"NOT ({self._sql(part, required=False)})" for part in node.excluded]
        return "(" + " AND ".join([*(self._sql(part, required=required) for part in node.required), *refused]) + ")"

    def _is_common(self, expression: str) -> bool:
        """Return True if many articles have the words and the expression is short enough to test article by article."""
        counted = "SELECT count(*) FROM (SELECT 1 FROM articles_fts WHERE articles_fts MATCH ? LIMIT ?)"
        if len(expression) > SHORT:
            return False
        return int(self.corpus.conn.execute(counted, (expression, COMMON)).fetchone()[0]) >= COMMON


def _first_id(day: date) -> int:
    """Return the lowest id that an article of this day can have."""
    return max(0, (day - EPOCH).days) << 20
