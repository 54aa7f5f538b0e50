"""Which articles does a search mean? Its words and filters as SQL, in the order of publication.

Articles are ordered by id, which is day << 20 | number (docs/corpus.md), and SQLite reads that order straight
off the full-text index. A date filter is a range of ids without those in `misdated`, where the few articles
stand whose day was corrected later or is not known; those of them that belong in are added. So neither order nor
days make SQLite read an article's row, which holds its whole text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from corpus.errors import QueryError
from corpus.expansion import Expander, Expansion
from corpus.names import Names, names_of
from corpus.query import Query, parse
from corpus.query_fields import GRADED, OF_OUTLET, Values, condition, days, known_outlet, nearest
from corpus.query_fts import any_of, to_fts
from corpus.query_tree import All, AnyOf, Field, Node, is_text
from corpus.store import Corpus

EPOCH = date(1970, 1, 1)
MAX_ID = (1 << 63) - 1
IN_WINDOW = "{a}.published_day BETWEEN :since AND :until"
IN_RANGE = "{id} BETWEEN :low AND :high AND +{id} NOT IN (SELECT article_id FROM misdated)"
MOVED_IN = "+{id} IN (SELECT article_id FROM misdated WHERE published_day BETWEEN :since AND :until)"
UNDATED = "+{id} IN (SELECT article_id FROM misdated WHERE published_day IS NULL)"
STORED_SINCE = """{a}.key IN (SELECT article_key FROM run_outcomes
    JOIN frontier ON frontier.id = frontier_id JOIN runs ON runs.id = run_outcomes.run_id
    WHERE run_outcomes.run_id BETWEEN :run AND :last_run AND outcome = 'stored'
    AND runs.command IN ('crawl', 'import'))"""
# A plus before an id keeps SQLite from going through those ids one by one and asking the full-text index for each
# (and where MATCH stands beside an OR, from refusing).
TEXT = "+{{id}} IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH :{name})"
DATES = ("since", "until", "year")


@dataclass(frozen=True, slots=True)
class Selection:
    """A search as SQL: its conditions ("{a}" stands for the articles table, "{id}" for its id) and their values.

    `marks` is the full-text expression whose words are highlighted, `query` the search as it was read (None
    without one) and `expansions` what its words were taken to mean beside themselves.
    """

    conditions: tuple[str, ...]
    values: Mapping[str, Any]
    topic: str | None
    dated: bool
    marks: str | None = None
    query: Query | None = None
    expansions: tuple[Expansion, ...] = ()

    def ids(self, *, fold: bool = False) -> str:
        """A SELECT of the ids that match, to be followed by ORDER BY id or LIMIT.

        `fold` leaves out an article whose text the search finds under a lower id at another outlet.
        """
        branches = (IN_RANGE, MOVED_IN) if self.dated else (None,)
        return " UNION ALL ".join(self._branch(window, fold) for window in branches)

    def everywhere(self) -> Selection:
        """The same search over all pages."""
        return replace(self, values={**self.values, "before": MAX_ID, "after": -1})

    def undated(self) -> Selection:
        """What the search's date filter leaves out because no date is known."""
        return replace(self, conditions=(*self.conditions, UNDATED), dated=False)

    def also(self, condition: str, **values: Any) -> Selection:
        """The same search with one more condition."""
        return replace(self, conditions=(*self.conditions, condition), values={**self.values, **values})

    def _branch(self, window: str | None, fold: bool) -> str:
        where = ["{id} < :before AND {id} > :after", *([window] if window else []), *self.conditions]
        if self.values["query"] is None:
            source, id_ = "articles a", "a.id"
        else:  # CROSS JOIN: the index is read first, in its order, and bounded by the range of ids
            source, id_ = "articles_fts f", "f.rowid"
            if fold or any("{a}" in condition for condition in where):
                source += " CROSS JOIN articles a ON a.id = f.rowid"
            where.insert(0, "f.articles_fts MATCH :query")
        sql = " AND ".join(where).format(a="a", id=id_)
        if self.values["query"] is None:  # no full-text index to keep from
            sql = sql.replace("+a.id IN", "a.id IN")
        if fold:
            sql += f" AND NOT EXISTS ({self._earlier_copy()})"
        return f"SELECT {id_} AS id FROM {source} WHERE {sql}"  # noqa: S608 - every value is bound

    def _earlier_copy(self) -> str:
        where = ["{a}.text_sha256 = a.text_sha256 AND {id} < a.id AND {a}.outlet <> a.outlet", *self.conditions]
        if self.dated:
            where.append(IN_WINDOW)
        if self.values["query"] is not None:
            where.append("EXISTS (SELECT 1 FROM articles_fts WHERE articles_fts MATCH :query AND rowid = {id})")
        return "SELECT 1 FROM articles b WHERE " + " AND ".join(where).format(a="b", id="b.id")  # noqa: S608


