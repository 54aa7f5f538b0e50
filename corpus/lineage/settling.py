"""Which articles are copies of which, after some came, changed or went (`settle`).

The result is a function of the set of stored articles: the same in any order of arrival. All texts stand in one order,
who can be the origin first (corpus.lineage.origin_order). In this order each text is compared with those earlier ones
that are roots of their stories; where it is a copy of some, it belongs to the story of the one it shares most with,
else it is a root. So only what is touched has to be looked at again: a text, and where it becomes a root or ceases to
be one, the later texts that share wording with it.
"""

from __future__ import annotations

import heapq
import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from corpus.article_words import MOST_DERIVED
from corpus.lineage.common_wording import CommonWording
from corpus.lineage.copy_rules import LEAST_EVIDENCE, copy_kind, is_copy
from corpus.lineage.entering import Entering, NewPrints
from corpus.lineage.lineage_tables import CopyRow, Face, LineageTables
from corpus.lineage.origin_order import Facts, lag_seconds, origin_confidence, origin_reason, seconds_of
from corpus.lineage.overlap import Overlap, word_overlap
from corpus.lineage.print_entries import FIRST_READ
from corpus.lineage.read_text import ReadText

MOST_COMPARED = 16  # roots with which a text is compared word by word
LEAST_SHARED = 2  # fingerprints
ONE_WITHIN = 4 * 86_400  # seconds: within these, one fingerprint is enough for a closer look
LEAST_SHARED_PART = 0.04  # of the smaller text's fingerprints
CACHE = -65_536  # kB of the file that are at hand: the index is written all over
FURTHER_PART = 0.15  # of a text, from a second origin

Edge = tuple[Face, float, str]
"""An origin, the share of the copy's words that are verbatim from it, and the kind of copy; the strongest first."""


def settle(sql: sqlite3.Connection, ids: Sequence[int], made: Mapping[int, NewPrints]) -> None:
    """Find the copies and origins of these articles, and of all on which they bear. Call it in a transaction.

    `made` are fingerprints that were just computed; what is not there is computed from the text.
    """
    usual = sql.execute("PRAGMA cache_size").fetchone()[0]
    sql.execute(f"PRAGMA cache_size = {CACHE}")
    Settling(LineageTables(sql), made).run(ids)
    sql.execute(f"PRAGMA cache_size = {int(usual)}")


