"""The items that spiders give: an entry of a listing, a link, a remark, a site's own total, a fetched page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from corpus.crawl.listing_counts import EntryOutcome
from corpus.models import Capture


@dataclass(frozen=True, slots=True)
class Link:
    """An article's address as a listing gives it, with its title, text and day.

    `text` is the listing's summary, or the whole text where `whole` is True (feeds with content). `day` is
    the day of publication in the outlet's zone. What the listing doesn't say is None. `sent` is the whole article as an
    object of JSON, where the listing sends it and the site's page has no text, `sent_by` the listing's address.
    """

    url: str
    title: str | None = None
    text: str | None = None
    whole: bool = False
    day: date | None = None
    sent: str | None = None
    sent_by: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a listing's answer, and what becomes of it.

    A family says `unreadable`, `other_host` or `unknown_form` of an entry that can't be used; else, with its link,
    `off_topic` or `taken`. Whether a link is known or outside the window is found when it is stored. `shown` is what
    stands in the answer, for entries without a link: their address, else the beginning of their words.
    """

    outcome: EntryOutcome
    link: Link | None = None
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Stated:
    """How many articles the whole answer has, by the site's own count, and how many entries of it came so far."""

    total: int
    came: int | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark on a listing for the coverage ledger ("search_ignored", "capped", "not_a_feed" ...)."""

    reason: str


@dataclass(frozen=True, slots=True)
class Fetched:
    """An article's page (or a part of one) as fetched, with the frontier's row it was fetched for.

    `capture` is None for a part that could not be had; `reason` then says why. `parent_id` is the article's
    row where this is a part. `again` is True for a second look at an article that is stored: its row is settled, and
    `part` is the cleaned address of a further page; `capture` is the error page where there is a `reason`.
    `validators` are the ETag and Last-Modified of a look's page; `confirms`: it is the second load of that page.
    """

    frontier_id: int
    outlet: str
    key: str
    capture: Capture | None
    parent_id: int | None = None
    reason: str | None = None
    again: bool = False
    part: str | None = None
    validators: tuple[str | None, str | None] | None = None
    confirms: bool = False
