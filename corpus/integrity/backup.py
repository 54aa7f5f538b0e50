"""Check where a backup can be written (`check_target`), and store which backups were made."""

from __future__ import annotations

import json
import os
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.errors import CorpusDamagedError, CorpusError
from corpus.file.archive_place import plain_segment
from corpus.file.read_only import open_for_reading
from corpus.messages.backup_messages import (
    BACKUP_EXISTS,
    BACKUP_FOLDER_NOT_WRITABLE,
    BACKUP_LIST_UNREADABLE,
    BACKUP_ONTO_CORPUS,
)
from corpus.messages.corpus_messages import CORPUS_MISSING, FOLDER_MISSING
from corpus.store import Corpus, put_meta


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made: its path, and the time (ISO 8601 UTC)."""

    path: str
    made_at: str


def check_target(source: Path, target: Path, *, replace: bool) -> None:
    """Raise CorpusError if no backup can be written there."""
    if not source.is_file():
        raise CorpusError(CORPUS_MISSING(path=source))
    if target.exists() and (not target.is_file() or target.samefile(source)):
        raise CorpusError(BACKUP_ONTO_CORPUS(target=target))
    if target.exists() and not replace:
        raise CorpusError(BACKUP_EXISTS(target=target))
    if not target.parent.is_dir():
        raise CorpusError(FOLDER_MISSING(path=target, folder=target.parent))
    if not os.access(target.parent, os.W_OK):
        raise CorpusError(BACKUP_FOLDER_NOT_WRITABLE(target=target, folder=target.parent))


def known_backups(corpus: Corpus) -> list[Backup]:
    """Return the backups stored by `note_backup` that still exist, the oldest first."""
    return [backup for backup in _noted(corpus) if Path(backup.path).exists()]


def note_backup(corpus: Corpus, backup: Backup) -> None:
    """Store in the corpus that a backup was made, so that a removal can name the files that hold the article."""
    with corpus.transaction() as sql:
        others = [b for b in _noted(corpus) if b.path != backup.path]
        value = json.dumps([asdict(b) for b in (*others, backup)])
        put_meta(sql, "backups", value)


def count_rows(copy: Path) -> tuple[int, int]:
    """Return (number of articles, number of captures) of the backup."""
    with closing(open_for_reading(copy)) as sql:
        articles = sql.execute("SELECT count(*) FROM articles").fetchone()[0]
        captures = sql.execute("SELECT count(*) FROM captures").fetchone()[0]
    return int(articles), int(captures)


def segment_ends(copy: Path) -> list[tuple[str, int, int]]:
    """Return (segment, byte after its last capture, number of captures) of the backup, by name."""
    with closing(open_for_reading(copy)) as sql:
        rows = sql.execute(
            """SELECT archive, max("offset" + length), count(*) FROM captures
            WHERE archive IS NOT NULL GROUP BY archive ORDER BY archive"""
        ).fetchall()
    return [(plain_segment(name), end, pages) for name, end, pages in rows]


def _noted(corpus: Corpus) -> list[Backup]:
    row = corpus.conn.execute("SELECT value FROM meta WHERE name = 'backups'").fetchone()
    try:
        return [Backup(**entry) for entry in json.loads(row[0])] if row else []
    except (ValueError, TypeError) as error:
        raise CorpusDamagedError(BACKUP_LIST_UNREADABLE(path=corpus.path)) from error
