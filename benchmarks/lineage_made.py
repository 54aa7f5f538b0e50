"""A made article with its truth: what it copies, word by word, whose story it is, and which origin is right and why.

Spans are half-open ranges of Unicode code points in the copy's text. `Writing` puts an article together from own words
and words of others, and remembers which are whose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from corpus.models import Article, Confidence, Outlet

Span = tuple[int, int]
Why = Literal["agency", "credit", "earliest", "alone"]
WORD = re.compile(r"\w+")
RUN = 5  # words: a shorter run that two texts share says nothing and is not measured


@dataclass(frozen=True, slots=True)
class Edge:
    """An article (by its name in the family) from which words were copied.

    `spans` are the copied parts in the copy's text, by how it was made, each as long as it was copied: a neighbouring
    word may agree by chance. An `optional` edge is true, but it is no fault to leave it out (a copy of a copy).
    """

    origin: str
    spans: tuple[Span, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """A made article. `name` is unique in a corpus ("verbatim-12/copy-3").

    `story` is the name of the article that is the root of its story; `why` says by which rule that root is right for
    the group. `origin_counts` is False where the evidence on the pages can't tell which one came first.
    """

    name: str
    outlet: Outlet
    title: str
    text: str
    story: str
    edges: tuple[Edge, ...] = ()
    why: Why = "alone"
    origin_counts: bool = True
    published_at: datetime | None = None
    published_day: date | None = None
    date_confidence: Confidence | None = None
    dateline: str | None = None
    place: str | None = None
    authors: tuple[str, ...] = ()
    credit: str | None = None
    reprint_of_outlet: str | None = None
    reprint_of_title: str | None = None
    reprint_of_url: str | None = None
    url: str | None = None
    stored_key: str | None = None

    @property
    def is_original(self) -> bool:
        """True for the root of a story: it copies nothing."""
        return self.story == self.name

    @property
    def key(self) -> str:
        """The article's key in the corpus."""
        return self.stored_key or f"{self.outlet.site}/{self.name}"

    def article(self) -> Article:
        """The article as the pipelines give it."""
        day = self.published_at.date() if self.published_at else self.published_day
        return Article(
            url=self.url or f"https://{self.key}", title=self.title, text=self.text, outlet=self.outlet.slug,
            key=self.key, lead=self.text.split("\n")[0], authors=self.authors, dateline=self.dateline,
            place=self.place, credit=self.credit, published_at=self.published_at, published_day=day,
            date_confidence=self.date_confidence if day else None,
            date_conflict="the page prints another day" if self.date_confidence == "disputed" else None,
            reprint_of_outlet=self.reprint_of_outlet, reprint_of_title=self.reprint_of_title,
            reprint_of_url=self.reprint_of_url, language="id", words=len(self.text.split()), extractor="made up",
            rules_version="1",
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Family:
    """Articles that were made together. `kind` is a row of the result's table."""

    name: str
    kind: str
    articles: tuple[Made, ...]
    about: str = ""


@dataclass(slots=True)
class Writing:
    """A text in the making: paragraphs of own words and of words taken from `source`, which is an article's name."""

    parts: list[str] = field(default_factory=list)
    taken: dict[str, list[Span]] = field(default_factory=dict)
    _at: dict[str, int] = field(default_factory=dict)  # where in the source the last taken part ended
    length: int = 0

    def add(self, text: str, source: str | None = None, start: int = 0) -> None:
        """Add words; `start` is where they stand in the source. A part that goes on where the last ended joins it."""
        if source is not None:
            spans = self.taken.setdefault(source, [])
            if spans and self._at[source] in (start, start - 1) and spans[-1][1] in (self.length, self.length - 1):
                spans[-1] = (spans[-1][0], self.length + len(text))
            else:
                spans.append((self.length, self.length + len(text)))
            self._at[source] = start + len(text)
        self.parts.append(text)
        self.length += len(text)

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self.parts)

    def edges(self) -> tuple[Edge, ...]:
        """An edge for each source, the one with most words first."""
        by_words = sorted(self.taken, key=lambda name: -sum(end - start for start, end in self.taken[name]))
        return tuple(Edge(name, tuple(self.taken[name])) for name in by_words)


def word_spans(text: str) -> list[Span]:
    """Where each word of the text stands."""
    return [match.span() for match in WORD.finditer(text)]


def words_within(words: Sequence[Span], spans: Iterable[Span]) -> set[int]:
    """The numbers of the words that lie wholly in one of the spans."""
    inside: set[int] = set()
    for start, end in spans:
        inside.update(n for n, (a, b) in enumerate(words) if start <= a and b <= end)
    return inside


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers as half-open runs of neighbours."""
    out: list[tuple[int, int]] = []
    for n in sorted(numbers):
        if out and out[-1][1] == n:
            out[-1] = (out[-1][0], n + 1)
        else:
            out.append((n, n + 1))
    return out


def shingles(text: str, size: int = RUN) -> set[tuple[str, ...]]:
    """All runs of `size` words, without case."""
    words = [word.casefold() for word in WORD.findall(text)]
    return {tuple(words[n : n + size]) for n in range(len(words) - size + 1)}


def shared_words(copy: str, origin: str) -> set[int]:
    """The numbers of the copy's words that stand in a run of at least `RUN` words which stands in the origin too."""
    theirs = shingles(origin)
    words = [word.casefold() for word in WORD.findall(copy)]
    starts = (n for n in range(len(words) - RUN + 1) if tuple(words[n : n + RUN]) in theirs)
    return {n + k for n in starts for k in range(RUN)}


def containment(one: str, other: str) -> float:
    """The share of the runs of `RUN` words of `one` that stand in `other`."""
    mine = shingles(one)
    return len(mine & shingles(other)) / len(mine) if mine else 0.0
