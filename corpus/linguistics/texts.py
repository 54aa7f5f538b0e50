"""Which words stand in the articles of a search, in their order, and where are the words searched for?"""

from __future__ import annotations

import json
import logging
import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from corpus.errors import QueryError
from corpus.query.hits import MARK, UNMARK
from corpus.query.selection import Filters, Selection, select
from corpus.store import Corpus
from corpus.vocabulary.stemming import fold, lines

if TYPE_CHECKING:
    from typing import Unpack

logger = logging.getLogger(__name__)
CHUNK = 500  # articles read at a time
MOST = 20_000
"""Articles that are read by default: what words say of more hardly changes, and each takes a third of a millisecond."""

_TOKEN = re.compile(r"[^\W_]+")
_MARKS = re.compile(f"[{MARK}{UNMARK}]")


@dataclass(frozen=True, slots=True)
class Text:
    """The body of an article as running words.

    `words` are in lower case without accents, as the full-text index holds them; `spans` say where each stands in
    `text`. `nodes` are the matches of the search as (first word, word behind the last). Where the texts are wanted
    for their words alone, there are no spans and no nodes.
    """

    id: int
    title: str
    outlet: str
    day: date | None
    text: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    nodes: tuple[tuple[int, int], ...]


class Texts:
    """The articles of a selection, newest first; as often as it is gone through.

    Where more than `most` match, every second, third, ... in order of publication is read, and that is said.
    `found` are the ids of all that match, `of` their number, `every` the step between those that are read (`ids`).
    """

    def __init__(
        self,
        corpus: Corpus,
        asked: Selection,
        *,
        originals: bool = False,
        most: int | None = None,
        words_alone: bool = False,
    ) -> None:
        self._corpus, self._marks, self._words_alone = corpus, None if words_alone else asked.marks, words_alone
        rows = corpus.conn.execute(f"{asked.ids(fold=originals)} ORDER BY id DESC", asked.values)
        self.found = array("q", (row[0] for row in rows))
        self.of = len(self.found)
        self.every = max(1, -(-self.of // most)) if most else 1
        self.ids = self.found[:: self.every]
        if self.every > 1:
            logger.warning(
                "%s articles match; one in %d of them is read, evenly over the time (--most 0 reads all)",
                f"{self.of:,}",
                self.every,
            )

    def with_words(self) -> Texts:
        """Itself. Raises QueryError where the search asks for no words, so that there is nothing to point at."""
        if self._marks is None:
            raise QueryError("the search has no word to show; add one, as: kliping kwic pembinaan year:2023")
        return self

    def __iter__(self) -> Iterator[Text]:
        for start in range(0, len(self.ids), CHUNK):
            for row in _read(self._corpus, self._marks, self.ids[start : start + CHUNK]):
                yield _text(*row, words_alone=self._words_alone)


def texts(
    corpus: Corpus,
    query: str | None = None,
    *,
    originals: bool = False,
    most: int | None = None,
    words_alone: bool = False,
    **filters: Unpack[Filters],
) -> Texts:
    """The articles that match, newest first; filters as corpus.search has them.

    `originals` leaves out exact copies of an article that matches too; `words_alone` costs a third.
    """
    asked = select(corpus, query, **filters)
    return Texts(corpus, asked, originals=originals, most=most, words_alone=words_alone)


def cut(text: str) -> tuple[tuple[str, ...], tuple[tuple[int, int], ...]]:
    """The words of a text and where they stand in it.

    >>> cut("Jum'at, di NTT.")
    (('jum', 'at', 'di', 'ntt'), ((0, 3), (4, 6), (8, 10), (11, 14)))
    """
    found = list(_TOKEN.finditer(text))
    return tuple(fold(m.group()) for m in found), tuple(m.span() for m in found)


def words_of(text: str) -> tuple[str, ...]:
    """The words alone.

    >>> words_of("Jum'at, di NTT.")
    ('jum', 'at', 'di', 'ntt')
    """
    return tuple(_TOKEN.findall(text.lower())) if text.isascii() else tuple(map(fold, _TOKEN.findall(text)))


def stop_words() -> frozenset[str]:
    """Indonesian words that say little by themselves (data/stopwords.txt)."""
    return frozenset(lines("stopwords.txt"))


def _read(corpus: Corpus, marks: str | None, ids: Sequence[int]) -> list[tuple[Any, ...]]:
    values = {
        "ids": json.dumps(list(ids)),
        "low": min(ids),
        "high": max(ids),
        "on": MARK,
        "off": UNMARK,
        "query": marks,
    }
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


def _text(article_id: int, title: str, outlet: str, day: str | None, marked: str, *, words_alone: bool) -> Text:
    found = None if day is None else date.fromisoformat(day)
    if words_alone:
        return Text(article_id, title, outlet, found, marked, words_of(marked), (), ())
    text = _MARKS.sub("", marked)
    words, spans = cut(text)
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
