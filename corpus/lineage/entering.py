"""Enter articles into the index of fingerprints (`Entering`): classes of the same words, entries, named sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from corpus.fingerprint import counted_words
from corpus.lineage.common_wording import CommonWording
from corpus.lineage.lineage_tables import SHORT_TEXT, Face, LineageTables, class_key
from corpus.lineage.origin_order import AGENCY, NAMED_AND_NAMING, NAMED_SOURCE, OTHER, Facts, OriginRank, time_rank
from corpus.lineage.winnowing import packed_prints, prints_of, unpacked_prints

RELATED = 0.1  # of the smaller text's fingerprints: then a credit of one may name the other


@dataclass(frozen=True, slots=True)
class NewPrints:
    """Fingerprints of an article as they were just made: as bytes, and its number of words."""

    hashes: bytes
    words: int


@dataclass(slots=True)
class Entered:
    """What an entering touched: texts to evaluate, and fingerprints that became common or ceased to be."""

    touched: set[int] = field(default_factory=set)
    became_common: set[int] = field(default_factory=set)
    ceased_common: set[int] = field(default_factory=set)


class Entering:
    """Enters articles. `moved` are the ranks of faces that are new or in another place; `to_write` the articles of a
    class whose rows have to be written, where it is not the whole class.
    """

    def __init__(self, tables: LineageTables, wording: CommonWording, made: Mapping[int, NewPrints]) -> None:
        self._tables = tables
        self._wording = wording
        self._made = made
        self.moved: set[int] = set()
        self.to_write: dict[int, set[int] | None] = {}
        self._new: dict[int, Face] = {}
        self._touched: set[int] = set()
        self._went: set[int] = set()
        self._unnamed: list[tuple[int, frozenset[int]]] = []

    def enter(self, ids: Sequence[int]) -> Entered:
        """Enter these articles; take out what went."""
        entered = Entered()
        facts = list(self._tables.facts(ids))
        self._take_out_gone()
        classes = [(one, source, self._enter_one(one, source)) for one, source in facts]
        self._put_entries()
        self._update(entered)
        for one, source, key in classes:
            if key is not None:
                self._name_source(one, source, key)
        if self._new or self._went:
            self._put_entries()
            self._update(entered)
        self._take_out_gone()  # an article that named a source may name it no more
        if self._new or self._went:
            self._put_entries()
            self._update(entered)
        entered.touched = {rank for rank in self._touched if self._is_there(rank)}
        return entered

    def faces_of(self, ids: Iterable[int]) -> set[int]:
        """Return the ranks of the faces of these articles' classes."""
        ranks = set()
        for one, _ in self._tables.facts(list(ids)):
            if face := self._tables.class_face(one.text_sha256, one.title):
                ranks.add(face.rank)
        return ranks

    def _is_there(self, rank: int) -> bool:
        try:
            self._tables.face(rank)
        except KeyError:
            return False
        return True

    # What went

    def _take_out_gone(self) -> None:
        while gone := [*self._tables.gone(), *((key, None, prints) for key, prints in self._unnamed)]:
            self._unnamed = []
            for key, gone_rank, prints in gone:
                if gone_rank is not None:
                    self._went |= prints
                    self.moved.discard(gone_rank)
                    self._new.pop(gone_rank, None)
                    if key >= 0 and self._tables.face_of_class(key) is None:
                        self._choose_face(key, self._tables.members_of(key), at_once=True)
            for key, _, prints in gone:  # only now do all classes stand where their claims are seen
                self._touch_named_near(key, prints)

    def _touch_named_near(self, key: int, prints: frozenset[int]) -> None:
        """Look again at the claims of texts near one that went: a source that was named may be named no more."""
        face = self._tables.face_of_class(key)
        related = self._related(face or Face(-1, -1, OTHER, key, prints))
        for near in [*related, *([face] if face else [])]:
            if near is face or near.claim in (NAMED_SOURCE, NAMED_AND_NAMING):
                self._choose_face(near.class_key, self._tables.members(near))

    # Articles

    def _enter_one(self, one: Facts, source: str | None) -> int | None:
        """Enter an article in its class; return the class, None for a text without words."""
        if (key := self._key_of(one)) is None:
            return None
        own = self._tables.face_of_article(one.id)
        if own is not None and own.class_key != key:  # the headline of a short text changed
            self._drop(own)
        face = self._tables.face_of_class(key)
        if face is None:
            members = self._tables.members_of(key) if key >= 0 else [one.id]
            if members == [one.id]:
                self._put_face(one, key, self._claim(one, source, [key]), self._hashes(one, key))
            else:
                self._choose_face(key, members)
        else:
            claim = self._claim(one, source, [key])
            mine = OriginRank(claim, time_rank(one, claim))
            if face.article_id == one.id:
                if mine.time != face.rank:
                    self._choose_face(key, self._tables.members(face))
                else:
                    self._touch(face.rank, {one.id})
                    self.moved.add(face.rank)
            elif mine < face.order:
                self._choose_face(key, [face.article_id, one.id])
            else:
                self._touch(face.rank, {one.id})
        for rank in self.faces_of(self._tables.copies_of(one.id)):  # lag and reason rest on its facts
            self._touch(rank, None)
        return key

    def _key_of(self, one: Facts) -> int | None:
        made = self._made.get(one.id)
        words = made.words if made else len(counted_words(self._tables.text_of(one.id)))
        if not words:
            return None
        return class_key(one.text_sha256, None if words >= SHORT_TEXT else one.title)

    def _claim(self, one: Facts, source: str | None, keys: Iterable[int]) -> int:
        """Return what an article's claim to be the origin rests on, among these classes."""
        if one.is_agency and source is None:
            return AGENCY
        if self._tables.is_named(one, keys):
            return NAMED_SOURCE if source is None else NAMED_AND_NAMING
        return OTHER

    def _choose_face(self, key: int, members: Iterable[int], *, at_once: bool = False) -> None:
        """Let the first of these articles stand for the class; `at_once`: with its entries."""
        old = self._tables.face_of_class(key)
        keys = [key, *(near.class_key for near in self._related(old))] if old else [key]
        facts = self._tables.facts(list(members))
        claims = ((self._claim(each, source, keys), each) for each, source in facts)
        ordered = ((claim, time_rank(each, claim), each) for claim, each in claims)
        if (first := min(ordered, key=lambda row: row[:2], default=None)) is None:
            return
        claim, time, one = first
        if old and old.article_id == one.id and old.rank == time:
            if old.claim != claim:
                self._touch_copies(old)
                self._tables.put_claim(old, claim)
                self.moved.add(old.rank)
            self._touch(old.rank, None)
            return
        hashes = packed_prints(old.prints) if old else self._hashes(one, key)
        if old:
            self._drop(old)
        face = self._put_face(one, key, claim, hashes)
        if old or at_once:  # whatever is related to these words sees the new face at once
            self._tables.entries.put((value, face.rank) for value in face.prints)
            self._wording.forget_entries(face.prints)

    def _put_face(self, one: Facts, key: int, claim: int, hashes: bytes) -> Face:
        rank = self._tables.free_rank(time_rank(one, claim), one.id)
        face = Face(rank, one.id, claim, key, unpacked_prints(hashes))
        self._tables.put_face(face, hashes)
        self._new[face.rank] = face
        self.moved.add(face.rank)
        self._touch(face.rank, None)
        return face

    def _hashes(self, one: Facts, key: int) -> bytes:
        if key < 0:
            return b""
        if one.id in self._made:
            return self._made[one.id].hashes
        return prints_of(counted_words(self._tables.text_of(one.id)))

    def _drop(self, face: Face) -> None:
        """Take a face out, with its entries; the texts that have it as origin are looked at again."""
        self._touch_copies(face)
        self._tables.drop_face(face)
        self._new.pop(face.rank, None)  # its entries may not be stored yet: then nothing of it is gone
        self.moved.discard(face.rank)
        for key, gone_rank, prints in self._tables.gone():
            self._went |= prints
            if gone_rank is None:
                self._unnamed.append((key, prints))
            else:
                self._new.pop(gone_rank, None)
                self.moved.discard(gone_rank)

    def _touch_copies(self, face: Face) -> None:
        for rank in self.faces_of(self._tables.copies_of(face.article_id)) - {face.rank}:
            self._touch(rank, None)

    def _touch(self, rank: int, members: set[int] | None) -> None:
        """Evaluate a text again, and write the rows of these articles of its class; None: of all."""
        self._touched.add(rank)
        if members is None:
            self.to_write[rank] = None
        elif (known := self.to_write.get(rank, set())) is not None:
            self.to_write[rank] = known | members

    # The index

    def _put_entries(self) -> None:
        self._tables.entries.put((value, face.rank) for face in self._new.values() for value in face.prints)

    def _update(self, entered: Entered) -> None:
        self._wording.forget_entries(self._went.union(*(face.prints for face in self._new.values())))
        new, gone = self._wording.update(self._new.values(), self._went)
        entered.became_common |= new
        entered.ceased_common |= gone
        self._new, self._went = {}, set()

    # Named sources

    def _name_source(self, one: Facts, source: str | None, key: int) -> None:
        """Store the outlet that an article names, and see whether it or a related article is a named source now."""
        first = self._tables.put_source(one.id, key, source)
        face = self._tables.face_of_class(key)
        if face is None:
            return
        related = [face, *self._related(face)]
        keys = [near.class_key for near in related]
        claim = self._claim(one, source, keys)
        if (claim, time_rank(one, claim)) < (face.claim, face.rank) or (
            face.article_id == one.id and claim != face.claim
        ):
            self._choose_face(
                key, self._tables.members(face) if face.article_id == one.id else [face.article_id, one.id]
            )
        if source and first:
            for near in related:
                if near.claim != AGENCY:
                    self._see_named(near, source)

    def _see_named(self, near: Face, outlet: str) -> None:
        """Let an article of the named outlet stand for a class, where it has one."""
        named = self._tables.members_of(near.class_key, outlet) if near.class_key >= 0 else []
        if near.class_key < 0:
            members = self._tables.members(near)
            named = [one.id for one, _ in self._tables.facts(members) if one.outlet == outlet]
        if named:
            now = self._tables.face_of_class(near.class_key)
            self._choose_face(near.class_key, {*named, *([now.article_id] if now else [])})

    def _related(self, face: Face) -> list[Face]:
        """Return the texts that share so much with one that a credit of one may name the other."""
        counts = self._wording.shared_counts(face)
        ranks = [rank for rank, shared in counts.items() if shared >= 2]
        self._tables.load_faces(ranks)
        near: dict[int, list[Face]] = defaultdict(list)
        for rank in ranks:
            if not self._is_there(rank):
                continue
            other = self._tables.face(rank)
            if counts[rank] >= RELATED * min(len(face.prints), len(other.prints)):
                near[counts[rank]].append(other)
        return [one for shared in sorted(near, reverse=True) for one in sorted(near[shared], key=lambda f: f.rank)]
