"""A whole copy of the corpus's file while others write to it, checked before it takes its name."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import quote

from corpus.errors import CorpusDamagedError, CorpusError
from corpus.store import Corpus

PAGES = 4096  # pages copied between two calls of `progress`
Progress = Callable[[int, int, int], None]
"""Called with sqlite3's status, the pages left and all pages."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy that was made: where, and when (ISO 8601 UTC)."""

    path: str
    made_at: str


def copy_database(source: Path, target: Path, progress: Progress | None = None) -> None:
    """Copy an SQLite file as it stands at this moment, whole or not at all; what is at `target` is replaced.

    A writer goes on meanwhile: the copy reads one state of the file from beginning to end. Raises CorpusDamagedError
    where the copy doesn't pass SQLite's check, sqlite3.Error or OSError where it can't be made.
    """
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with closing(_reader(source)) as old, closing(sqlite3.connect(part, isolation_level=None)) as new:
            old.execute("BEGIN")
            old.execute("SELECT count(*) FROM sqlite_master").fetchone()  # from here on it reads this state
            old.backup(new, pages=PAGES, progress=progress)
            new.execute("PRAGMA journal_mode = DELETE")  # one file, that read-only media can hold
            faults = [row[0] for row in new.execute("PRAGMA integrity_check(3)")]
        if faults != ["ok"]:
            raise CorpusDamagedError(f"{source}: the copy is not sound ({'; '.join(faults)}); run `kliping doctor`")
        _sync(part)
        part.replace(target)
        _sync(target.parent)
    finally:
        for leftover in (part, part.with_name(f"{part.name}-journal"), part.with_name(f"{part.name}-wal")):
            leftover.unlink(missing_ok=True)


def clear_unfinished(target: Path) -> None:
    """Delete what copies to this name left that were killed."""
    for part in target.parent.glob(f".{target.name}.*.part*"):
        part.unlink(missing_ok=True)


def check_target(source: Path, target: Path, *, replace: bool) -> None:
    """Raises CorpusError with a sentence where no copy can be made there."""
    if not source.is_file():
        raise CorpusError(f"{source}: there is no corpus here")
    if target.exists() and (not target.is_file() or target.samefile(source)):
        raise CorpusError(f"{target}: a backup wants a file of its own; name another")
    if target.exists() and not replace:
        raise CorpusError(f"{target}: is there already; name another file, or replace it with --force")
    if not target.parent.is_dir():
        raise CorpusError(f"{target}: the folder {target.parent} does not exist; make it first")


def known_backups(corpus: Corpus) -> list[Backup]:
    """The copies that `note_backup` was told of and that are still there, the oldest first."""
    return [backup for backup in _noted(corpus) if Path(backup.path).exists()]


def note_backup(corpus: Corpus, backup: Backup) -> None:
    """Keep in the corpus where a copy was made, so that a removal can say what still holds the article."""
    with corpus.transaction() as sql:
        others = [b for b in _noted(corpus) if b.path != backup.path]
        value = json.dumps([asdict(b) for b in (*others, backup)])
        sql.execute("INSERT OR REPLACE INTO meta (name, value) VALUES ('backups', ?)", (value,))


def _noted(corpus: Corpus) -> list[Backup]:
    row = corpus.conn.execute("SELECT value FROM meta WHERE name = 'backups'").fetchone()
    return [Backup(**told) for told in json.loads(row[0])] if row else []


def _reader(path: Path) -> sqlite3.Connection:
    address = f"file:{quote(os.fsencode(path.absolute()))}?mode=ro"
    return sqlite3.connect(address, uri=True, isolation_level=None)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
