"""Read the ids of the articles that match (`Matches`), once for the page, the count and the facets."""

from __future__ import annotations

import itertools
import json
from collections.abc import Collection, Iterator, Sequence

from corpus.query import budget
from corpus.query.budget import Order
from corpus.query.selection import Selection
from corpus.store import Corpus

EARLIER_COPIES = """SELECT a.id, b.id FROM json_each(:ids) asked
    CROSS JOIN articles a INDEXED BY articles_facts ON a.id = asked.value
    CROSS JOIN articles b INDEXED BY articles_text ON b.text_sha256 = a.text_sha256
    WHERE b.id < a.id AND b.outlet <> a.outlet"""

ANY_UNDATED = "SELECT 1 FROM misdated WHERE published_day IS NULL LIMIT 1"
UNDATED_AMONG = """SELECT article_id FROM json_each(:ids) asked CROSS JOIN misdated ON article_id = asked.value
    WHERE published_day IS NULL"""


class Matches:
    """The ids of a selection in order, read step by step.

    `ids` are those read so far, `looked_at` the work (corpus.query.budget) that was allowed for them. `whole` is True
    if there are no more. `edge` is the first candidate that was not looked at, None if none is left. With `exact`, all
    candidates are looked at.
    """

    def __init__(self, corpus: Corpus, selection: Selection, order: Order = "DESC", *, exact: bool = False) -> None:
        self.ids: list[int] = []
        self.whole = False
        self.looked_at = 0
        self.edge: int | None = None
        self.sql = f"{selection.ids()} ORDER BY id {order}"
        self.order = order
        self._corpus, self._rest = corpus, selection
        self._weight = None if exact else selection.weight
        self._rows: Iterator[tuple[int]] | None = None

    def take(self, number: int | None, *, far: bool = False) -> Sequence[int]:
        """Return the first `number` ids (None: all), reading more if needed.

        They are fewer if there are no more, or no more among COUNTED candidates (`far`: SEARCHED).
        """
        candidates = budget.SEARCHED if far else budget.COUNTED
        while (number is None or len(self.ids) < number) and not self.whole:
            if self._rows is None and not self._go_on(candidates):
                break
            self._read(number)
        return self.ids[:number]

    @property
    def candidates(self) -> int:
        """How many candidates were looked at, where an `edge` is left."""
        return self.looked_at // (self._weight or 1)

    @property
    def goes_on_at(self) -> int | None:
        """The `before` of a page that begins with the first candidate not looked at; None if none is left."""
        if self.edge is None:
            return None
        return self.edge + 1 if self.order == "DESC" else self.edge - 1

    def _go_on(self, candidates: int) -> bool:
        """Begin to read the next candidates; return False if as many were looked at already."""
        if self.looked_at >= candidates:
            return False
        part = self._rest
        if self._weight is not None:
            number = max(1, (candidates - self.looked_at) // self._weight)
            self.edge = budget.edge(self._corpus, part.values, part.window, self.order, number)
            part = self._up_to_edge()
        self.looked_at = candidates
        self._rows = self._corpus.conn.execute(self.sql, part.values)
        return True

    def _up_to_edge(self) -> Selection:
        """Return the search up to the edge; what is left of it begins there."""
        if self.edge is None:
            return self._rest
        after, before = self._rest.values["after"], self._rest.values["before"]
        part = self._rest
        if self.order == "DESC":
            self._rest = part.between(after, self.edge + 1)
            return part.between(self.edge, before)
        self._rest = part.between(self.edge - 1, before)
        return part.between(after, self.edge)

    def _read(self, number: int | None) -> None:
        assert self._rows is not None
        missing = None if number is None else number - len(self.ids)
        before = len(self.ids)
        self.ids += (row[0] for row in itertools.islice(self._rows, missing))
        if missing is None or len(self.ids) - before < missing:
            self._rows, self.whole = None, self.edge is None


def undated_among(corpus: Corpus, ids: Collection[int]) -> set[int]:
    """Return those of the ids whose articles have no known day."""
    if not ids or corpus.conn.execute(ANY_UNDATED).fetchone() is None:
        return set()
    return {int(row[0]) for row in corpus.conn.execute(UNDATED_AMONG, {"ids": json.dumps(list(ids))})}


def undated_matches(corpus: Corpus, selection: Selection, newest: Matches) -> list[int]:
    """Return the ids of all matches without a known day, the highest first. `newest` are the matches read so far."""
    if newest.whole:
        return sorted(undated_among(corpus, newest.ids), reverse=True)
    if corpus.conn.execute(ANY_UNDATED).fetchone() is None:
        return []
    return [*Matches(corpus, selection.everywhere().undated(), exact=True).take(None)]


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
