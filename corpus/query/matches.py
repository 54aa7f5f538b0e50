"""Read the ids of the articles that match (`Matches`), once for the page, the count and the facets."""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Collection, Iterator, Sequence
from typing import Literal

from corpus.query.selection import Selection
from corpus.query.time_limit import Deadline
from corpus.store import Corpus

Order = Literal["ASC", "DESC"]

EARLIER_COPIES = """SELECT a.id, b.id FROM json_each(:ids) asked
    CROSS JOIN articles a INDEXED BY articles_facts ON a.id = asked.value
    CROSS JOIN articles b INDEXED BY articles_text ON b.text_sha256 = a.text_sha256
    WHERE b.id < a.id AND b.outlet <> a.outlet"""


class Matches:
    """The ids of a selection in order, read step by step.

    `ids` are those read so far, `seconds` the time it took. `whole` is True if there are no more, `ended` if the time
    limit stopped the reading before that.
    """

    def __init__(self, corpus: Corpus, selection: Selection, deadline: Deadline, order: Order = "DESC") -> None:
        self.ids: list[int] = []
        self.whole = self.ended = False
        self.seconds = 0.0
        self.sql = f"{selection.ids()} ORDER BY id {order}"
        self._corpus, self._values, self._deadline = corpus, selection.values, deadline
        self._rows: Iterator[tuple[int]] | None = None

    def take(self, number: int, seconds: float | None = None, *, some: bool = False) -> Sequence[int]:
        """Return the first `number` ids, reading more if needed.

        They are fewer if there are no more or `seconds` are over. With `some`, the time limit waits for the first id.
        """
        if len(self.ids) < number and not (self.whole or self.ended):
            self.ended, began = True, time.monotonic()
            with self._deadline.at_most(seconds, self.ids if some else None):
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
    """Return id -> the lower ids of other outlets' articles with exactly the same text, for ids that have some."""
    earlier: dict[int, set[int]] = {}
    for article_id, copy in corpus.conn.execute(EARLIER_COPIES, {"ids": json.dumps(list(ids))}):
        earlier.setdefault(article_id, set()).add(copy)
    return earlier


def folded_copies(corpus: Corpus, selection: Selection, ids: Collection[int]) -> set[int]:
    """Return those of the ids whose text the search also matches under a lower id at another outlet."""
    copies = earlier_copies(corpus, ids)
    if not copies:
        return set()
    among = selection.among(set().union(*copies.values()))
    matching = {int(row[0]) for row in corpus.conn.execute(among.ids(), among.values)}
    return {article_id for article_id, copy_ids in copies.items() if not copy_ids.isdisjoint(matching)}
