"""The tables of lineage as its rules read and write them (`LineageTables`): fingerprints, sources, copies, stories.

Articles with the same words are one class: `prints` has a row for it, with the article that comes first (`Face`).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from corpus.article_words import MOST_DERIVED
from corpus.lineage.named_sources import SourceNames
from corpus.lineage.origin_order import Facts, OriginRank
from corpus.lineage.print_entries import PrintEntries
from corpus.lineage.winnowing import unpacked_prints

SHORT_TEXT = 40  # words: a shorter text is a copy only of the same words under the same headline
AT_ONCE = 1_000  # articles whose facts are read at once

_FACTS = """SELECT a.id, a.key, a.outlet, o.kind = 'agency', a.published_ts, a.published_day,
    a.published_precision = 'minute', a.date_confidence = 'disputed', a.text_sha256, a.title,
    a.credit, a.reprint_of_outlet, a.reprint_of_url
    FROM json_each(?) given CROSS JOIN articles a ON a.id = given.value JOIN outlets o ON o.slug = a.outlet"""
_FACES = "SELECT rank, article_id, claim, class_key, hashes FROM prints"


@dataclass(frozen=True, slots=True)
class Face:
    """The article that stands for all with the same words: the first of them by `OriginRank`."""

    rank: int
    article_id: int
    claim: int
    class_key: int
    prints: frozenset[int]

    @property
    def order(self) -> OriginRank:
        """Its place among those that may be the origin."""
        return OriginRank(self.claim, self.rank)


@dataclass(frozen=True, slots=True)
class CopyRow:
    """A row of `copies` without the copy's id."""

    origin_id: int
    share: float
    lag_s: int | None
    kind: str
    reason: str
    confidence: str


def _face(row: tuple[int, int, int, int, bytes]) -> Face:
    rank, article_id, claim, key, hashes = row
    return Face(rank, article_id, claim, key, unpacked_prints(hashes))


def class_key(text_sha256: str, title: str | None = None) -> int:
    """Return the name of all articles with these words; of a short text, under this headline."""
    if title is None:
        return int(text_sha256[:15], 16)
    digest = blake2b(f"{text_sha256}\n{title}".encode("utf-8", "replace"), digest_size=8).digest()
    return -(int.from_bytes(digest, "big") >> 4) - 1