def select(
    corpus: Corpus,
    query: str | None = None,
    *,
    before: int | None = None,
    outlet: str | Sequence[str] | None = None,
    since: date | None = None,
    until: date | None = None,
    topic: str | None = None,
    grade: int | None = None,
    new: bool = False,
    literal: bool = False,
) -> Selection:
    """What `search` and the exports ask of the corpus; arguments and errors as `search` has them."""
    read = None if query is None else parse(query)
    asked = _Compiler(corpus, read, literal)
    asked.narrow(since, until)
    topic_id, topic_name = _topic(corpus, topic)
    asked.values.bound |= {"before": MAX_ID if before is None else before, "after": -1, "topic": topic_id}
    if outlet is not None:
        slugs = [known_outlet(corpus, slug) for slug in ([outlet] if isinstance(outlet, str) else outlet)]
        asked.conditions.append(f"({' OR '.join(OF_OUTLET.format(slug=asked.values.bind(slug)) for slug in slugs)})")
    if grade is not None:
        asked.conditions.append(GRADED.format(least=asked.values.bind(grade)))
    if new:
        run = newest_run(corpus)
        asked.values.bound |= {"run": run, "last_run": run}
        asked.conditions.append(STORED_SINCE)
    return asked.selection(topic_name)


class _Compiler:
    """Takes a search apart: the words that the index is asked for, and conditions on the articles."""

    def __init__(self, corpus: Corpus, read: Query | None, literal: bool) -> None:
        self.corpus = corpus
        self.read = read
        self.values = Values()
        self.conditions: list[str] = []
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
            raise QueryError(f"since {self.first} is after until {self.last}; exchange them")

    def selection(self, topic: str | None) -> Selection:
        """The whole of it."""
        bound = {
            **self.values.bound, "query": self.expression,
            "since": self.first.isoformat(), "until": self.last.isoformat(),
            "low": _first_id(max(self.first, EPOCH)), "high": _first_id(self.last) + (1 << 20) - 1,
        }  # fmt: skip
        marks = self.expression
        if marks is None and self.read and self.expander:
            marks = any_of(self.read.tree, self.expander)
        told = tuple(self.expander.told.values()) if self.expander else ()
        return Selection(tuple(self.conditions), bound, topic, self.dated, marks, self.read, told)

    def _take(self, tree: Node) -> None:
        """What the index can answer in one expression becomes it; the rest are conditions."""
        node = tree if isinstance(tree, All) else All((tree,))
        words = [part for part in node.wanted if is_text(part)]
        refused = [part for part in node.unwanted if is_text(part)] if words else []
        for part in node.wanted:
            if isinstance(part, Field) and part.name in DATES:
                self.narrow(*days(part))
            elif not is_text(part):
                self.conditions.append(self._sql(part))
        self.conditions += [f"NOT ({self._sql(part)})" for part in node.unwanted if part not in refused]
        if words and self.expander:
            self.expression = to_fts(All(tuple(words), tuple(refused)), self.expander)

    def _sql(self, node: Node) -> str:
        """Any part of a search as a condition."""
        if isinstance(node, Field):
            return f"coalesce({condition(self.corpus, node, self.values)}, 0)"
        if is_text(node) and self.expander:
            return TEXT.format(name=self.values.bind(to_fts(node, self.expander)))
        if isinstance(node, AnyOf):
            return "(" + " OR ".join(map(self._sql, node.parts)) + ")"
        assert isinstance(node, All)
        refused = [f"NOT ({self._sql(part)})" for part in node.unwanted]
        return "(" + " AND ".join([*map(self._sql, node.wanted), *refused]) + ")"


def newest_run(corpus: Corpus) -> int | None:
    """The newest crawl or import that has ended, whose articles are "new"; None where there is none."""
    row = corpus.conn.execute(
        "SELECT max(id) FROM runs WHERE command IN ('crawl', 'import') AND state <> 'running'"
    ).fetchone()
    return None if row[0] is None else int(row[0])


def _first_id(day: date) -> int:
    return max(0, (day - EPOCH).days) << 20


def _topic(corpus: Corpus, name: str | None) -> tuple[int | None, str | None]:
    if name is None:
        row = corpus.conn.execute(
            """SELECT topics.id, name FROM runs JOIN topics ON topics.id = topic_id ORDER BY runs.id DESC LIMIT 1"""
        ).fetchone()
        return (row[0], row[1]) if row else (None, None)
    row = corpus.conn.execute("SELECT max(id) FROM topics WHERE name = ?", (name,)).fetchone()
    if row[0] is None:
        known = [r[0] for r in corpus.conn.execute("SELECT DISTINCT name FROM topics ORDER BY name")]
        raise QueryError(f'no run has used a topic "{name}"; {nearest(name, known)}')
    return row[0], name
