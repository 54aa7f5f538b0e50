"""Decide the result of a way in, one of five: the rule of docs/methods.md."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from corpus.crawl.validators import UNCHANGED
from corpus.reasons import ReasonKind, reason_is
from corpus.store import Corpus

WayResult = Literal["found", "nothing found", "nothing on the topic", "could not look", "changed"]
LOOKED: frozenset[WayResult] = frozenset({"found", "nothing found", "nothing on the topic"})
"""The results of a way that could be looked at."""

UNREAD = "unread_entries"
"""The remark on a listing that has entries of which none could be used."""
EMPTY_ANSWER = "nothing_found"
"""The remark on a listing that is empty by its own answer, whatever else it shows."""
DOUBTED = "search_doubted"
"""The remark on an answer without a ledger row: that to a nonsense word tells of both (spiders/families/walks.py)."""
PART_MISSING = "part_missing"
"""The reason of a sitemap or page that the site's own listing leads to, and that is not there or is no listing."""
NO_LISTING_THERE = ReasonKind.NOT_A_LISTING | ReasonKind.GONE
"""One of several addresses that a way in may have does not exist, or is no listing; that is no failure to look."""
Way = tuple[int, str, str]
"""One way into one outlet in one run: (run, outlet, way)."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Listings of one way that were answered alike: how many (`number`), when, and what they gave."""

    answer: str
    reason: str | None
    number: int
    first: str
    last: str
    links: int
    new: int
    known: int
    entries: int | None = None

    @property
    def looked(self) -> bool:
        """True if a listing could be read."""
        return self.answer == "answered" and not reason_is(self.reason, ReasonKind.NOT_A_LISTING)

    @property
    def is_failure(self) -> bool:
        """True if what the listing has could not be seen; not where there is no such listing."""
        return not self.looked and (self.reason == UNREAD or not reason_is(self.reason, NO_LISTING_THERE))

    @property
    def has_other_entries(self) -> bool:
        """True if a listing without links could be read, and has entries that are not for this topic or these days."""
        return self.looked and bool(self.entries) and self.reason != EMPTY_ANSWER


def result_of(tallies: Sequence[Tally], gave_before: bool) -> WayResult:
    """Return the result of a way in: the first of the cases of docs/methods.md that holds.

    Found: a link came, or a listing is unchanged. Could not look: one failed, one that the site itself leads to is
    missing (`part_missing`), one had entries of which none could be used, or none was seen. Nothing on the topic:
    entries came, and none was for this topic or these days. Nothing found: one was seen, and the way gave no links
    before (`gave_before`). Else changed.
    """
    if any(t.links or t.reason == UNCHANGED for t in tallies):
        return "found"
    seen = any(t.looked for t in tallies)
    shut = any(reason_is(t.reason, ReasonKind.NOT_A_LISTING) for t in tallies)
    if any(t.is_failure for t in tallies) or not (seen or shut):
        return "could not look"
    if any(t.has_other_entries for t in tallies):
        return "nothing on the topic"
    return "nothing found" if seen and not gave_before else "changed"


_ANSWERS = """SELECT run_id, outlet, way, url, topics.name, sum(links) FROM ledger
JOIN runs ON runs.id = run_id LEFT JOIN topics ON topics.id = topic_id
WHERE answer = 'answered' AND reason IS NOT 'unchanged' {only} GROUP BY 1, 2, 3, 4 ORDER BY run_id"""
_OF_THEIR_ADDRESSES = """AND (outlet, way, url) IN (SELECT outlet, way, url FROM ledger
    WHERE (run_id, outlet, way) IN (SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(:ways)))"""
FEW_WAYS = 200  # up to so many, the answers are looked up by address; from here on, all are read


def gave_before(corpus: Corpus, ways: Collection[Way]) -> dict[Way, tuple[int, int]]:
    """Return way -> (run, links) for ways without links, if one of their addresses gave links for the topic before.

    Only the same address counts, because a search for another day or other words may rightly be empty.
    """
    if not ways:
        return {}
    history: dict[tuple[Any, ...], list[tuple[int, int]]] = {}
    newest: dict[Way, tuple[int, int]] = {}
    answers = _ANSWERS.format(only=_OF_THEIR_ADDRESSES if len(ways) <= FEW_WAYS else "")
    for run, outlet, way, url, topic, links in corpus.conn.execute(answers, {"ways": json.dumps(list(ways))}):
        before = history.setdefault((outlet, way, url, topic), [])
        if (run, outlet, way) in ways and (last := _last_given(before)):
            newest.setdefault((run, outlet, way), last)
        before.append((run, links))
    return newest


def _last_given(answers: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the newest (run, links) with links; None if an answer without links came between two with links.

    >>> _last_given([(1, 12), (2, 0)])
    (1, 12)
    >>> _last_given([(1, 12), (2, 0), (3, 5)]) is None
    True
    """
    given = [(run, links) for run, links in answers if links]
    if not given or any(not links and run < given[-1][0] for run, links in answers):
        return None
    return given[-1]
