"""The stored quotes of the articles of a search (`read_quotes`): who said what, where and when."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from corpus.answers import Answer, AnswerRows
from corpus.deriving.due import underived_sentence
from corpus.file.unreadable import read_day
from corpus.query.fields import spoken_words
from corpus.query.selection import select
from corpus.query.tree import All, Field, Node
from corpus.quotes.quote_derivation import quotes_of_corpus
from corpus.quotes.speaker_names import speakers_meant
from corpus.store import Corpus

if TYPE_CHECKING:
    from typing import Unpack

    from corpus.query.selection import Filters

NOBODY_MEANT = "no quote has a speaker named {name}; `kliping quotes` without --by shows who speaks"
NONE_OF_THESE = "{articles}; no quote in {them} is of this speaker and with these words"
WITHOUT_QUOTES = "{articles}; none has a quote"
_QUOTES = """SELECT a.published_day, a.outlet, q.speaker, q.role, q.kind, q.text, a.id, a.title, a.url,
    q.start, q."end", q.rule
    FROM quotes q CROSS JOIN articles a ON a.id = q.article_id
    WHERE q.article_id IN ({ids}){narrow} AND a.published_day IS {known} NULL
    ORDER BY q.article_id DESC, q.start, q.id"""
_OF_SPEAKERS = " AND q.speaker IN (SELECT value FROM json_each(:{name}))"
_WITH_WORDS = " AND q.id IN (SELECT rowid FROM quotes_fts WHERE quotes_fts MATCH :{name})"


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """A quote with its article. `start` and `end`: half-open, code points of the article's text."""

    day: date | None
    outlet: str
    speaker: str | None
    role: str | None
    kind: str
    words: str
    id: int
    title: str
    url: str
    start: int
    end: int
    rule: str


def read_quotes(
    corpus: Corpus,
    query: str | None = None,
    *,
    by: str | None = None,
    limit: int | None = None,
    **filters: Unpack[Filters],
) -> AnswerRows[QuoteLine]:
    """Return the quotes of the articles that match, the newest articles' first, undated ones last.

    `by`: only quotes of this speaker, a full or short name in any spelling. Where the search itself says `said:` or
    `by:` outside of OR and NOT, only the quotes that meet all of it. The filters are those of corpus.search. The
    total is the number of articles that match. A note says how many articles are not read for quotes yet.
    """
    selection = select(corpus, query, **filters)
    of_quotes = list(_of_quotes(selection.query.tree if selection.query else None))
    notes, values, narrow = [*selection.notes], dict[str, Any](selection.values), ""
    for number, name in enumerate([*([by] if by else []), *(one.value for one in of_quotes if one.name == "by")]):
        speakers = speakers_meant(corpus, name)
        if not speakers and name == by:
            notes.append(NOBODY_MEANT.format(name=name))
        values[f"speakers{number}"] = json.dumps(speakers)
        narrow += _OF_SPEAKERS.format(name=f"speakers{number}")
    for number, words in enumerate(one.value for one in of_quotes if one.name == "said"):
        values[f"said{number}"] = spoken_words(corpus, words)
        narrow += _WITH_WORDS.format(name=f"said{number}")
    rows = itertools.chain.from_iterable(
        corpus.conn.execute(_QUOTES.format(ids=selection.ids(), narrow=narrow, known=known), values)
        for known in ("NOT", "")
    )
    lines = [_line(row) for row in itertools.islice(rows, limit and limit + 1)]  # one more tells whether there are more
    counted = f"SELECT count(*) FROM ({selection.ids()})"  # noqa: S608 - every value is bound
    total = int(corpus.conn.execute(counted, selection.values).fetchone()[0])
    if due := underived_sentence(corpus, [quotes_of_corpus(corpus.path)]):
        notes.append(due)
    if total and not lines and not any(name.startswith("no quote has") for name in notes):
        articles = "1 article matches" if total == 1 else f"{total:,} articles match"
        them = "it" if total == 1 else "them"
        notes.append((NONE_OF_THESE if narrow else WITHOUT_QUOTES).format(articles=articles, them=them))
    answer = Answer(total, exact=True, notes=tuple(notes))
    return AnswerRows(lines[:limit], answer, is_cut=limit is not None and len(lines) > limit)


def _of_quotes(tree: Node | None) -> Iterator[Field]:
    """Yield the fields of a search that speak of quotes and must hold: those outside of OR and NOT."""
    for part in tree.required if isinstance(tree, All) else (tree,):
        if isinstance(part, Field) and part.name in ("by", "said"):
            yield part


def _line(row: Sequence[Any]) -> QuoteLine:
    return QuoteLine(read_day(row[0]), *row[1:])
