"""How is a word used? Every place where it stands, in the middle of its context (KWIC)."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from corpus.errors import QueryError
from corpus.linguistics.texts import MOST, Text, cut, texts
from corpus.store import Corpus

KwicSort = Literal["newest", "left", "right", "node"]


@dataclass(frozen=True, slots=True)
class Line:
    """A match in its context: the words before it, itself, and those behind it, as printed."""

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
    **filters: Any,
) -> list[Line]:
    """A line for each match in the bodies of articles, `width` words to each side.

    `sort`: "left" by the words before the match, the nearest first; "right" by those behind; "node" by the match
    itself. `originals` leaves out exact copies; filters as corpus.search has them. `most` articles are read
    (corpus.linguistics.texts); for the newest `limit` lines as many as it takes.
    """
    if width < 1:
        raise QueryError(f"a context of {width} words can't be shown; give 1 or more")
    most = None if sort == "newest" and limit is not None else most
    read = texts(corpus, query, originals=originals, most=most, **filters).with_words()
    lines = _sorted((line for text in read for line in _lines(text, width)), sort)
    return list(itertools.islice(lines, limit))


def _lines(text: Text, width: int) -> Iterator[Line]:
    for first, end in text.nodes:
        begin, stop = text.spans[first][0], text.spans[end - 1][1]
        start = text.spans[max(0, first - width)][0]
        last = text.spans[min(len(text.spans), end + width) - 1][1]
        yield Line(
            _one_line(text.text[start:begin]),
            _one_line(text.text[begin:stop]),
            _one_line(text.text[stop:last]),
            text.id,
            text.outlet,
            text.day,
            text.title,
        )


def _sorted(found: Iterable[Line], sort: KwicSort) -> Iterable[Line]:
    keys: dict[str, Callable[[Line], Any]] = {
        "left": lambda line: cut(line.left)[0][::-1],
        "right": lambda line: cut(line.right)[0],
        "node": lambda line: (cut(line.node)[0], cut(line.right)[0]),
    }
    return sorted(found, key=keys[sort]) if sort in keys else found


def _one_line(text: str) -> str:
    return " ".join(text.split())
