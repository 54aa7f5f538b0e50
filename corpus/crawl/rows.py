"""Rows of the frontier as values: an address that was discovered, one that is leased, one that was fetched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["listing", "article", "part"]
Outcome = Literal["stored", "duplicate", "rejected", "failed"]
Seen = Literal["new", "known", "waiting", "reopened"]


@dataclass(frozen=True, slots=True)
class Found:
    """An address that was found: where (`way`), what it is, and how to ask for it.

    `key` names it uniquely within its kind. `request` holds what a request needs beside the address (JSON
    values only). `rejected` is the reason for not fetching it, decided from the listing alone.
    """

    outlet: str
    kind: Kind
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
    """A row that is ours for a while."""

    id: int
    outlet: str
    kind: Kind
    way: str
    key: str
    url: str
    request: Mapping[str, Any]
    parent_id: int | None
    attempts: int


@dataclass(frozen=True, slots=True)
class FetchedRow:
    """An article's row that has a capture; `article_key` names the article that it gave, if any."""

    id: int
    outlet: str
    key: str
    state: str
    article_key: str | None


@dataclass(frozen=True, slots=True)
class HeldArticle:
    """What a new capture is compared with: the stored article's key, its words, and whether it is complete."""

    key: str | None
    words: int
    complete: bool
