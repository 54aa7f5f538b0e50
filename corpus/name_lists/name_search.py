"""Search for each name of a list (`search_names`): its articles, their first and last day, outlets and spellings."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.errors import QueryError
from corpus.name_lists.bare_names import without_titles
from corpus.query.expansion import Expander
from corpus.query.hits import MARK, UNMARK
from corpus.query.matches import Matches
from corpus.query.parse import Query, parse
from corpus.query.selection import select
from corpus.query.time_limit import SEARCH_SECONDS, time_limit
from corpus.query.tree import All, ListName, Node
from corpus.search import TOTAL_CAP
from corpus.sentences import exact_or_least
from corpus.store import Corpus
from corpus.vocabulary.names import Names
from corpus.vocabulary.names_file import names_of
from corpus.vocabulary.tokens import Tokens, fts_string, tokens
from corpus.vocabulary.word_index import articles_with

if TYPE_CHECKING:
    from typing import Unpack

    from corpus.query.selection import Filters

FACTS = """SELECT a.outlet, count(*), min(a.published_day), max(a.published_day), sum(a.published_day IS NULL)
    FROM json_each(:ids) listed CROSS JOIN articles a INDEXED BY articles_facts ON a.id = listed.value GROUP BY 1"""
WRITTEN = """SELECT count(*), max(rowid) FROM articles_fts
    WHERE articles_fts MATCH :phrase AND +rowid IN (SELECT value FROM json_each(:ids))"""
PRINTED = """SELECT highlight(articles_fts, 0, :on, :off) || char(10) || highlight(articles_fts, 1, :on, :off)
        || char(10) || coalesce(highlight(articles_fts, 2, :on, :off), '')
        || char(10) || coalesce(highlight(articles_fts, 3, :on, :off), '')
    FROM articles_fts WHERE articles_fts MATCH :phrase AND rowid = :id"""
NO_WORD = "has no letter and no digit, so nothing is found by it"


@dataclass(frozen=True, slots=True)
class Variant:
    """A form of a name as the newest of its `articles` prints it."""

    written: str
    articles: int


@dataclass(frozen=True, slots=True)
class NameResult:
    """What a search for a name finds. `articles` counts copies, too; it is `exact`, or there are at least so many.

    The days, the outlets (the most frequent first) and the variants are those of the articles that were counted;
    `undated` of these have no day. `note` is a sentence about the name, None for most; `notes` are those on how query
    and filters were read.
    """

    name: str
    articles: int = 0
    exact: bool = True
    first_day: str | None = None
    last_day: str | None = None
    undated: int = 0
    outlets: tuple[tuple[str, int], ...] = ()
    variants: tuple[Variant, ...] = ()
    note: str | None = None
    notes: tuple[str, ...] = ()


def search_names(
    corpus: Corpus,
    names: Iterable[str],
    query: str | None = None,
    *,
    exact: bool = False,
    seconds: float | None = SEARCH_SECONDS,
    **filters: Unpack[Filters],
) -> Iterator[NameResult]:
    """Yield the result of each name, in their order, within the articles that `query` and the filters select.

    A name is literal text: no operator, no field, no relatives; its known spellings and other names are added unless
    `literal`. `exact` counts to the end. `seconds` is the time limit of one name, None for none. All is read at one
    moment. Raises QueryError if the query or a filter has no meaning, or the time is over.
    """
    within = None if query is None else _limits(query)
    with corpus.snapshot():
        for name in names:
            with time_limit(corpus.conn, seconds):
                result = _result(corpus, name, within, exact=exact, filters=filters)
            yield result


def _limits(query: str) -> All:
    """Return the query as what limits each name. It may have only words that must not match (`-set:daerah`)."""
    try:
        tree = parse(query).tree
    except QueryError:
        with suppress(QueryError):
            beside = parse(f"x {query}").tree
            if isinstance(beside, All) and len(beside.required) == 1:
                return All((), beside.excluded)
        raise
    return tree if isinstance(tree, All) else All((tree,))


def _result(corpus: Corpus, name: str, within: All | None, *, exact: bool, filters: Filters) -> NameResult:
    if not tokens(name):
        return NameResult(name, note=NO_WORD)
    leaf = ListName(name, 0)
    tree: Node = leaf if within is None else All((leaf, *within.required), within.excluded)
    selection = select(corpus, Query(name, tree), **filters).everywhere()
    matches = Matches(corpus, selection, exact=exact)
    cap = None if exact else TOTAL_CAP
    ids = matches.take(None if cap is None else cap + 1)[:cap]
    if not ids:
        bare = without_titles(name)
        other = _result(corpus, bare, within, exact=exact, filters=filters) if bare != name else NameResult(bare)
        noun = "article has" if other.exact and other.articles == 1 else "articles have"
        number = exact_or_least(other.articles, exact=other.exact)
        note = f"has no article, but {number} {noun} {bare}" if other.articles else None
        return NameResult(name, exact=matches.whole, note=note, notes=selection.notes)
    values = {"ids": json.dumps(list(ids))}
    rows = corpus.conn.execute(FACTS, values).fetchall()
    return NameResult(
        name,
        articles=len(ids),
        exact=matches.whole and len(matches.ids) == len(ids),
        first_day=min((row[2] for row in rows if row[2]), default=None),
        last_day=max((row[3] for row in rows if row[3]), default=None),
        undated=sum(row[4] for row in rows),
        outlets=tuple(Counter({row[0]: row[1] for row in rows}).most_common()),
        variants=_variants(corpus, _phrases(corpus, leaf, literal=filters.get("literal", False)), values["ids"]),
        notes=selection.notes,
    )


def _phrases(corpus: Corpus, leaf: ListName, *, literal: bool) -> tuple[Tokens, ...]:
    """Return the forms of a name that a search looks for."""
    names = Names() if literal else names_of(corpus.path)
    return Expander(corpus, names, leaf, literal).meaning(leaf).phrases


def _variants(corpus: Corpus, phrases: Sequence[Tokens], ids: str) -> tuple[Variant, ...]:
    """Return the forms of the name that stand in these articles (a JSON list of ids), the most frequent first."""
    variants = list[Variant]()
    for phrase in phrases:
        if all(articles_with(corpus, (word,)) for word in phrase):
            number, newest = corpus.conn.execute(WRITTEN, {"phrase": fts_string(phrase), "ids": ids}).fetchone()
            if number:
                variants.append(Variant(_printed(corpus, phrase, newest), number))
    return tuple(sorted(variants, key=lambda one: -one.articles))


def _printed(corpus: Corpus, phrase: Tokens, article_id: int) -> str:
    """Return the phrase as the article prints it."""
    values = {"on": MARK, "off": UNMARK, "phrase": fts_string(phrase), "id": article_id}
    marked = corpus.conn.execute(PRINTED, values).fetchone()[0]
    return " ".join(marked.partition(MARK)[2].partition(UNMARK)[0].split())
