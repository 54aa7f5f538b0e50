"""Repair a damaged corpus: go on without the log's unreadable end, or say how to make it anew."""

from __future__ import annotations

import shlex
import shutil
import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.errors import ArchiveError, CorpusDamagedError, CorpusError
from corpus.file.opening import check_corpus_path
from corpus.integrity.database_checks import empty_log, file_fault
from corpus.integrity.mending import accept_changed_tables
from corpus.integrity.soundness import keep_counts
from corpus.integrity.wal import wal_fault, wal_path
from corpus.messages.corpus_messages import CORPUS_MISSING, GO_ON_WITHOUT_ROWS, MAKE_ANEW, PAGES_NOT_MENDED
from corpus.messages.statement import Statement
from corpus.store import Corpus
from crawler.lock import holding


def accept_loss(path: Path) -> list[str]:
    """Go on with what can be read; return the tables that differed from their sums and are taken as they are.

    SQLite drops the unreadable end of the log, and the counts are taken anew. Articles are not taken as they are.

    Raises CorpusDamagedError where the corpus would still be damaged after that, CorpusError where a run holds it;
    then nothing is changed.
    """
    if not path.exists():
        raise CorpusError(CORPUS_MISSING(path=path))
    check_corpus_path(path, read_only=False)
    with holding(path):
        if fault := _fault_without_loss(path):
            raise CorpusDamagedError(PAGES_NOT_MENDED(path=path, fault=fault, advice=advice_for_damaged_pages(path)))
        with Corpus(path) as corpus:
            empty_log(corpus)
            changed = accept_changed_tables(corpus)
            keep_counts(corpus)
    return changed


def advice_for_damage(path: Path) -> Statement:
    """Return the advice for a damaged corpus: how to go on if its log is damaged, else to restore or import again."""
    return advice_for_lost_rows(path) if wal_fault(path) else advice_for_damaged_pages(path)


def advice_for_lost_rows(path: Path) -> Statement:
    """Return the advice for a corpus that lost only its newest rows."""
    corpus = shlex.quote(str(path))
    return GO_ON_WITHOUT_ROWS(name=path.name, corpus=corpus)


def advice_for_damaged_pages(path: Path) -> Statement:
    """Return the advice for a corpus in which pages of the file itself are damaged."""
    archive, new = _archive(path), path.with_name(f"{path.stem}-new{path.suffix}")
    command = f"kliping import {shlex.quote(str(archive))} --corpus {shlex.quote(str(new))}"
    return MAKE_ANEW(command=command)


def _fault_without_loss(path: Path) -> str | None:
    """Return what SQLite finds wrong in a copy without the unreadable end of the log; None if nothing."""
    if not wal_fault(path):
        return file_fault(path)
    with TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as folder:
        copy = Path(folder) / path.name
        shutil.copyfile(path, copy)
        if wal_path(path).exists():
            shutil.copyfile(wal_path(path), wal_path(copy))
        return file_fault(copy)


def _archive(path: Path) -> Path:
    """The archive that the corpus names; where that can't be read, the one that it makes by itself."""
    try:
        with Corpus(path, read_only=True) as corpus:
            return corpus.archive_dir()
    except (ArchiveError, CorpusError, sqlite3.DatabaseError):
        return path.with_name(f"{path.stem}-archive")
