"""Concordance (KWIC): every match of a search in the middle of its context. The main function is `concordance`."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from corpus.answers import AnswerRows
from corpus.errors import QueryError
from corpus.linguistics.texts import MOST, RunningText, read_texts, tokenize_with_spans
from corpus.messages.search_messages import CONTEXT_EMPTY
from corpus.store import Corpus

if TYPE_CHECKING:
    from typing import Unpack

    from corpus.query.selection import Filters

KwicSort = Literal["newest", "left", "right", "node"]


@dataclass(frozen=True, slots=True)
class ConcordanceLine:
    """A match (`node`) with the words before it (`left`) and after it (`right`), as printed."""

    left: str
    node: str
    right: str
    id: int
    outlet: str
    day: date | None
    title: str


def concordance(
    corpus: Corpus,
    query: str,
    *,
    width: int = 8,
    sort: KwicSort = "newest",
    originals: bool = False,
    limit: int | None = None,
    most: int | None = MOST,
    **filters: Unpack[Filters],
) -> AnswerRows[ConcordanceLine]:
    """Return one line for each match in the bodies of articles, with `width` words on each side.

    `sort` orders the lines: "newest" by article; "left" by the words before the match, the nearest first; "right" by
    the words after it; "node" by the match itself. `originals` takes each story once. The filters are those of
    corpus.search. At most `most` articles are read (corpus.linguistics.texts); with "newest" and a `limit`, as many
    as are needed to fill it.
    """
    if width < 1:
        raise QueryError(CONTEXT_EMPTY(width=width))
    most = None if sort == "newest" and limit is not None else most
    read = read_texts(corpus, query, originals=originals, most=most, **filters).with_words()
    lines = _sorted((line for text in read for line in _lines(text, width)), sort)
    shown = list(itertools.islice(lines, limit and limit + 1))  # one more tells whether there are more
    return AnswerRows(shown[:limit], read.answer, is_cut=limit is not None and len(shown) > limit)


def _lines(text: RunningText, width: int) -> Iterator[ConcordanceLine]:
    for first, end in text.nodes:
        begin, stop = text.spans[first][0], text.spans[end - 1][1]
        start = text.spans[max(0, first - width)][0]
        last = text.spans[min(len(text.spans), end + width) - 1][1]
        yield ConcordanceLine(
            _one_line(text.text[start:begin]),
            _one_line(text.text[begin:stop]),
            _one_line(text.text[stop:last]),
            text.id,
            text.outlet,
            text.day,
            text.title,
        )


def _sorted(lines: Iterable[ConcordanceLine], sort: KwicSort) -> Iterable[ConcordanceLine]:
    """Return the lines sorted by the words to the left, to the right, or of the match; else unchanged."""
    keys: dict[str, Callable[[ConcordanceLine], Any]] = {
        "left": lambda line: tokenize_with_spans(line.left)[0][::-1],
        "right": lambda line: tokenize_with_spans(line.right)[0],
        "node": lambda line: (tokenize_with_spans(line.node)[0], tokenize_with_spans(line.right)[0]),
    }
    return sorted(lines, key=keys[sort]) if sort in keys else lines


def _one_line(text: str) -> str:
    return " ".join(text.split())
