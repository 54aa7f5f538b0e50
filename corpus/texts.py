"""Which words stand in the articles of a search, in their order, and where are the words searched for?"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from corpus.found import MARK, UNMARK
from corpus.selection import Selection, select
from corpus.stemming import fold, lines
from corpus.store import Corpus

CHUNK = 500  # articles read at a time
_TOKEN = re.compile(r"[^\W_]+")
_MARKS = re.compile(f"[{MARK}{UNMARK}]")


@dataclass(frozen=True, slots=True)
class Text:
    """The body of an article as running words.

    `words` are in lower case without accents, as the full-text index holds them; `spans` say where each stands in
    `text`. `nodes` are the matches of the search as (first word, word behind the last).
    """

    id: int
    title: str
    outlet: str
    day: date | None
    text: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    nodes: tuple[tuple[int, int], ...]


def texts(corpus: Corpus, query: str | None = None, *, originals: bool = False, **filters: Any) -> Iterator[Text]:
    """The articles that match, newest first; filters as corpus.search has them.

    `originals` leaves out exact copies of an article that matches too.
    """
    yield from texts_of(corpus, select(corpus, query, **filters), originals=originals)


def texts_of(corpus: Corpus, asked: Selection, *, originals: bool = False) -> Iterator[Text]:
    """The articles of a selection, newest first."""
    ids = [row[0] for row in corpus.conn.execute(f"{asked.ids(fold=originals)} ORDER BY id DESC", asked.values)]
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        for row in _read(corpus, asked.marks, chunk):
            yield _text(*row)


def cut(text: str) -> tuple[tuple[str, ...], tuple[tuple[int, int], ...]]:
    """The words of a text and where they stand in it.

    >>> cut("Jum'at, di NTT.")
    (('jum', 'at', 'di', 'ntt'), ((0, 3), (4, 6), (8, 10), (11, 14)))
    """
    found = list(_TOKEN.finditer(text))
    return tuple(fold(m.group()) for m in found), tuple(m.span() for m in found)


def stop_words() -> frozenset[str]:
    """Indonesian words that say little by themselves (data/stopwords.txt)."""
    return frozenset(lines("stopwords.txt"))


def _read(corpus: Corpus, marks: str | None, ids: Sequence[int]) -> list[tuple[Any, ...]]:
    values = {"ids": json.dumps(ids), "low": min(ids), "high": max(ids), "on": MARK, "off": UNMARK, "query": marks}
    plain = """SELECT id, title, outlet, published_day, text FROM articles
        WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY id DESC"""
    rows = corpus.conn.execute(plain, values).fetchall()
    if marks is None:
        return rows
    marked = dict(
        corpus.conn.execute(
            """SELECT rowid, highlight(articles_fts, 1, :on, :off) FROM articles_fts
            WHERE articles_fts MATCH :query AND rowid BETWEEN :low AND :high
            AND +rowid IN (SELECT value FROM json_each(:ids))""",
            values,
        ).fetchall()
    )
    return [(*row[:4], marked.get(row[0], row[4])) for row in rows]


def _text(article_id: int, title: str, outlet: str, day: str | None, marked: str) -> Text:
    text = _MARKS.sub("", marked)
    words, spans = cut(text)
    found = None if day is None else date.fromisoformat(day)
    return Text(article_id, title, outlet, found, text, words, spans, tuple(_nodes(marked, spans)))


def _nodes(marked: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The marks as word numbers; a mark's place in the plain text is its own less the marks before it."""
    places = [m.start() - number for number, m in enumerate(_MARKS.finditer(marked))]
    word = 0
    for begin, end in zip(places[::2], places[1::2], strict=False):
        while word < len(spans) and spans[word][0] < begin:
            word += 1
        first = word
        while word < len(spans) and spans[word][0] < end:
            word += 1
        if word > first:
            yield first, word
