"""Common wording: fingerprints that stand in many stories, and therefore join nothing (`CommonWording`).

A fingerprint is common if it stands in `STORIES` stories. Articles that share much of their words both ways are counted
as one story, so that a release with forty copies is not taken for common wording; who is a copy of whom is not asked,
so that nothing here rests on the order of arrival. Of a fingerprint that stands in more texts, the first
`FIRST_COUNTED` are looked at: the agencies' own, then the earliest. Twenty stories among these are, in a corpus of more
than 6,400 articles, fewer than 1 % of the articles: what stands in more than 1 % is common long before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from corpus.lineage.lineage_tables import Face, LineageTables

STORIES = 20
FIRST_COUNTED = 64
SAME_STORY = 0.5  # of the fingerprints of either text, shared both ways
WHOLE, IN_A_LONGER_TEXT = 0.9, 0.3  # or nearly all of one, if it is so much of the other: a release and what embeds it
ALONE = 0.3  # a new text that shares less with every other adds a story to each of its fingerprints
_ALL = (1 << 63) - 1


class CommonWording:
    """The entries of fingerprints as they are now, and which are common."""

    def __init__(self, tables: LineageTables) -> None:
        self._tables = tables
        self._entries: dict[int, tuple[int, ...]] = {}
        self._common: dict[int, int] = {}
        self._looked_up: set[int] = set()
        self._counted: dict[tuple[int, ...], bool] = {}
        self._shared: dict[int, Counter[int]] = {}

    def entries(self, values: Collection[int]) -> dict[int, tuple[int, ...]]:
        """Return fingerprint -> the first of its ranks: of these fingerprints at least."""
        if missing := [value for value in values if value not in self._entries]:
            self._entries |= self._tables.entries.first_of(missing)
        return self._entries

    def forget_entries(self, values: Iterable[int]) -> None:
        """Read the entries of these fingerprints again: some came or went."""
        self._shared.clear()
        for value in values:
            self._entries.pop(value, None)

    def among(self, values: Collection[int]) -> set[int]:
        """Return those of the fingerprints that are common."""
        if unknown := [value for value in values if value not in self._looked_up]:
            self._common |= self._tables.common(unknown)
            self._looked_up.update(unknown)
        return {value for value in values if value in self._common}

    def shared_counts(self, face: Face) -> Counter[int]:
        """Return rank -> number of shared fingerprints that are not common, of the other texts."""
        if (counts := self._shared.get(face.rank)) is None:
            own, counts = (face.rank,), Counter()
            entries = self.entries(values := face.prints - self.among(face.prints))
            for value in values:
                if (ranks := entries[value]) != own:
                    counts.update(ranks)
            counts.pop(face.rank, None)
            if face.article_id >= 0:  # texts that went have no rank of their own
                self._shared[face.rank] = counts
        return counts

    def update(self, added: Iterable[Face], removed: Iterable[int]) -> tuple[set[int], set[int]]:
        """Count again after entries came and went; return the fingerprints that became common, and that ceased to be.

        `removed` are the fingerprints of which an entry went.
        """
        went = set(removed)
        came: dict[int, list[Face]] = {}
        for face in added:
            for value in face.prints:
                came.setdefault(value, []).append(face)
        before = self.among(changed := sorted(went | came.keys()))
        entries = self.entries([value for value in changed if value not in before])
        alone = {face.rank for faces in came.values() for face in faces} if before else set()
        alone = {rank for rank in alone if self._is_alone(self._tables.face(rank))}
        new, gone = set(), set()
        for value in changed:
            if value in before:
                if value not in went and self._stays_common(value, came[value], alone):
                    continue
                ranks = self._tables.entries.first_of((value,), FIRST_COUNTED)[value]
            elif len(ranks := entries[value][:FIRST_COUNTED]) < STORIES:
                continue
            is_common = len(ranks) >= STORIES and self._in_many_stories(ranks)
            upto = ranks[-1] if len(ranks) == FIRST_COUNTED else _ALL
            if is_common:
                if self._common.get(value) != upto:
                    self._tables.put_common(value, upto)
                self._common[value] = upto
                if value not in before:
                    new.add(value)
            elif value in before:
                self._tables.put_common(value, None)
                del self._common[value]
                gone.add(value)
        if new or gone:
            self._shared.clear()
        return new, gone

    def _stays_common(self, value: int, came: Sequence[Face], alone: Collection[int]) -> bool:
        """Return True if new entries can't lower the count: each is a story of its own, or beyond what is read."""
        upto = self._common[value]
        return all(face.rank > upto or face.rank in alone for face in came)

    def _is_alone(self, face: Face) -> bool:
        counts = self.shared_counts(face)
        return not counts or max(counts.values()) < ALONE * len(face.prints)

    def _in_many_stories(self, ranks: tuple[int, ...]) -> bool:
        """Return True if these texts are `STORIES` stories; the shortest first, because a release is short."""
        if ranks not in self._counted:
            self._tables.load_faces(ranks)
            stories: list[Face] = []
            for face in sorted(map(self._tables.face, ranks), key=lambda one: (len(one.prints), one.rank)):
                if not any(is_same_story(face, story) for story in stories):
                    stories.append(face)
                if len(stories) == STORIES:
                    break
            self._counted[ranks] = len(stories) == STORIES
        return self._counted[ranks]


def is_same_story(one: Face, other: Face) -> bool:
    """Return True if two texts share so much both ways that they are counted as one story."""
    low, high = sorted((len(one.prints), len(other.prints)))
    if low < IN_A_LONGER_TEXT * high:
        return False
    shared = len(one.prints & other.prints)
    return shared >= SAME_STORY * high or (shared >= WHOLE * low and shared >= IN_A_LONGER_TEXT * high)
