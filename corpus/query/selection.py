"""Turn a search and its filters into SQL that selects the ids of the articles (`select`), in order of publication.

Articles are ordered by id, which is day << 20 | number (docs/corpus.md), and SQLite reads that order directly from
the full-text index. A date filter is a range of ids. The few articles whose day was corrected later, or is unknown,
are in the table `misdated`: they are taken out of the range, and those whose corrected day fits are added by a second
SELECT. Other conditions are read from the index `articles_facts`. So SQLite never reads an article's row, which holds
its whole text.

The SQL of each branch (tests/corpus/query/test_selection.py compares these examples with the code):

1. No words, no dates. The articles' own index gives the order:
    SELECT a.id AS id FROM articles a INDEXED BY articles_facts WHERE a.id < :before AND a.id > :after

2. No words, one outlet and nothing else. The table has an index for this:
    SELECT a.id AS id FROM articles a INDEXED BY articles_outlet WHERE a.id < :before AND a.id > :after
    AND a.outlet = :v3

3. Words ("pegawai"). The full-text index gives the order and `articles` is not read:
    SELECT f.rowid AS id FROM articles_fts f WHERE f.articles_fts MATCH :query
    AND f.rowid < :before AND f.rowid > :after

4. Words and a condition on a column ("pegawai place:kupang"), if many articles meet the condition. CROSS JOIN makes
   SQLite read the full-text index first:
    SELECT f.rowid AS id FROM articles_fts f CROSS JOIN articles a INDEXED BY articles_facts ON a.id = f.rowid
    WHERE f.articles_fts MATCH :query AND f.rowid < :before AND f.rowid > :after AND a.place LIKE :v1 ESCAPE '\\'

5. Words and dates: the range without `misdated`, and the corrected articles. The plus keeps SQLite from querying the
   full-text index once per id of the inner SELECT:
    SELECT f.rowid AS id FROM articles_fts f WHERE f.articles_fts MATCH :query
    AND f.rowid < min(:before, :high + 1) AND f.rowid > max(:after, :low - 1)
    AND +f.rowid NOT IN (SELECT article_id FROM misdated)
    UNION ALL SELECT f.rowid AS id FROM articles_fts f WHERE f.articles_fts MATCH :query
    AND f.rowid < :before AND f.rowid > :after
    AND +f.rowid IN (SELECT article_id FROM misdated WHERE published_day BETWEEN :since AND :until)

6. Dates without words: as 5, over `articles`. There is no full-text index to protect, so the plus goes:
    SELECT a.id AS id FROM articles a INDEXED BY articles_facts
    WHERE a.id < min(:before, :high + 1) AND a.id > max(:after, :low - 1)
    AND +a.id NOT IN (SELECT article_id FROM misdated)
    UNION ALL SELECT a.id AS id FROM articles a INDEXED BY articles_facts
    WHERE a.id < :before AND a.id > :after
    AND a.id IN (SELECT article_id FROM misdated WHERE published_day BETWEEN :since AND :until)
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypedDict

from corpus.errors import QueryError
from corpus.exits import Exit
from corpus.grading.default_topic import IS_DRY, TopicState, topic_names, topic_state
from corpus.messages.search_messages import TOPIC_NOT_IN_CORPUS, TOPICS_DIFFER
from corpus.query.budget import NEAR_COMBINATIONS, NEAR_TEST, WORD_TEST
from corpus.query.compiler import TESTED_BY_WORDS, Compiler
from corpus.query.expansion import Expansion
from corpus.query.fields import OF_ONE_OUTLET, Condition, graded, nearest, of_outlets, topic_of_query
from corpus.query.lexer import stored
from corpus.query.parse import Query, parse
from corpus.store import JAKARTA, Corpus

if TYPE_CHECKING:
    from typing import Unpack

MAX_ID = (1 << 63) - 1
ANYWHERE = "{id} < :before AND {id} > :after"
# One bound to each side: of two, the full-text index starts at the first and is read through up to the other.
WINDOW = "{id} < min(:before, :high + 1) AND {id} > max(:after, :low - 1)"
IN_RANGE = f"{WINDOW}\n    AND +{{id}} NOT IN (SELECT article_id FROM misdated)"  # noqa: S608
MOVED_IN = "+{id} IN (SELECT article_id FROM misdated WHERE published_day BETWEEN :since AND :until)"
FEW_MOVED_IN = "{id} IN (SELECT value FROM json_each(:moved))"
UNDATED = "+{id} IN (SELECT article_id FROM misdated WHERE published_day IS NULL)"
WITH_DAY = "+{id} NOT IN (SELECT article_id FROM misdated WHERE published_day IS NULL)"
STORED_SINCE = """+{id} IN (SELECT stored.id FROM run_outcomes
    CROSS JOIN frontier ON frontier.id = frontier_id CROSS JOIN runs ON runs.id = run_outcomes.run_id
    CROSS JOIN articles stored ON stored.key = article_key
    WHERE run_outcomes.run_id BETWEEN :run AND :last_run AND outcome = 'stored'
    AND runs.command IN ('crawl', 'import', 'demo'))"""


class Filters(TypedDict, total=False):
    """The filters beside the words of a search; every function that searches takes them.

    `before` is the `next_page` of the page before. `outlet` is a slug or several. `since` and `until` are days
    of publication, both included, as dates or as people write them ("20/11/2023", "minggu lalu"); such days count from
    `today`, by default the day in Jakarta. `topic` names the topic for grades, by default the corpus's default topic;
    `grade` is the lowest grade that matches. `new` selects what the newest crawl or import stored. `literal` switches
    the expansion of words off.
    """

    before: int | None
    outlet: str | Sequence[str] | None
    since: date | str | None
    until: date | str | None
    today: date | None
    topic: str | None
    grade: int | None
    new: bool
    literal: bool


@dataclass(frozen=True, slots=True)
class Selection:
    """A search as SQL conditions and their values. The module's docstring has an example of each SELECT.

    In a condition, `{a}` is replaced by the alias of the articles table and `{id}` by its id column: "{a}.credit = :v1"
    becomes "a.credit = :v1". `conditions` are phrased for reading all matches, `per_article` says the same for testing
    one article. `marks` is the full-text expression whose words are highlighted, `query` the parsed search (None
    without one), `expansions` what was added to its words. `notes` are sentences on how the words and the days were
    read.
    """

    conditions: tuple[str, ...]
    per_article: tuple[str, ...]
    values: Mapping[str, Any]
    topic: str | None
    dated: bool
    marks: str | None = None
    query: Query | None = None
    expansions: tuple[Expansion, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def by_grade(self) -> bool:
        """True if a condition rests on the grades for the topic."""
        return any(":topic" in condition for condition in self.per_article)

    @property
    def window(self) -> str:
        """The range of ids in which its candidates stand (corpus.query.budget), with {id} for their column."""
        return WINDOW if self.dated else ANYWHERE

    @property
    def weight(self) -> int | None:
        """What a candidate costs; None if every candidate matches, or if few articles are looked up by their ids."""
        wordless = self.values["query"] is None
        by_id = any(one.startswith(("{id} IN (", "+{id} IN (")[: 1 + wordless]) for one in self.conditions)
        if by_id or (wordless and self._index() == "articles_outlet"):
            return None
        if any(TESTED_BY_WORDS in one for one in self.conditions):
            return WORD_TEST
        if self.values["loose"] is None:
            return 1 if self.conditions else None
        combinations = self.values["query"].count("NEAR(")
        return NEAR_TEST + combinations // NEAR_COMBINATIONS if combinations else 1

    def ids(self) -> str:
        """Return a SELECT of the ids that match, to which ORDER BY id or LIMIT can be added."""
        moved = MOVED_IN if self.values.get("moved") is None else FEW_MOVED_IN
        branches = ((IN_RANGE,), (ANYWHERE, moved)) if self.dated else ((ANYWHERE,),)
        return " UNION ALL ".join(self._branch(window) for window in branches)

    def everywhere(self) -> Selection:
        """Return this search over all pages."""
        return self.between(-1, MAX_ID)

    def newer_than(self, article_id: int) -> Selection:
        """Return this search over the articles with a higher id."""
        return self.between(article_id, MAX_ID)

    def between(self, after: int, before: int) -> Selection:
        """Return this search over the articles with an id between these two, both excluded."""
        return replace(self, values={**self.values, "before": before, "after": after})

    def undated(self) -> Selection:
        """Return this search, without its date filter, for the articles that have no known day."""
        return replace(self.also(UNDATED), dated=False)

    def with_day(self) -> Selection:
        """Return this search for the articles that have a known day."""
        return self.also(WITH_DAY)

    def also(self, condition: str, **values: Any) -> Selection:
        """Return this search with one more condition and its values."""
        conditions, per_article = (*self.conditions, condition), (*self.per_article, condition)
        return replace(self, conditions=conditions, per_article=per_article, values={**self.values, **values})

    def among(self, ids: Iterable[int]) -> Selection:
        """Return this search over all pages, restricted to these articles."""
        few = replace(self.everywhere(), conditions=self.per_article)
        return few.also("{id} IN (SELECT value FROM json_each(:among))", among=json.dumps(list(ids)))

    def _branch(self, window: Sequence[str]) -> str:
        """Return one SELECT of the search, with the conditions of `window` beside its own."""
        where = [*window, *self.conditions]
        if self.values["query"] is None:
            source, id_ = f"articles a INDEXED BY {self._index()}", "a.id"
        else:  # CROSS JOIN: the full-text index is read first, in its order, and within the range of ids
            source, id_ = "articles_fts f", "f.rowid"
            if any("{a}" in condition for condition in where):
                source += " CROSS JOIN articles a INDEXED BY articles_facts ON a.id = f.rowid"
            where.insert(0, "f.articles_fts MATCH :query")
        sql = " AND ".join(where).format(a="a", id=id_)
        if self.values["query"] is None:  # the plus is needed with the full-text index only
            sql = sql.replace("+a.id IN", "a.id IN")
        return f"SELECT {id_} AS id FROM {source} WHERE {sql}"  # noqa: S608 - every value is bound

    def _index(self) -> str:
        """Return the index for a search without words: that of outlets if one outlet is the only condition."""
        one_outlet = len(self.conditions) == 1 and self.conditions[0].startswith(OF_ONE_OUTLET)
        return "articles_outlet" if one_outlet else "articles_facts"


def select(
    corpus: Corpus,
    query: str | Query | None = None,
    *,
    page: bool = False,
    text_only: bool = False,
    **filters: Unpack[Filters],
) -> Selection:
    """Return the selection for a query and filters; `page` if only the first matches will be read.

    `text_only` looks for words in headline and text, as all counts of words do, and not in dateline and place. Raises
    QueryError if the query or a filter has no meaning.
    """
    read = parse(query) if isinstance(query, str) else query
    topic = find_topic(corpus, filters.get("topic"), read)
    today = filters.get("today") or datetime.now(JAKARTA).date()
    literal = filters.get("literal", False)
    topic_id = topic.id if topic else None
    compiler = Compiler(corpus, read, literal, topic_id, page=page, today=today, text_only=text_only)
    compiler.narrow_by(filters.get("since"), filters.get("until"))
    before = filters.get("before")
    compiler.values.bound |= {"before": MAX_ID if before is None else max(0, min(before, MAX_ID)), "after": -1}
    if outlets := filters.get("outlet"):
        compiler.require(of_outlets(corpus, [outlets] if isinstance(outlets, str) else outlets, compiler.values))
    if (grade := filters.get("grade")) is not None:
        compiler.require(graded(grade, compiler.values))
    if filters.get("new"):
        run = newest_collecting_run(corpus)
        compiler.values.bound |= {"run": run, "last_run": run}
        compiler.require(Condition(STORED_SINCE))
    conditions, per_article = compiler.conditions(), compiler.per_article()
    values = {**compiler.bound(), "moved": compiler.moved()}
    return Selection(
        conditions,
        per_article,
        values,
        topic.name if topic else None,
        compiler.dated,
        compiler.marks(),
        read,
        compiler.expansions(),
        (*(read.notes if read else ()), *compiler.values.notes),
    )


def newest_collecting_run(corpus: Corpus) -> int | None:
    """Return the id of the newest crawl or import that has ended, whose articles are "new"; None if there is none.

    A dry run, and one that could look nowhere, are passed over: they took nothing, and new is still what was.
    """
    row = corpus.conn.execute(
        f"""SELECT max(id) FROM runs WHERE command IN ('crawl', 'import', 'demo') AND state <> 'running'
        AND NOT ({IS_DRY}) AND exit_code IS NOT {int(Exit.NOWHERE)}"""  # noqa: S608
    ).fetchone()
    return None if row[0] is None else int(row[0])


def find_topic(corpus: Corpus, name: str | None, read: Query | None = None) -> TopicState | None:
    """Return the topic by which grades are read: the one named, or that of `topic:` in the search, or the default.

    None if no topic has graded an article yet. Raises QueryError for an unknown topic, or for two different ones.
    """
    within = topic_of_query(read.tree) if read else None
    if name is not None and within not in (None, name):
        raise QueryError(TOPICS_DIFFER(option=stored(name), field=within))
    chosen = within if name is None else stored(name)
    topic = topic_state(corpus, chosen)
    if topic is None and chosen is not None:
        raise QueryError(TOPIC_NOT_IN_CORPUS(name=chosen, hint=nearest(chosen, topic_names(corpus.conn))))
    return topic
