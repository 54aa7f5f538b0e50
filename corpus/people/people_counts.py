"""Who is named and quoted in the articles of a search (`people_named`): articles, stories, outlets, quotes, days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpus.answers import Answer, AnswerRows
from corpus.deriving.derivations import derivations
from corpus.deriving.due import underived_sentence
from corpus.people_named.name_lookup import body_meant
from corpus.query.selection import select
from corpus.store import Corpus
from corpus.vocabulary.names_file import names_of

if TYPE_CHECKING:
    from typing import Unpack

    from corpus.query.selection import Filters

_SPREAD = """count(DISTINCT {of}.article_id), count(DISTINCT coalesce(s.story_id, {of}.article_id)),
        count(DISTINCT a.outlet), min(a.published_day), max(a.published_day)"""
_BESIDE = """CROSS JOIN articles a INDEXED BY articles_facts ON a.id = hits.id
        LEFT JOIN stories s ON s.article_id = hits.id"""
_NAMED = f"""SELECT m.name, m.kind, count(*), {_SPREAD.format(of="m")}
    FROM ({{ids}}) hits CROSS JOIN mentions m INDEXED BY mentions_article ON m.article_id = hits.id {_BESIDE}
    WHERE :kind IS NULL OR m.kind = :kind GROUP BY m.name, m.kind"""  # noqa: S608 - columns are ours
_QUOTED = f"""SELECT q.speaker, count(*), {_SPREAD.format(of="q")}
    FROM ({{ids}}) hits CROSS JOIN quotes q INDEXED BY quotes_article ON q.article_id = hits.id {_BESIDE}
    WHERE q.speaker IS NOT NULL GROUP BY q.speaker"""  # noqa: S608 - columns are ours
_ARTICLES = """SELECT count(*), count(DISTINCT coalesce(s.story_id, hits.id)) FROM ({ids}) hits
    LEFT JOIN stories s ON s.article_id = hits.id"""


@dataclass(frozen=True, slots=True)
class NamedRow:
    """A person or a body, and how it is named in the articles that were searched.

    `articles` counts copies, `stories` counts articles of one story once. `quotes` are those of which it is the
    speaker. The days are those of publication, None where no article has one.
    """

    name: str
    kind: str
    articles: int
    stories: int
    outlets: int
    mentions: int
    quotes: int
    first_day: str | None
    last_day: str | None


def people_named(
    corpus: Corpus, query: str | None = None, *, kind: str | None = None, **filters: Unpack[Filters]
) -> AnswerRows[NamedRow]:
    """Return who is named in the articles that `query` and the filters select, the most frequent first.

    `kind` is person, body, or None for both. Without query and filters, all articles are meant. A person whom the names
    file doesn't have stands under the name as printed: two persons of one name are one row. Raises QueryError if the
    query or a filter has no meaning.
    """
    with corpus.snapshot():
        selection = select(corpus, query, **filters).everywhere()
        ids, values = selection.ids(), {**selection.values, "kind": kind}
        mentioned = corpus.conn.execute(_NAMED.format(ids=ids), values).fetchall()
        quoted = {row[0]: row[1:] for row in corpus.conn.execute(_QUOTED.format(ids=ids), values)}
        total, stories = corpus.conn.execute(_ARTICLES.format(ids=ids), values).fetchone()
        due = underived_sentence(corpus, derivations(corpus.path))
    bodies = {name for name, of_kind, *_ in mentioned if of_kind == "body"}
    spoken = Counter[str]()  # a body's quotes stand under the name as printed, its mentions under that of today
    for name in [name for name in quoted if name not in bodies]:
        if (body := body_meant(name, names_of(corpus.path))) and (body in bodies or kind == "person"):
            spoken[body] += quoted.pop(name)[0]
    rows = [_row(name, of_kind, facts, quoted.pop(name, (0,))[0] + spoken.pop(name, 0))
            for name, of_kind, *facts in mentioned]  # fmt: skip
    if kind != "body":
        rows += [_row(name, "person", [0, *facts], quotes) for name, (quotes, *facts) in quoted.items()]
    rows.sort(key=lambda one: (-one.articles, -one.quotes, -one.mentions, one.name))
    notes = (*selection.notes, *([due] if due else []))
    return AnswerRows(rows, Answer(total, True, stories, notes))


def _row(name: str, kind: str, facts: Sequence[Any], quotes: int) -> NamedRow:
    mentions, articles, stories, outlets, first, last = facts
    return NamedRow(name, kind, articles, stories, outlets, mentions, quotes, first, last)
