"""SQLite's own checks of the corpus: pages of the file, references between tables, the full-text index."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from corpus.file.read_only import open_for_reading
from corpus.file.schema_parts import FULL_TEXT_TABLES
from corpus.store import Corpus


def database_faults(corpus: Corpus, most: int) -> list[str]:
    """Return up to `most` of SQLite's sentences about damaged pages; an empty list if there are none."""
    faults = [row[0] for row in corpus.conn.execute(f"PRAGMA integrity_check({int(most)})")]
    return [] if faults == ["ok"] else faults


def file_fault(path: Path) -> str | None:
    """Return the first fault of the file's pages, read-only; None if there is none or the file can't be opened now."""
    try:
        with closing(open_for_reading(path)) as sql:  # a log that is sound is left as it is
            fault = str(sql.execute("PRAGMA integrity_check(1)").fetchone()[0])
    except sqlite3.OperationalError:
        return None  # locked, or no right to write: opening it says so
    except sqlite3.DatabaseError as error:
        return str(error)
    return None if fault == "ok" else " ".join(fault.split())


def missing_references(corpus: Corpus) -> list[tuple[str, int | None, str]]:
    """Return (table, row id, referenced table) for each reference to a missing row."""
    return [(row[0], row[1], row[2]) for row in corpus.conn.execute("PRAGMA foreign_key_check")]


def count_articles(corpus: Corpus) -> int:
    """Return the number of articles."""
    return int(corpus.conn.execute("SELECT count(*) FROM articles").fetchone()[0])


def check_index(corpus: Corpus, wait_seconds: int) -> None:
    """Compare the full-text indexes with articles and quotes. It needs the write lock, and waits `wait_seconds`.

    Raises sqlite3.OperationalError if another process keeps writing, sqlite3.DatabaseError if they differ.
    """
    corpus.conn.execute(f"PRAGMA busy_timeout = {int(wait_seconds) * 1000}")
    for table in FULL_TEXT_TABLES:
        corpus.conn.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")  # noqa: S608


def rebuild_index(corpus: Corpus) -> None:
    """Build the full-text indexes again from the articles and the quotes."""
    with corpus.transaction() as sql:
        for table in FULL_TEXT_TABLES:
            sql.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")  # noqa: S608 - names are ours


def empty_log(corpus: Corpus) -> None:
    """Copy the readable part of the write-ahead log into the file, and empty the log."""
    corpus.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