class Settling:
    """One call of `settle`."""

    def __init__(self, tables: LineageTables, made: Mapping[int, NewPrints]) -> None:
        self._tables = tables
        self._wording = CommonWording(tables)
        self._entering = Entering(tables, self._wording, made)
        self._near: dict[int, dict[int, int]] = {}
        self._texts: dict[int, ReadText] = {}  # as many as have MOST_DERIVED characters
        self._characters = 0
        self._roots: dict[int, bool] = {}
        self._facts: dict[int, Facts] = {}
        self._queue: list[tuple[int, int]] = []
        self._queued: set[int] = set()

    def run(self, ids: Sequence[int]) -> None:
        """Enter the articles, then evaluate every text that they bear on, in the order of origins."""
        entered = self._entering.enter(ids)
        for rank in entered.touched:
            self._push(rank)
        for value in entered.became_common:
            self._push_copies_within(self._tables.entries.all_of(value))
        for value in entered.ceased_common:
            for rank in self._tables.entries.all_of(value):
                self._push(rank)
        while self._queue:
            _, rank = heapq.heappop(self._queue)
            self._evaluate(self._tables.face(rank))

    def _push(self, rank: int) -> None:
        if rank not in self._queued:
            self._queued.add(rank)
            heapq.heappush(self._queue, self._tables.face(rank).order)

    def _push_copies_within(self, ranks: Sequence[int]) -> None:
        """Evaluate those of the texts again that are copies: what they rest on has become common."""
        self._tables.load_faces(ranks)
        for rank in set(ranks) - self._tables.roots_among(ranks):
            self._push(rank)

    def _evaluate(self, face: Face) -> None:
        was_root = self._is_root(face)
        edges = self._edges(face)
        self._roots[face.rank] = not edges
        self._write(face, edges)
        moved = face.rank in self._entering.moved
        if not edges and (moved or not was_root):
            for rank in self._all_near(face):
                if self._tables.face(rank).order > face.order:
                    self._push(rank)
        elif edges and (moved or was_root):
            for rank in self._entering.faces_of(self._tables.copies_of(face.article_id)):
                if self._tables.face(rank).order > face.order:
                    self._push(rank)

    # Comparing

    def _edges(self, face: Face) -> list[Edge]:
        """Return the origins of a text; empty if it is the root of its story."""
        near = self._near_roots(face)
        if not near:
            return []
        text = self._text(face)
        common = self._wording.among(face.prints)
        outlet = self._facts_of(face.article_id).outlet
        copied: list[tuple[float, Face, Overlap]] = []
        for origin in near:
            other = self._text(origin)
            shared = word_overlap(text, other, common)
            same_outlet = self._facts_of(origin.article_id).outlet == outlet
            if is_copy(shared, text, other, same_outlet=same_outlet):
                copied.append((shared.evidence + shared.share, origin, shared))
        copied.sort(key=lambda one: (-one[0], one[1].order))
        return _independent(text, copied)

    def _near_roots(self, face: Face) -> list[Face]:
        """Return the earlier roots with which a text is compared, those that share most with it first."""
        near = self._near_texts(face)
        if unknown := near.keys() - self._roots.keys():
            roots = self._tables.roots_among(unknown)
            self._roots |= {rank: rank in roots for rank in unknown}
        self._tables.load_faces(ranks := [rank for rank in near if self._roots[rank]])
        earlier = [
            (near[one.rank] / smaller, one)
            for one in map(self._tables.face, ranks)
            if one.order < face.order
            and near[one.rank] >= LEAST_SHARED_PART * (smaller := min(len(one.prints), len(face.prints)))
        ]
        return [one for _, one in sorted(earlier, key=lambda each: (-each[0], each[1].order))[:MOST_COMPARED]]

    def _near_texts(self, face: Face) -> dict[int, int]:
        """Return rank -> number of shared fingerprints, of the texts that share enough for a closer look."""
        if face.rank not in self._near:
            counts = self._wording.shared_counts(face).items()
            self._near[face.rank] = {rank: shared for rank, shared in counts if _may_be_near(face.rank, rank, shared)}
        return self._near[face.rank]

    def _all_near(self, face: Face) -> Iterable[int]:
        """Return every text that may see this one among its near ones, however many they are."""
        counts: dict[int, int] = {}
        entries = self._wording.entries(values := face.prints - self._wording.among(face.prints))
        for value in values:
            ranks = entries[value]
            for rank in ranks if len(ranks) < FIRST_READ else self._tables.entries.all_of(value):
                counts[rank] = counts.get(rank, 0) + 1
        counts.pop(face.rank, None)
        ranks_near = [rank for rank, shared in counts.items() if _may_be_near(face.rank, rank, shared)]
        self._tables.load_faces(ranks_near)
        return [
            rank
            for rank in ranks_near
            if counts[rank] >= LEAST_SHARED_PART * min(len(face.prints), len(self._tables.face(rank).prints))
        ]

    def _is_root(self, face: Face) -> bool:
        if face.rank not in self._roots:
            self._roots[face.rank] = bool(self._tables.roots_among((face.rank,)))
        return self._roots[face.rank]

    def _text(self, face: Face) -> ReadText:
        if (article_id := face.article_id) not in self._texts:
            text = self._tables.text_of(article_id)
            self._characters += len(text)
            if self._characters > MOST_DERIVED:
                self._texts.clear()
                self._characters = len(text)
            self._texts[article_id] = ReadText(text, face.prints)
        return self._texts[article_id]

    def _facts_of(self, article_id: int) -> Facts:
        if article_id not in self._facts:
            self._facts |= {facts.id: facts for facts, _ in self._tables.facts((article_id,))}
        return self._facts[article_id]

    # Writing

    def _write(self, face: Face, edges: Sequence[Edge]) -> None:
        """Store the copies and the story of all articles with these words."""
        rows, story = self._rows(self._facts_of(face.article_id), face, edges)
        same = self._tables.rows_of(face.article_id) == (rows, story)
        if same and face.rank not in self._entering.to_write:
            return
        members = self._entering.to_write.get(face.rank) if same else None
        self._tables.put_rows(face.article_id, rows, story)
        for copy, _ in self._tables.facts(self._tables.members(face) if members is None else members):
            if copy.id != face.article_id:
                self._tables.put_rows(copy.id, *self._rows(copy, face, edges))

    def _rows(self, copy: Facts, face: Face, edges: Sequence[Edge]) -> tuple[list[CopyRow], int | None]:
        """Return an article's rows: of a copy of the face where the face is a root, else of a copy of its origins."""
        if not edges:
            if copy.id == face.article_id:
                return [], None
            edges = [(face, 1.0, "verbatim")]
        rows = []
        for origin_face, share, kind in edges:
            origin = self._facts_of(origin_face.article_id)
            reason = origin_reason(origin_face.claim, origin)
            sure, lag = origin_confidence(reason, copy, origin), lag_seconds(copy, origin)
            rows.append(CopyRow(origin.id, round(share, 4), lag, kind, reason, sure))
        return sorted(rows, key=lambda row: row.origin_id), edges[0][0].article_id


def _may_be_near(one: int, other: int, shared: int) -> bool:
    """Return True if two texts of these ranks share enough fingerprints for a closer look."""
    return shared >= LEAST_SHARED or abs(seconds_of(one) - seconds_of(other)) <= ONE_WITHIN


def _independent(text: ReadText, copied: Sequence[tuple[float, Face, Overlap]]) -> list[Edge]:
    """Return the origins of which each gave words that no stronger one gave; the strongest first."""
    edges: list[Edge] = []
    covered: set[int] = set()
    for _, origin, shared in copied:
        own = {word for start, end in shared.copy_runs for word in range(start, end)} - covered
        free = sum(not text.quoted[word] for word in own)
        if edges and (free < LEAST_EVIDENCE or free < FURTHER_PART * text.free):
            continue
        covered |= own
        edges.append((origin, shared.share, copy_kind(shared)))
    return [(origin, share, "merged") for origin, share, _ in edges] if len(edges) > 1 else edges
