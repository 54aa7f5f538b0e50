"""The items that spiders give: a link, a remark on a listing, a fetched page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from corpus.models import Capture


@dataclass(frozen=True, slots=True)
class Link:
    """An article's address as a listing gives it, with its title, text and day.

    `text` is the listing's summary, or the whole text where `whole` is True (feeds with content). `day` is
    the day of publication in the outlet's zone. What the listing doesn't say is None.
    """

    url: str
    title: str | None = None
    text: str | None = None
    whole: bool = False
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark on a listing for the coverage ledger ("search_ignored", "capped", "not_a_feed" ...)."""

    reason: str


@dataclass(frozen=True, slots=True)
class Fetched:
    """An article's page (or a part of one) as fetched, with the frontier's row it was fetched for.

    `capture` is None for a part that could not be had; `reason` then says why. `parent_id` is the article's
    row where this is a part. `again` is True for a second look at an article that is stored: its row is settled.
    """

    frontier_id: int
    outlet: str
    key: str
    capture: Capture | None
    parent_id: int | None = None
    reason: str | None = None
    again: bool = False
