"""The index of fingerprints in the file (`PrintEntries`): which texts have a fingerprint, by their ranks.

Among the entries of a million articles each new one has a page of the file for itself, to be read and written. So new
entries stand together first, behind all others (`RECENT`), and go to their places many at a time: after each `STEP`
entries the next of `PARTS` parts of all fingerprints is moved, and has about four for each page. Where an entry stands
says nothing, and it may stand in both places: whoever reads entries reads both.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable

FIRST_READ = 512  # entries of a fingerprint that are read: the agencies' first, then by time
RECENT = 1 << 33  # is added to the fingerprint of a new entry
STEP, PARTS = 16_384, 64
_LOWEST, _PART = -(1 << 31), (1 << 32) // PARTS
_STATE = "lineage_entries"  # a row of `derived`: its `upto` is the number of entries that were put
_FIRST = f"""SELECT value,
    (SELECT group_concat(rank) FROM (SELECT rank FROM shingles WHERE hash = value ORDER BY rank LIMIT :most)),
    (SELECT group_concat(rank) FROM (SELECT rank FROM shingles WHERE hash = value + {RECENT} ORDER BY rank LIMIT :most))
    FROM json_each(:hashes)"""  # noqa: S608 - numbers of ours


class PrintEntries:
    """(fingerprint, rank) entries of one corpus, within a transaction."""

    def __init__(self, sql: sqlite3.Connection) -> None:
        self._sql = sql

    def put(self, entries: Iterable[tuple[int, int]]) -> None:
        """Store entries; those that are there stay."""
        if not (rows := sorted((value + RECENT, rank) for value, rank in entries)):
            return
        self._sql.executemany("INSERT OR IGNORE INTO shingles (hash, rank) VALUES (?, ?)", rows)
        stored = self._sql.execute("SELECT upto FROM derived WHERE name = ?", (_STATE,)).fetchone()
        before = stored[0] if stored else 0
        after = before + len(rows)
        self._sql.execute(
            "INSERT OR REPLACE INTO derived (name, rules_version, upto) VALUES (?, '', ?)", (_STATE, after)
        )
        steps = range(before // STEP, after // STEP)
        for part in sorted({step % PARTS for step in steps[-PARTS:]}):
            self._move(part)

    def _move(self, part: int) -> None:
        first = _LOWEST + part * _PART + RECENT
        within = (first, first + _PART - 1)
        self._sql.execute(
            f"""INSERT OR IGNORE INTO shingles (hash, rank)
            SELECT hash - {RECENT}, rank FROM shingles WHERE hash BETWEEN ? AND ? ORDER BY hash, rank""",  # noqa: S608
            within,
        )
        self._sql.execute("DELETE FROM shingles WHERE hash BETWEEN ? AND ?", within)

    def delete(self, entries: Iterable[tuple[int, int]]) -> None:
        """Delete entries."""
        both = [(value + place, rank) for value, rank in entries for place in (0, RECENT)]
        self._sql.executemany("DELETE FROM shingles WHERE hash = ? AND rank = ?", sorted(both))

    def all_of(self, value: int) -> list[int]:
        """Return all ranks of a fingerprint in their order."""
        rows = self._sql.execute("SELECT rank FROM shingles WHERE hash IN (?, ?)", (value, value + RECENT))
        return sorted({row[0] for row in rows.fetchall()})

    def first_of(self, values: Collection[int], most: int = FIRST_READ) -> dict[int, tuple[int, ...]]:
        """Return fingerprint -> the first of its ranks."""
        rows = self._sql.execute(_FIRST, {"hashes": json.dumps(sorted(values)), "most": most})
        return {value: _first(most, settled, recent) for value, settled, recent in rows}

    def clear(self) -> None:
        """Delete every entry."""
        self._sql.execute("DELETE FROM shingles")
        self._sql.execute("DELETE FROM derived WHERE name = ?", (_STATE,))


def _first(most: int, settled: str | None, recent: str | None) -> tuple[int, ...]:
    """Return the first ranks of two lists, each in its order."""
    if settled and recent:
        return tuple(sorted(set(map(int, f"{settled},{recent}".split(","))))[:most])
    return tuple(map(int, (settled or recent or "").split(","))) if settled or recent else ()
