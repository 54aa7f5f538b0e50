"""The ids of the articles that match, read off the index once: for the page, for the count and for the facets."""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Collection, Iterator, Sequence
from typing import Literal

from corpus.query.selection import Selection
from corpus.query.time_limit import Clock
from corpus.store import Corpus

Order = Literal["ASC", "DESC"]

EARLIER_COPIES = """SELECT a.id, b.id FROM json_each(:ids) asked
    CROSS JOIN articles a INDEXED BY articles_facts ON a.id = asked.value
    CROSS JOIN articles b INDEXED BY articles_text ON b.text_sha256 = a.text_sha256
    WHERE b.id < a.id AND b.outlet <> a.outlet"""


class Matches:
    """The ids of a selection in their order, read as far as they are asked for and the time reaches.

    `ids` are those read so far, in so many `seconds`; `whole` tells that there are no more, `ended` that the time was
    over before.
    """

    def __init__(self, corpus: Corpus, asked: Selection, clock: Clock, order: Order = "DESC") -> None:
        self.ids: list[int] = []
        self.whole = self.ended = False
        self.seconds = 0.0
        self.sql = f"{asked.ids()} ORDER BY id {order}"
        self._corpus, self._values, self._clock = corpus, asked.values, clock
        self._rows: Iterator[tuple[int]] | None = None

    def take(self, number: int, seconds: float | None = None, *, some: bool = False) -> Sequence[int]:
        """The first so many; fewer where there are no more, or the seconds are over. `some` waits for the first."""
        if len(self.ids) < number and not (self.whole or self.ended):
            self.ended, began = True, time.monotonic()
            with self._clock.at_most(seconds, self.ids if some else None):
                self._read(number)
                self.ended = False
            self.seconds += time.monotonic() - began
        return self.ids[:number]

    def _read(self, number: int) -> None:
        if self._rows is None:
            self._rows = self._corpus.conn.execute(self.sql, self._values)
        self.ids += (row[0] for row in itertools.islice(self._rows, number - len(self.ids)))
        self.whole = len(self.ids) < number


def earlier_copies(corpus: Corpus, ids: Collection[int]) -> dict[int, set[int]]:
    """Id -> the ids below it of articles of other outlets with exactly the same text; only of those that have some."""
    found: dict[int, set[int]] = {}
    for article_id, copy in corpus.conn.execute(EARLIER_COPIES, {"ids": json.dumps(list(ids))}):
        found.setdefault(article_id, set()).add(copy)
    return found


def folded(corpus: Corpus, asked: Selection, ids: Collection[int]) -> set[int]:
    """Those of the ids that stand folded under a copy with a lower id, which the search finds too."""
    copies = earlier_copies(corpus, ids)
    if not copies:
        return set()
    among = asked.among(set().union(*copies.values()))
    found = {int(row[0]) for row in corpus.conn.execute(among.ids(), among.values)}
    return {article_id for article_id, earlier in copies.items() if not earlier.isdisjoint(found)}
