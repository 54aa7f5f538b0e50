"""Ask refused addresses again that are due: last in a run, and no more of them than the run can bear (`Retries`).

What is refused again costs at most a fifth of the run's requests, and at least one. Good answers set no limit. So a
thousand dead addresses cost little, and an outlet whose pages come again is made up for in one run.

Cases that were not seen yet, and what happens then: a site that answers every second address goes on slowly, as each
good answer allows little more; a redirect costs two requests and counts as two, a loop of redirects as six: of each
reason one row is asked first, and what it cost says how many more may be; rows of one reason that cost more than the
first did go beyond the fifth by one lot (a few rows) at most; where `--limit` is used up by what is new, nothing is
asked again, and the rows stay due.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from math import ceil
from typing import TYPE_CHECKING

from corpus.schedules import MOST_FREE, SHARE_IN_VAIN
from crawler.fetching.pace import host_key

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from corpus.refusals.retrying import DueRow
    from crawler.run.operation import Operation
    from spiders.families.base import OutletSpider


class Retries:
    """The due rows of one outlet in one run. A run of named addresses only has none, nor one of listings only."""

    def __init__(self, operation: Operation, spider: OutletSpider, crawler: Crawler) -> None:
        self.op = operation
        self.stats = crawler.stats
        self._reasons: dict[int, str] = {}  # of the rows that were reopened
        self._before: int | None = None  # requests of the run before the first row was asked again
        self._lot: tuple[str, int] | None = None  # the rows in work: their reason, and the requests before them
        self._spent: Counter[str] = Counter()  # requests for the rows of a reason
        self._due: list[DueRow] = []
        if spider.listings and not crawler.settings.getbool("KLIPING_LISTINGS_ONLY"):
            due = operation.frontier.retrying.due(spider.name, operation.topic_id)
            self._due = [row for row in due if operation.replay is None or operation.replay.holds(row.url)]

    def is_retry(self, row_id: int) -> bool:
        """Return True for a row that was reopened here."""
        return row_id in self._reasons

    def reopen(self, most: int, resting: Collection[str]) -> bool:
        """Make up to `most` due rows pending, none of a host that rests; False if there is none, or no more may be."""
        self._end_lot()
        rows = self._next(resting, most)
        while left_alone := set(rows) - self._waiting(rows):  # this run began their way afresh
            self._due = [row for row in self._due if row not in left_alone]
            rows = self._next(resting, most)
        if not rows:
            return False
        if self._before is None:
            self._before = self._requests()
        self._lot = rows[0].reason, self._requests()
        with self.op.corpus.transaction():
            self.op.frontier.retrying.reopen([row.id for row in rows])
        self._due = [row for row in self._due if row not in rows]
        self._reasons |= {row.id: row.reason for row in rows}
        return True

    def _waiting(self, rows: list[DueRow]) -> set[DueRow]:
        """Return those that still wait to be asked again."""
        waiting = self.op.frontier.retrying.waiting([row.id for row in rows])
        return {row for row in rows if row.id in waiting}

    def _next(self, resting: Collection[str], most: int) -> list[DueRow]:
        """Return the rows of one reason that may be asked now: one that gave articles before one that did not yet."""
        if not self._due or most < 1:
            return []
        in_vain = self.op.frontier.retrying.in_vain(self._reasons)
        free = sum(in_vain.values())
        useless = Counter(self._reasons[row_id] for row_id in in_vain)
        useful = {reason for row_id, reason in self._reasons.items() if row_id not in in_vain}
        rows = [row for row in self._due if host_key(row.url) not in resting and (free < MOST_FREE or not row.is_free)]
        rows.sort(key=lambda row: (not row.is_free, row.reason not in useful, useless[row.reason]))
        left = self._bearable() - self._cost(in_vain)
        of_reason = Counter(self._reasons.values())  # of a reason that was not asked yet, one row shows the cost
        for reason in dict.fromkeys(row.reason for row in rows if left > 0):
            each = ceil(self._spent[reason] / of_reason[reason]) if of_reason[reason] else left
            if number := min(most, left // max(1, each)):
                return [row for row in rows if row.reason == reason][:number]
        return []

    def _cost(self, in_vain: Mapping[int, bool]) -> int:
        """Return the requests that rows asked in vain have cost: one each, or more where they redirect."""
        of_all = Counter(self._reasons.values())
        of_reason = Counter(self._reasons[row_id] for row_id, is_free in in_vain.items() if not is_free)
        return sum(max(n, ceil(self._spent[why] * n / of_all[why])) for why, n in of_reason.items())

    def _end_lot(self) -> None:
        """Count what the rows asked last have cost; nothing else is asked meanwhile."""
        if self._lot:
            reason, before = self._lot
            self._spent[reason] += self._requests() - before
            self._lot = None

    def _bearable(self) -> int:
        """Return how many requests may be in vain, by those that the run made otherwise."""
        return max(1, (self._before if self._before is not None else self._requests()) // SHARE_IN_VAIN)

    def _requests(self) -> int:
        return int(self.stats.get_value("downloader/request_count", 0)) if self.stats else 0
