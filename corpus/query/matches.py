"""Read the ids of the articles that match (`Matches`), once for page, count and facets; fold stories."""

from __future__ import annotations

import itertools
import json
from collections.abc import Collection, Iterator, Mapping, Sequence

from corpus.query import budget
from corpus.query.budget import Order
from corpus.query.selection import Selection
from corpus.store import Corpus
from corpus.stories.story_ids import roots_of_copies, surplus_copies

STORY_CAP = 1_000
"""Matches up to which the stories are counted: of more, that would cost more than a fifth of a search."""

MOST_BEFORE = 200
"""Articles of one story that are tested on a search to know the first that matches, where the root doesn't."""

BEFORE = "SELECT article_id FROM stories WHERE story_id = ? AND article_id < ? ORDER BY article_id LIMIT ?"
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


class StoryFolding:
    """Says which matches of a search are folded under another match of their story (`folded`).

    The root of a story stands for it where it matches, else the lowest id that matches: in every order of the search
    and on every page. `newest` are the matches that were read already; where these are not all, or are more than
    `STORY_CAP` and not `exact`, others are tested. Of a story with more than `MOST_BEFORE` articles before a match of
    which none matches, the first that is met stands. `stories` is how many the matches tell, None where it isn't known.
    """

    def __init__(self, corpus: Corpus, selection: Selection, newest: Matches, *, exact: bool) -> None:
        self._corpus, self._selection = corpus, selection
        self._first: dict[int, int] = {}  # root -> the article that stands for its story
        self._surplus: set[int] | None = None
        if newest.whole and (exact or len(newest.ids) <= STORY_CAP):
            self._surplus = surplus_copies(newest.ids, roots_of_copies(corpus, newest.ids))
        self.stories = None if self._surplus is None else len(newest.ids) - len(self._surplus)

    def folded(self, ids: Sequence[int]) -> set[int]:
        """Return those of these matches that are folded."""
        if self._surplus is not None:
            return self._surplus.intersection(ids)
        roots = roots_of_copies(self._corpus, ids)
        new: dict[int, list[int]] = {}
        for article_id in ids:
            if (root := roots.get(article_id)) is not None and root not in self._first:
                new.setdefault(root, []).append(article_id)
        if new:
            matching = self._matching(new)
            self._first |= {root: root for root in matching}
            self._find_first({root: copies for root, copies in new.items() if root not in matching})
        return {article_id for article_id, root in roots.items() if self._first[root] != article_id}

    def _find_first(self, new: Mapping[int, Sequence[int]]) -> None:
        """Set which article stands for each of these stories, whose roots don't match; with the matches met."""
        before: dict[int, list[int]] = {}
        for root, copies in new.items():
            rows = self._corpus.conn.execute(BEFORE, (root, min(copies), MOST_BEFORE + 1)).fetchall()
            before[root] = [int(row[0]) for row in rows]
        matching = self._matching([one for some in before.values() for one in some[:MOST_BEFORE]])
        for root, copies in new.items():
            earlier = [one for one in before[root] if one in matching]
            beyond = len(before[root]) > MOST_BEFORE
            self._first[root] = earlier[0] if earlier else copies[0] if beyond else min(copies)

    def _matching(self, ids: Collection[int]) -> set[int]:
        """Return those of the ids that match, over all pages."""
        if not ids:
            return set()
        among = self._selection.among(ids)
        return {int(row[0]) for row in self._corpus.conn.execute(among.ids(), among.values)}
