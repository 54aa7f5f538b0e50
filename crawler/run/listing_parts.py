"""Parts of a listing that could not be seen: a further page of a walk, or a sitemap that the site itself names.

A way in may have several addresses, of which a site has one: that the others don't exist is no failure. A part is
different. The site says that it is there, and articles may stand in it, whatever the other parts show. So a part that
is missing, refused, failed or unreadable makes the run's exit code 3, and 4 where nothing else could be looked at.

What two parts were, and what follows (`tests/crawler/run/test_listing_parts.py` holds this table):

| one part | another part | ledger's result of the way | exit code |
|---|---|---|---|
| links | seen (links, off topic, empty) | found | 0 |
| links | unseen | found, not whole | 3 |
| off topic | off topic, empty | nothing on the topic | 0 |
| off topic | unseen | could not look | 3 |
| empty | empty | nothing found | 0 |
| empty | unseen | could not look | 3 |
| unseen | unseen | could not look | 4 |

Unseen: unread entries, 404 or 410, another 4xx or 5xx, too large, refused by robots.txt, a wall, no answer, an answer
that is no listing. A page of a walk that answers 404 or 400 stands behind the last: it is seen, and empty. A 5xx may
stand there, too: it counts where the site's own total, or the page before, says that there is more. A listing that is
no part (a feed, a sitemap of the outlet's own list) counts as one where it failed and others of its way answered; not
where it does not exist. Where a failure led to the next rung of the ladder, and that one could be looked at, nothing is
unseen. So it is with a listing that had failed before, and is asked again by its schedule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from scrapy import Request
from scrapy.http import Response

from corpus.crawl.way_results import NO_LISTING_THERE, PART_MISSING, UNREAD
from corpus.reasons import LedgerAnswer, reason_is


@dataclass(frozen=True, slots=True)
class _Unseen:
    """Where something could not be seen. `is_replaced`: the failure led to another listing, which is asked instead."""

    way: str
    reason: str
    is_part: bool
    is_replaced: bool


@dataclass(slots=True)
class UnseenParts:
    """What could not be seen in this run: outlet -> where, and how often."""

    by_outlet: dict[str, Counter[_Unseen]] = field(default_factory=dict)

    def note(
        self,
        outlet: str,
        request: Request | Response,
        answer: LedgerAnswer,
        reason: str | None,
        substitutes: Sequence[Request] = (),
    ) -> None:
        """Count a listing that was settled with this answer and reason of the ledger, if it could not be seen.

        `substitutes` are the requests that its answer led to.
        """
        is_absent = reason != UNREAD and reason_is(reason, NO_LISTING_THERE)
        if not reason or answer == "answered" or is_absent or request.meta.get("dont_retry"):
            return
        way, part = request.meta["way"], _is_part(request)
        if _may_be_the_end(request, reason):
            return
        is_one_of_several = request.cb_kwargs.get("others") or not (part or request.cb_kwargs.get("walk"))
        replaced = any(is_one_of_several or other.meta.get("way") != way for other in substitutes)
        self.by_outlet.setdefault(outlet, Counter())[_Unseen(way, reason, part, replaced)] += 1

    def count(self, outlet: str, answered: Collection[str], ladder: Sequence[str]) -> dict[str, int]:
        """Return reason -> number of the outlet's parts that could not be seen, nor what was asked instead.

        `answered` are its ways of which a listing with entries, or an empty one, could be read.
        """
        counts: Counter[str] = Counter()
        for unseen, number in self.by_outlet.get(outlet, Counter[_Unseen]()).items():
            rungs = ladder[ladder.index(unseen.way) :] if unseen.way in ladder else (unseen.way,)
            is_replaced = unseen.is_replaced and (not unseen.is_part or any(rung in answered for rung in rungs))
            if not is_replaced and (unseen.is_part or unseen.way in answered):
                counts[unseen.reason] += number
        return dict(counts)


def _may_be_the_end(request: Request | Response, reason: str) -> bool:
    """True where a site may fail so behind its last page: nothing said that there is a further one."""
    walk = request.cb_kwargs.get("walk") or {}
    if walk.get("held"):  # a nonsense word that is not answered proves nothing against the search
        return True
    if not walk.get("gave_links") or int(walk.get("page", 1)) == 1:
        return False
    lacks = walk.get("stated") is not None and walk.get("came", 0) < walk["stated"]
    return reason.startswith("http_5") and not (lacks or walk.get("promised"))


def part_reason(request: Request | Response, reason: str | None) -> str | None:
    """Return the ledger's reason: `part_missing` where a part is not there, though the site leads to it."""
    walk = request.cb_kwargs.get("walk") or {}
    leads_here = request.cb_kwargs.get("named") or (walk.get("open") and int(walk.get("page", 1)) > 1)
    is_missing = reason != UNREAD and reason_is(reason, NO_LISTING_THERE)
    return PART_MISSING if leads_here and is_missing else reason


def _is_part(request: Request | Response) -> bool:
    """True for a sitemap that the site names, and for what a walk that was answered before goes on with."""
    walk = request.cb_kwargs.get("walk") or {}
    return bool(request.cb_kwargs.get("named") or (walk.get("open") and not walk.get("held")))
