"""Which articles does a search mean? Its words and filters as SQL, in the order of publication.

Articles are ordered by id, which is day << 20 | number (docs/corpus.md), and SQLite reads that order straight
off the full-text index. A date filter is a range of ids without those in `misdated`, where the few articles
stand whose day was corrected later or is not known; those of them that belong in are added. What else is asked of an
article is read from the index `articles_facts`. So nothing makes SQLite read an article's row, which holds its
whole text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypedDict

from corpus.errors import QueryError
from corpus.query.compiler import Compiler
from corpus.query.expansion import Expansion
from corpus.query.fields import OF_ONE_OUTLET, Condition, graded, nearest, of_outlets
from corpus.query.lexer import stored
from corpus.query.parse import Query, parse
from corpus.store import Corpus

if TYPE_CHECKING:
    from typing import Unpack

MAX_ID = (1 << 63) - 1
IN_WINDOW = "{a}.published_day BETWEEN :since AND :until"
ANYWHERE = "{id} < :before AND {id} > :after"
# One bound to each side: of two, the full-text index starts at the first and is read through up to the other.
IN_RANGE = """{id} < min(:before, :high + 1) AND {id} > max(:after, :low - 1)
    AND +{id} NOT IN (SELECT article_id FROM misdated)"""
MOVED_IN = "+{id} IN (SELECT article_id FROM misdated WHERE published_day BETWEEN :since AND :until)"
FEW_MOVED_IN = "{id} IN (SELECT value FROM json_each(:moved))"
UNDATED = "+{id} IN (SELECT article_id FROM misdated WHERE published_day IS NULL)"
STORED_SINCE = """+{id} IN (SELECT stored.id FROM run_outcomes
    JOIN frontier ON frontier.id = frontier_id JOIN runs ON runs.id = run_outcomes.run_id
    JOIN articles stored ON stored.key = article_key
    WHERE run_outcomes.run_id BETWEEN :run AND :last_run AND outcome = 'stored'
    AND runs.command IN ('crawl', 'import', 'demo'))"""


class Filters(TypedDict, total=False):
    """What is asked beside the words, wherever a search is asked.

    `before` is the `next_page` of the page before. `outlet` is a slug or several. `since` and `until` are days
    of publication, both included. `topic` names the topic whose grades are meant, the latest run's by default;
    `grade` is the least that counts. `new` keeps to what the newest crawl or import stored. `literal` takes
    every word as written.
    """

    before: int | None
    outlet: str | Sequence[str] | None
    since: date | None
    until: date | None
    topic: str | None
    grade: int | None
    new: bool
    literal: bool


@dataclass(frozen=True, slots=True)
class Selection:
    """A search as SQL: its conditions ("{a}" stands for the articles table, "{id}" for its id) and their values.

    `of_one` says the same as `conditions`, for a few articles rather than for all that have the words. `marks` is the
    full-text expression whose words are highlighted, `query` the search as it was read (None without one) and
    `expansions` what its words were taken to mean beside themselves.
    """

    conditions: tuple[str, ...]
    of_one: tuple[str, ...]
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
        moved = MOVED_IN if self.values.get("moved") is None else FEW_MOVED_IN
        branches = ((IN_RANGE,), (ANYWHERE, moved)) if self.dated else ((ANYWHERE,),)
        return " UNION ALL ".join(self._branch(window, fold) for window in branches)

    def everywhere(self) -> Selection:
        """The same search over all pages."""
        return replace(self, values={**self.values, "before": MAX_ID, "after": -1})

    def behind(self, article_id: int) -> Selection:
        """The same search over what has a higher id."""
        return replace(self, values={**self.values, "before": MAX_ID, "after": article_id})

    def undated(self) -> Selection:
        """What the search's date filter leaves out because no date is known."""
        return replace(self.also(UNDATED), dated=False)

    def also(self, condition: str, **values: Any) -> Selection:
        """The same search with one more condition."""
        conditions, of_one = (*self.conditions, condition), (*self.of_one, condition)
        return replace(self, conditions=conditions, of_one=of_one, values={**self.values, **values})

    def among(self, ids: Iterable[int]) -> Selection:
        """The same search over all pages, among these articles."""
        few = replace(self.everywhere(), conditions=self.of_one)
        return few.also("{id} IN (SELECT value FROM json_each(:among))", among=json.dumps(list(ids)))

    def _branch(self, window: Sequence[str], fold: bool) -> str:
        where = [*window, *self.conditions]
        if self.values["query"] is None:
            source, id_ = f"articles a INDEXED BY {self._index()}", "a.id"
        else:  # CROSS JOIN: the full-text index is read first, in its order, and bounded by the range of ids
            source, id_ = "articles_fts f", "f.rowid"
            if fold or any("{a}" in condition for condition in where):
                source += " CROSS JOIN articles a INDEXED BY articles_facts ON a.id = f.rowid"
            where.insert(0, "f.articles_fts MATCH :query")
        sql = " AND ".join(where).format(a="a", id=id_)
        if self.values["query"] is None:  # no full-text index to keep from
            sql = sql.replace("+a.id IN", "a.id IN")
        if fold:
            sql += f" AND NOT EXISTS ({self._earlier_copy()})"
        return f"SELECT {id_} AS id FROM {source} WHERE {sql}"  # noqa: S608 - every value is bound

    def _index(self) -> str:
        """Where articles are looked for without words: among the outlet's where nothing else is asked, or in all."""
        one_outlet = len(self.conditions) == 1 and self.conditions[0].startswith(OF_ONE_OUTLET)
        return "articles_outlet" if one_outlet else "articles_facts"

    def _earlier_copy(self) -> str:
        where = ["{a}.text_sha256 = a.text_sha256 AND {id} < a.id AND {a}.outlet <> a.outlet", *self.of_one]
        if self.dated:
            where.append(IN_WINDOW)
        if self.values["query"] is not None:
            where.append("EXISTS (SELECT 1 FROM articles_fts WHERE articles_fts MATCH :query AND rowid = {id})")
        return "SELECT 1 FROM articles b WHERE " + " AND ".join(where).format(a="b", id="b.id")  # noqa: S608


