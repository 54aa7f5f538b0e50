"""Which article of a group came first (`OriginRank`), why (`ORIGIN_REASONS`), and how sure that is (`confidence`).

The order is the same for a set of articles, whenever each of them came: first the agency's own pages, then what
others name as their source, then the rest; within these by the instant of publication, a minute before a day without
an hour, and what has no reliable day last. Where nothing else decides, the article's key does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple

from corpus.store import JAKARTA

AGENCY, NAMED_SOURCE, NAMED_AND_NAMING, OTHER = range(4)
"""What an article's claim to be the origin rests on; a lower one comes first."""

ORIGIN_REASONS: Mapping[str, str] = {
    "agency": "the origin is the agency's own page",
    "credited": "a copy names the origin's outlet as its source",
    "earliest": "the origin has the earliest known time",
    "undated": "no time decides; the first by its address was taken",
}
"""Why an article is taken for the origin -> what that means."""

CONFIDENCES: Mapping[str, str] = {
    "high": "the agency's page or a named source; or the earliest where both hours, or two different days, are known",
    "medium": "the same day, and one of the hours is not known; or a copy has an earlier time than its origin",
    "low": "a day is not known, or the page's dates disagree",
}

OriginConfidence = Literal["high", "medium", "low"]
_KEY_BITS = 30
_UNKNOWN = (1 << 33) - 1  # seconds since 1970: in 2242
_AGENCY_BEFORE = 1 << 63


class OriginRank(NamedTuple):
    """The place of an article in the order; `time` is unique, and chronological within a claim (`time_rank`)."""

    claim: int
    time: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What the order rests on: the article's outlet, its time, and whom it names as its source."""

    id: int
    key: str
    outlet: str
    is_agency: bool
    published_ts: int | None
    published_day: str | None
    minute: bool
    disputed: bool
    text_sha256: str
    title: str

    @property
    def day(self) -> str | None:
        """The day of publication, None where it is not reliable."""
        return None if self.disputed else self.published_day

    @property
    def instant(self) -> int | None:
        """The second of publication, None where the hour is not known or not reliable."""
        return self.published_ts if self.minute and not self.disputed else None


def time_rank(facts: Facts, claim: int) -> int:
    """Return a number that orders articles by time, then by key: seconds since 1970, then bits of the key's hash.

    Those of the agency's own pages are negative: whoever reads a part of a long list reads them first.
    """
    seconds = _UNKNOWN
    if facts.instant is not None:
        seconds = facts.instant
    elif facts.day is not None and (end := _end_of_day(facts.day)) is not None:
        seconds = end
    digest = hashlib.blake2b(facts.key.encode("utf-8", "replace"), digest_size=8).digest()
    rank = (min(max(seconds, 0), _UNKNOWN) << _KEY_BITS) | (int.from_bytes(digest, "big") >> (64 - _KEY_BITS))
    return rank - _AGENCY_BEFORE if claim == AGENCY else rank


def seconds_of(rank: int) -> int:
    """Return the seconds of a `time_rank`."""
    return rank % _AGENCY_BEFORE >> _KEY_BITS


def _end_of_day(day: str) -> int | None:
    """Return the last second of a day in Jakarta: a day without an hour is earlier than no hour of that day."""
    try:
        end = datetime.combine(date.fromisoformat(day), datetime.max.time(), JAKARTA)
    except ValueError:  # a damaged row
        return None
    return int(end.timestamp())


def lag_seconds(copy: Facts, origin: Facts) -> int | None:
    """Return how much later the copy came: exact where both hours are known, else in whole days.

    None where a day is not known, and where it is the same day and an hour is not known.
    """
    if copy.instant is not None and origin.instant is not None:
        return copy.instant - origin.instant
    if copy.day is None or origin.day is None or copy.day == origin.day:
        return None
    try:
        return (date.fromisoformat(copy.day) - date.fromisoformat(origin.day)).days * 86_400
    except ValueError:
        return None


def origin_reason(claim: int, origin: Facts) -> str:
    """Return why the origin is one: a word of `ORIGIN_REASONS`."""
    if claim == AGENCY:
        return "agency"
    if claim in (NAMED_SOURCE, NAMED_AND_NAMING):
        return "credited"
    return "undated" if origin.day is None else "earliest"


def origin_confidence(reason: str, copy: Facts, origin: Facts) -> OriginConfidence:
    """Return how sure it is that the origin came before this copy: a word of `CONFIDENCES`."""
    lag = lag_seconds(copy, origin)
    if reason in ("agency", "credited"):
        return "medium" if lag is not None and lag < 0 else "high"
    if copy.day is None or origin.day is None:
        return "low"
    return "medium" if lag is None else "high"
