"""Where a merged corpus is written: checked before any work is done (`check_merge_target`), made free at the end."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from corpus.errors import CorpusError
from corpus.file.opening import strange_companion
from corpus.file.read_only import harden
from corpus.merging.merge_inputs import MergeInput
from corpus.messages.backup_messages import (
    BACKUP_EXISTS,
    MERGE_ONTO_INPUT,
    MERGE_TARGET_IN_USE,
    MERGE_TARGET_NO_CORPUS,
    MERGE_TARGET_UNFIT,
)
from corpus.messages.corpus_messages import CORPUS_IS_FOLDER, FOLDER_MISSING, FOLDER_NOT_WRITABLE


def check_merge_target(target: Path, inputs: Sequence[MergeInput], *, replace: bool) -> None:
    """Raise CorpusError if no merged corpus can be written there."""
    if target.is_dir():
        raise CorpusError(CORPUS_IS_FOLDER(path=target, example=target / "kliping.db"))
    if strange := strange_companion(target):
        raise CorpusError(strange)
    if os.path.lexists(target):
        if target.exists() and any(target.samefile(one.path) for one in inputs):
            raise CorpusError(MERGE_ONTO_INPUT(target=target))
        if not replace:
            raise CorpusError(BACKUP_EXISTS(target=target))
        _refuse_other_files(target)
    elif not target.parent.is_dir():
        raise CorpusError(FOLDER_MISSING(path=target, folder=target.parent))
    if not os.access(target.parent, os.W_OK):
        raise CorpusError(FOLDER_NOT_WRITABLE(path=target, folder=target.parent))
    for left in (one.path for one in inputs if one.path.with_name(f"{one.path.name}.removal").exists()):
        raise CorpusError(MERGE_TARGET_UNFIT(path=left))
    if target.with_name(f"{target.name}.removal").exists():
        raise CorpusError(MERGE_TARGET_UNFIT(path=target))


def _refuse_other_files(target: Path) -> None:
    """Raise CorpusError unless the file is a corpus: nothing else is replaced."""
    names: set[str] = set()
    if target.is_file() and not target.is_symlink():
        try:
            with closing(harden(sqlite3.connect(f"file:{target.absolute()}?mode=ro", uri=True))) as sql:
                names = {row[0] for row in sql.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        except sqlite3.DatabaseError:
            names = set()
    if not {"articles", "frontier", "meta"} <= names:
        raise CorpusError(MERGE_TARGET_NO_CORPUS(target=target))


def end_log(target: Path) -> None:
    """Write the log of the corpus that is replaced into it and end it: left beside a new file it would damage that.

    Raises CorpusError where another program has the corpus open.
    """
    if not target.exists():
        return
    try:
        with closing(harden(sqlite3.connect(target, timeout=1, isolation_level=None))) as sql:
            mode = str(sql.execute("PRAGMA journal_mode = DELETE").fetchone()[0])
    except sqlite3.OperationalError:
        mode = "locked"
    if mode != "delete":
        raise CorpusError(MERGE_TARGET_IN_USE(target=target))
