"""The articles of a search as sequences of words, with the positions of the matches. `read_texts` gives them."""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from corpus.answers import Answer
from corpus.crawl.grades import due_sentence
from corpus.errors import QueryError
from corpus.file.unreadable import read_day
from corpus.messages.search_messages import NO_WORD_TO_SHOW
from corpus.query.hits import MARK, UNMARK
from corpus.query.matches import undated_among
from corpus.query.selection import Filters, Selection, select
from corpus.store import Corpus
from corpus.stories.due_stories import stories_due
from corpus.stories.story_ids import number_of_stories, one_of_each_story
from corpus.vocabulary.stemming import fold

if TYPE_CHECKING:
    from typing import Unpack

CHUNK = 500  # articles read at a time
MOST = 20_000
"""Articles read by default. Word statistics hardly change with more, and each article takes 0.3 ms."""

READ_IN_PART = "{total:,} articles match; one in {every} of them is read, spread evenly over time (--most 0 reads all)"
IN_PLACE_ONLY = (
    "articles that match in dateline or place alone: {number}; counts of words look at headline and text, "
    "`kliping search` shows them"
)
_TOKEN = re.compile(r"[^\W_]+")
_MARKS = re.compile(f"[{MARK}{UNMARK}]")


@dataclass(frozen=True, slots=True)
class RunningText:
    """The body of an article as a sequence of words.

    `words` are in lower case without accents, as the full-text index holds them. `spans` are their (start, end)
    characters in `text`. `nodes` are the matches of the search as half-open ranges (first, end) of word numbers.
    With `words_alone`, spans and nodes are empty.
    """

    id: int
    title: str
    outlet: str
    day: date | None
    text: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    nodes: tuple[tuple[int, int], ...]


class RunningTexts:
    """The articles of a selection, newest first, those without a known day last. Each iteration reads them again.

    Where more than `most` match, only every second, third, ... in order of publication is read, and a note says so.
    `matching` are the ids of all that match, `total` is their number, `ids` are those that are read, and
    `every` is the step between two of these. `answer` has the total and the notes.
    """

    def __init__(
        self,
        corpus: Corpus,
        selection: Selection,
        *,
        originals: bool = False,
        most: int | None = None,
        words_alone: bool = False,
    ) -> None:
        self._corpus, self._marks, self._words_alone = corpus, None if words_alone else selection.marks, words_alone
        rows = corpus.conn.execute(f"{selection.ids()} ORDER BY id DESC", selection.values)
        ids: Sequence[int] = array("q", (row[0] for row in rows))
        self.matching = _undated_last(corpus, array("q", one_of_each_story(corpus, ids)) if originals else ids)
        self.total = len(self.matching)
        notes = [*selection.notes]
        if selection.by_grade and (due := due_sentence(corpus, selection.values["topic"], selection.topic)):
            notes.append(due)
        if due := stories_due(corpus):
            notes.append(due)
        self.every = max(1, -(-self.total // most)) if most else 1
        self.ids = self.matching[:: self.every]
        if self.every > 1:
            notes.append(READ_IN_PART.format(total=self.total, every=self.every))
        stories = self.total if originals else number_of_stories(corpus, self.matching)
        self.answer = Answer(self.total, exact=True, stories=stories, notes=tuple(notes))

    def explain_none(self, everywhere: Selection) -> None:
        """Add a note on why no article matches. `everywhere` is the same search with dateline and place."""
        from corpus.nohits.explanation import SEARCH_SAYS_WHY  # most searches find something

        counted = f"SELECT count(*) FROM ({everywhere.ids()})"  # noqa: S608 - every value is bound
        number = self._corpus.conn.execute(counted, everywhere.values).fetchone()[0]
        note = IN_PLACE_ONLY.format(number=f"{number:,}") if number else SEARCH_SAYS_WHY
        self.answer = replace(self.answer, notes=(*self.answer.notes, note))

    def with_words(self) -> RunningTexts:
        """Return self. Raises QueryError if the search has no words, and so no matches to show."""
        if self._marks is None:
            raise QueryError(NO_WORD_TO_SHOW())
        return self

    def __iter__(self) -> Iterator[RunningText]:
        for start in range(0, len(self.ids), CHUNK):
            ids = self.ids[start : start + CHUNK]
            rows = {row[0]: row for row in _read(self._corpus, self._marks, ids)}
            for article_id in ids:
                if (row := rows.get(article_id)) is not None:  # else it was removed since the search
                    yield _text(*row, words_alone=self._words_alone)


def _undated_last(corpus: Corpus, ids: Sequence[int]) -> Sequence[int]:
    """The ids in their order, but those of articles without a known day at the end."""
    undated = undated_among(corpus, ids)
    if not undated:
        return ids
    return array("q", [*(i for i in ids if i not in undated), *(i for i in ids if i in undated)])


def read_texts(
    corpus: Corpus,
    query: str | None = None,
    *,
    originals: bool = False,
    most: int | None = None,
    words_alone: bool = False,
    **filters: Unpack[Filters],
) -> RunningTexts:
    """Return the articles that match in headline or text, newest first. The filters are those of corpus.search.

    `originals` reads one of the matches of each story: its first article, or the first that matches. `words_alone`
    leaves out spans and nodes, and takes a third of the time.
    """
    selection = select(corpus, query, text_only=True, **filters)
    texts = RunningTexts(corpus, selection, originals=originals, most=most, words_alone=words_alone)
    if selection.query and not texts.total:
        texts.explain_none(select(corpus, query, **filters))
    return texts


def tokenize_with_spans(text: str) -> tuple[tuple[str, ...], tuple[tuple[int, int], ...]]:
    """Return the words of a text, folded, and their (start, end) positions in it.

    >>> tokenize_with_spans("Jum'at, di NTT.")
    (('jum', 'at', 'di', 'ntt'), ((0, 3), (4, 6), (8, 10), (11, 14)))
    """
    matches = list(_TOKEN.finditer(text))
    return tuple(fold(m.group()) for m in matches), tuple(m.span() for m in matches)


def tokenize(text: str) -> tuple[str, ...]:
    """Return the words of a text, folded.

    >>> tokenize("Jum'at, di NTT.")
    ('jum', 'at', 'di', 'ntt')
    """
    return tuple(_TOKEN.findall(text.lower())) if text.isascii() else tuple(map(fold, _TOKEN.findall(text)))


def _read(corpus: Corpus, marks: str | None, ids: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return (id, title, outlet, day, text) of the articles, in any order, with matches marked if `marks` is given."""
    values = {
        "ids": json.dumps(list(ids)),
        "low": min(ids),
        "high": max(ids),
        "on": MARK,
        "off": UNMARK,
        "query": marks,
    }
    plain = """SELECT id, title, outlet, published_day, text FROM articles
        WHERE id IN (SELECT value FROM json_each(:ids))"""
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


def _text(article_id: int, title: str, outlet: str, day: str | None, marked: str, *, words_alone: bool) -> RunningText:
    """Return the running text of an article, with the positions of marked matches unless `words_alone`."""
    published_day = read_day(day)
    if words_alone:
        return RunningText(article_id, title, outlet, published_day, marked, tokenize(marked), (), ())
    text = _MARKS.sub("", marked)
    words, spans = tokenize_with_spans(text)
    return RunningText(article_id, title, outlet, published_day, text, words, spans, tuple(_nodes(marked, spans)))


def _nodes(marked: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the marked matches as word numbers. Each mark before a position shifts it by one character."""
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