def select(corpus: Corpus, query: str | None = None, *, page: bool = False, **filters: Unpack[Filters]) -> Selection:
    """What `search` and the exports ask of the corpus; `page` for a part of what matches, not all.

    Raises QueryError with a sentence where the query or a filter can't be understood.
    """
    read = None if query is None else parse(query)
    topic_id, topic_name = _topic(corpus, filters.get("topic"))
    asked = Compiler(corpus, read, filters.get("literal", False), topic_id, page=page)
    asked.narrow(filters.get("since"), filters.get("until"))
    before = filters.get("before")
    asked.values.bound |= {"before": MAX_ID if before is None else max(0, min(before, MAX_ID)), "after": -1}
    if outlets := filters.get("outlet"):
        asked.ask(of_outlets(corpus, [outlets] if isinstance(outlets, str) else outlets, asked.values))
    if (grade := filters.get("grade")) is not None:
        asked.ask(graded(grade, asked.values))
    if filters.get("new"):
        run = newest_run(corpus)
        asked.values.bound |= {"run": run, "last_run": run}
        asked.ask(Condition(STORED_SINCE))
    conditions, of_one = asked.conditions(), asked.of_one()
    values = {**asked.bound(), "moved": asked.moved()}
    return Selection(conditions, of_one, values, topic_name, asked.dated, asked.marks(), read, asked.told())


def newest_run(corpus: Corpus) -> int | None:
    """The newest crawl or import that has ended, whose articles are "new"; None where there is none."""
    row = corpus.conn.execute(
        "SELECT max(id) FROM runs WHERE command IN ('crawl', 'import', 'demo') AND state <> 'running'"
    ).fetchone()
    return None if row[0] is None else int(row[0])


def _topic(corpus: Corpus, name: str | None) -> tuple[int | None, str | None]:
    if name is None:
        row = corpus.conn.execute(
            """SELECT topics.id, name FROM runs JOIN topics ON topics.id = topic_id ORDER BY runs.id DESC LIMIT 1"""
        ).fetchone()
        return (row[0], row[1]) if row else (None, None)
    row = corpus.conn.execute("SELECT max(id) FROM topics WHERE name = ?", (stored(name),)).fetchone()
    if row[0] is None:
        known = [r[0] for r in corpus.conn.execute("SELECT DISTINCT name FROM topics ORDER BY name")]
        raise QueryError(f'no run has used a topic "{stored(name)}"; {nearest(name, known)}')
    return row[0], name
