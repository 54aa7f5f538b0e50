"""The options of one crawl, import or refine (`Plan`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.topics import Topic


@dataclass(frozen=True, slots=True)
class Plan:
    """The options of a crawl, import or refine, as `runs.options` stores them.

    `limit` is the number of articles to fetch from an outlet, `listings` that of listing pages (default: as many as
    articles); None means no limit.
    `shared`: the corpus's group may read and write it.
    `since` and `until` are as the user wrote them, `ways` the only ones to take. `ask_all` fetches what listings
    show to be off topic too. `refused` maps outlets to ids of refused rows that are asked at once. `workers` is the
    number of processes that refine pages; None means as by default.
    """

    command: str
    corpus: Path
    archive: Path | None = None
    topic: Topic | None = None
    since: str | None = None
    until: str | None = None
    limit: int | None = 200
    listings: int | None = None
    urls: tuple[str, ...] = ()
    refused: Mapping[str, Sequence[int]] = field(default_factory=dict)
    ways: tuple[str, ...] = ()
    ask_all: bool = False
    workers: int | None = None
    replay: Path | None = None
    shared: bool = False
    options: dict[str, Any] = field(default_factory=dict)