class LineageTables:
    """The tables of one corpus, within a transaction."""

    def __init__(self, sql: sqlite3.Connection) -> None:
        self.sql = sql
        self.names = SourceNames(sql)
        self.entries = PrintEntries(sql)
        self._faces: dict[int, Face] = {}

    # Articles

    def facts(self, ids: Collection[int]) -> Iterator[tuple[Facts, str | None]]:
        """Yield the facts of these articles, each with the other outlet that it names as its source."""
        every = sorted(ids)
        for start in range(0, len(every), AT_ONCE):  # a million articles may have the same words
            yield from self._facts_of_some(every[start : start + AT_ONCE])

    def _facts_of_some(self, ids: Sequence[int]) -> list[tuple[Facts, str | None]]:
        rows = self.sql.execute(_FACTS, (json.dumps(ids),)).fetchall()
        return [
            (
                Facts(row[0], row[1], row[2], bool(row[3]), row[4], row[5], bool(row[6]), bool(row[7]), row[8], row[9]),
                self.names.outlet_of(row[2], *row[10:]),
            )
            for row in rows
        ]

    def text_of(self, article_id: int) -> str:
        """Return an article's text; "" if it is not there."""
        row = self.sql.execute(
            "SELECT substr(text, 1, ?) FROM articles WHERE id = ?", (MOST_DERIVED, article_id)
        ).fetchone()
        return str(row[0]) if row else ""

    def members(self, face: Face) -> list[int]:
        """Return the ids of all articles of a class."""
        if face.class_key >= 0:
            return self.members_of(face.class_key)
        rows = self.sql.execute(
            """SELECT b.id FROM articles a CROSS JOIN articles b INDEXED BY articles_text
            ON b.text_sha256 = a.text_sha256 WHERE a.id = ? AND b.title = a.title""",
            (face.article_id,),
        )
        return [row[0] for row in rows]

    def members_of(self, key: int, outlet: str | None = None) -> list[int]:
        """Return the ids of all articles of a class of longer texts, or of those of one outlet."""
        beginning = f"{key:015x}"
        rows = self.sql.execute(
            """SELECT id FROM articles INDEXED BY articles_text WHERE text_sha256 BETWEEN :low AND :high
            AND (:outlet IS NULL OR outlet = :outlet)""",
            {"low": beginning, "high": f"{beginning}g", "outlet": outlet},
        )
        return [row[0] for row in rows]

    # Faces and their fingerprints

    def face(self, rank: int) -> Face:
        """Return the face with this rank. Raises KeyError if there is none."""
        if rank not in self._faces:
            self.load_faces((rank,))
        return self._faces[rank]

    def load_faces(self, ranks: Iterable[int]) -> None:
        """Read these faces, if they are not known yet."""
        if missing := [rank for rank in ranks if rank not in self._faces]:
            query = f"{_FACES} WHERE rank IN (SELECT value FROM json_each(?))"  # noqa: S608 - names are ours
            for row in self.sql.execute(query, (json.dumps(missing),)):
                self._faces[row[0]] = _face(row)

    def face_of_class(self, key: int) -> Face | None:
        """Return the face of a class."""
        return self._one("class_key", key)

    def face_of_article(self, article_id: int) -> Face | None:
        """Return the face that this article is; None if it is none."""
        return self._one("article_id", article_id)

    def _one(self, column: str, value: int) -> Face | None:
        row = self.sql.execute(f"{_FACES} WHERE {column} = ?", (value,)).fetchone()
        if row is None:
            return None
        known = self._faces.get(row[0])
        if known is None:
            known = self._faces[row[0]] = _face(row)
        return known

    def class_face(self, text_sha256: str, title: str) -> Face | None:
        """Return the face of the class of an article with these words and this headline."""
        return self.face_of_class(class_key(text_sha256)) or self.face_of_class(class_key(text_sha256, title))

    def free_rank(self, rank: int, article_id: int) -> int:
        """Return this rank, or the next one that no other article has."""
        while (other := self.sql.execute("SELECT article_id FROM prints WHERE rank = ?", (rank,)).fetchone()) and (
            other[0] != article_id
        ):
            rank += 1
        return rank

    def put_face(self, face: Face, hashes: bytes) -> None:
        """Store a face and its fingerprints' entries."""
        self._faces[face.rank] = face
        self.sql.execute(
            "INSERT INTO prints (rank, article_id, claim, class_key, hashes) VALUES (?, ?, ?, ?, ?)",
            (face.rank, face.article_id, face.claim, face.class_key, hashes),
        )

    def drop_face(self, face: Face) -> None:
        """Delete a face; its entries go with what is `gone`."""
        self.sql.execute("DELETE FROM prints WHERE rank = ?", (face.rank,))
        self._faces.pop(face.rank, None)

    def put_claim(self, face: Face, claim: int) -> Face:
        """Store another claim of a face."""
        self.sql.execute("UPDATE prints SET claim = ? WHERE rank = ?", (claim, face.rank))
        self._faces[face.rank] = Face(face.rank, face.article_id, claim, face.class_key, face.prints)
        return self._faces[face.rank]

    def gone(self) -> list[tuple[int, int | None, frozenset[int]]]:
        """Take out what went since the last time, with its entries: (class, rank, fingerprints)."""
        rows = self.sql.execute("SELECT class_key, rank, hashes FROM lineage_gone ORDER BY id").fetchall()
        self.sql.execute("DELETE FROM lineage_gone")
        went = [(key, rank, unpacked_prints(hashes or b"")) for key, rank, hashes in rows]
        entries = [(value, rank) for _, rank, prints in went if rank is not None for value in prints]
        self.entries.delete(entries)
        for _, rank, _ in went:
            if rank is not None:
                self._faces.pop(rank, None)
        return went

    def common(self, values: Collection[int]) -> dict[int, int]:
        """Return fingerprint -> `upto` of those that are common."""
        rows = self.sql.execute(
            "SELECT hash, upto FROM json_each(?) given CROSS JOIN common_shingles ON hash = given.value",
            (json.dumps(list(values)),),
        )
        return dict(rows.fetchall())

    def put_common(self, value: int, upto: int | None) -> None:
        """Store that a fingerprint is common; with None, that it is not."""
        self.sql.execute("DELETE FROM common_shingles WHERE hash = ?", (value,))
        if upto is not None:
            self.sql.execute("INSERT INTO common_shingles (hash, upto) VALUES (?, ?)", (value, upto))

    # Named sources

    def put_source(self, article_id: int, key: int, outlet: str | None) -> bool:
        """Store the outlet that an article names; return True if no other article of its class names it."""
        query = "SELECT class_key, outlet FROM named_sources WHERE article_id = ?"
        if self.sql.execute(query, (article_id,)).fetchall() != ([(key, outlet)] if outlet else []):
            self.sql.execute("DELETE FROM named_sources WHERE article_id = ?", (article_id,))
            if outlet:
                self.sql.execute(
                    "INSERT INTO named_sources (class_key, outlet, article_id) VALUES (?, ?, ?)",
                    (key, outlet, article_id),
                )
        return bool(outlet) and not self._names(key, str(outlet), article_id)

    def is_named(self, facts: Facts, keys: Iterable[int]) -> bool:
        """Return True if another article of these classes names this article's outlet as its source."""
        row = self.sql.execute(
            """SELECT 1 FROM json_each(?) key CROSS JOIN named_sources n ON n.class_key = key.value
            WHERE n.outlet = ? AND n.article_id <> ? LIMIT 1""",
            (json.dumps(list(keys)), facts.outlet, facts.id),
        ).fetchone()
        return row is not None

    def _names(self, key: int, outlet: str, other_than: int) -> bool:
        query = "SELECT 1 FROM named_sources WHERE class_key = ? AND outlet = ? AND article_id <> ?"
        return self.sql.execute(query, (key, outlet, other_than)).fetchone() is not None

    # Copies and stories

    def rows_of(self, article_id: int) -> tuple[list[CopyRow], int | None]:
        """Return an article's rows of `copies`, and its story; None if it is the root of its own."""
        rows = self.sql.execute(
            "SELECT origin_id, share, lag_s, kind, reason, confidence FROM copies WHERE copy_id = ? ORDER BY 1",
            (article_id,),
        ).fetchall()
        story = self.sql.execute("SELECT story_id FROM stories WHERE article_id = ?", (article_id,)).fetchone()
        return [CopyRow(*row) for row in rows], story[0] if story else None

    def put_rows(self, article_id: int, rows: Sequence[CopyRow], story: int | None) -> None:
        """Replace an article's rows of `copies`, which are in the order of `rows_of`, and its story, if they differ."""
        before, story_before = self.rows_of(article_id)
        if (before, story_before) == (rows, story):
            return
        if before:
            self.sql.execute("DELETE FROM copies WHERE copy_id = ?", (article_id,))
        self.sql.executemany(
            "INSERT INTO copies VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(article_id, r.origin_id, r.share, r.lag_s, r.kind, r.reason, r.confidence) for r in rows],
        )
        if story_before is not None:
            self.sql.execute("DELETE FROM stories WHERE article_id = ?", (article_id,))
        if story is not None:
            self.sql.execute("INSERT INTO stories (article_id, story_id) VALUES (?, ?)", (article_id, story))

    def roots_among(self, ranks: Collection[int]) -> set[int]:
        """Return the ranks of those faces that are roots of their stories."""
        rows = self.sql.execute(
            """SELECT rank FROM json_each(?) given CROSS JOIN prints ON rank = given.value
            WHERE NOT EXISTS (SELECT 1 FROM stories WHERE stories.article_id = prints.article_id)""",
            (json.dumps(list(ranks)),),
        )
        return {row[0] for row in rows}

    def copies_of(self, origin_id: int) -> list[int]:
        """Return the ids of an article's copies."""
        return [row[0] for row in self.sql.execute("SELECT copy_id FROM copies WHERE origin_id = ?", (origin_id,))]

    def clear(self) -> None:
        """Delete every row."""
        self.entries.clear()
        for table in ("copies", "stories", "common_shingles", "prints", "named_sources", "lineage_gone"):
            self.sql.execute(f"DELETE FROM {table}")  # noqa: S608 - names are ours
