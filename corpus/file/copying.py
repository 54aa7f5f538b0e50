"""Copy an SQLite file as it is at one moment, while others write to it; completely or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from corpus.errors import CorpusDamagedError
from corpus.file.read_only import harden, open_for_reading
from corpus.file.whole import discard, whole_path
from corpus.messages.backup_messages import COPY_NOT_SOUND

PAGES = 4096  # pages copied between two calls of `progress`
Progress = Callable[[int, int, int], None]
"""Called with sqlite3's status, the pages left and all pages."""


def copy_database(source: Path, target: Path, progress: Progress | None = None, *, rights: int | None = None) -> None:
    """Copy an SQLite file as it stands at this moment, whole or not at all; what is at `target` is replaced.

    `rights` are those of the copy (corpus.file.rights).
    A writer goes on meanwhile: the copy reads one state of the file from beginning to end. Raises CorpusDamagedError
    where the copy doesn't pass SQLite's check, sqlite3.Error or OSError where it can't be made.
    """
    with whole_path(target, sync=True, rights=rights) as part:
        try:
            with closing(open_for_reading(source)) as old, closing(_writer(part)) as new:
                old.execute("BEGIN")
                old.execute("SELECT count(*) FROM sqlite_master").fetchone()  # from here on it reads this state
                old.backup(new, pages=PAGES, progress=progress)
                new.execute("PRAGMA journal_mode = DELETE")  # one file, that read-only media can hold
                faults = _faults(new)
        finally:
            discard(part.with_name(f"{part.name}-journal"), part.with_name(f"{part.name}-wal"))
        if faults != ["ok"]:
            raise CorpusDamagedError(COPY_NOT_SOUND(source=source, faults=faults))


def _faults(sql: sqlite3.Connection) -> list[str]:
    """Return SQLite's sentences about faults of the file; ["ok"] if there are none."""
    try:
        return [row[0] for row in sql.execute("PRAGMA integrity_check(3)")]
    except sqlite3.DatabaseError as error:
        return [str(error)]


def _writer(path: Path) -> sqlite3.Connection:
    return harden(sqlite3.connect(path, isolation_level=None))
