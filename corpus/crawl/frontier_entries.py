"""The rows of the frontier as values: a discovered address, a leased row, a fetched row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

RowKind = Literal["listing", "article", "part"]
Outcome = Literal["stored", "duplicate", "rejected", "failed"]
DiscoverResult = Literal["new", "known", "waiting", "reopened"]

Retry = Literal["due", "waiting", "all"]
"""Which refused rows are asked at once when they are named again: none before it is due, those that wait, or all."""


@dataclass(frozen=True, slots=True)
class FrontierEntry:
    """A discovered address, to be added to the frontier: its kind, the `way` it was discovered, and its request.

    `key` is unique within its kind. `request` holds what a request needs beside the address (JSON values only).
    `rejected` is the reason not to fetch it, if the listing alone gives one.
    """

    outlet: str
    kind: RowKind
    way: str
    key: str
    url: str
    title: str | None = None
    request: Mapping[str, Any] = field(default_factory=dict)
    priority: int = 0
    parent_id: int | None = None
    topic_id: int | None = None
    rejected: str | None = None


@dataclass(frozen=True, slots=True)
class Leased:
    """A row that this run has leased."""

    id: int
    outlet: str
    kind: RowKind
    way: str
    key: str
    url: str
    request: Mapping[str, Any]
    parent_id: int | None
    attempts: int


@dataclass(frozen=True, slots=True)
class FetchedRow:
    """An article's row with a capture; `article_key` is the key of the article that it gave, if any."""

    id: int
    outlet: str
    key: str
    state: str
    article_key: str | None


@dataclass(frozen=True, slots=True)
class HeldArticle:
    """The facts of a stored article that a new capture is compared with: key, number of words, completeness."""

    key: str | None
    words: int
    complete: bool
