"""Open a corpus file (`connect`): check its path and schema, set the pragmas; each error is a sentence with advice.

Nothing in this program opens the database file or its -shm file but SQLite: POSIX drops all locks of a process on a
file when the process closes any descriptor of it, so that another process could end the log under an open connection
(https://www.sqlite.org/howtocorrupt.html, "POSIX advisory locks canceled by a separate thread doing close()").
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
from pathlib import Path

from corpus.errors import CorpusDamagedError, CorpusError
from corpus.file.read_only import harden, open_for_reading
from corpus.file.rights import PRIVATE_FILE, make_file
from corpus.file.schema import SCHEMA_VERSION
from corpus.file.schema_parts import SchemaDifferences, schema_differences
from corpus.file.unreadable import decoded_text
from corpus.file.waiting import QUIET_SECONDS, NewerSchemaError, WaitingConnection, busy_seconds
from corpus.messages.corpus_messages import (
    A_FOLDER,
    A_LINK,
    COMPANION_STRANGE,
    CORPUS_BUSY,
    CORPUS_CHANGED_BY_NEWER,
    CORPUS_DAMAGED,
    CORPUS_EMPTY,
    CORPUS_IS_FOLDER,
    CORPUS_NO_FILE,
    CORPUS_NOT_OPENED,
    CORPUS_NOT_READABLE,
    CORPUS_OF_NEWER,
    CORPUS_OF_OLDER,
    CORPUS_PATH_UNUSABLE,
    CORPUS_READ_ONLY,
    DISK_FAILED,
    DISK_FULL,
    FOLDER_MISSING,
    FOLDER_NOT_WRITABLE,
    NO_CORPUS,
    NO_ORDINARY_FILE,
    NOT_A_CORPUS,
    NOT_SQLITE,
    SCHEMA_BROKEN,
    SCHEMA_FOREIGN,
    SCHEMA_KNOWN,
    SCHEMA_NUMBER_LOST,
    SQLITE_FAILED,
    TEXT_NOT_UTF8,
)
from corpus.messages.statement import Statement
from corpus.sentences import first_names, listed

NO_DATABASE = "not a database"
NO_TEXT = "Could not decode to UTF-8"
DAMAGE = (
    "malformed",
    NO_DATABASE,
    "vtable constructor failed",
    "fts5: corruption",
    "invalid fts5 file format",
    NO_TEXT,
)
"""What SQLite's errors say of a damaged file, and of a full-text index whose own pages can't be read."""
COMPANIONS = ("-wal", "-shm", "-journal", ".lock", ".counts", ".removal", ".damage")
SHOWN_PARTS = 3  # foreign parts of a schema that a sentence names


def connect(path: Path, *, read_only: bool, rights: int = PRIVATE_FILE) -> sqlite3.Connection:
    """An open connection in autocommit mode, its file checked, migrated if need be, foreign keys on.

    A file that is made has these `rights`; SQLite gives them to its log, too.
    """
    check_corpus_path(path, read_only=read_only)
    busy_seconds()  # a wrong setting is told before a file is made
    if not read_only and not path.exists():
        with contextlib.suppress(FileExistsError):  # of another process that makes it now
            make_file(path, rights)
    try:
        connection = open_file(path, read_only=read_only)
    except sqlite3.DatabaseError as error:
        raise explain(error, path) from error
    try:
        _prepare(connection, path, read_only)
    except sqlite3.DatabaseError as error:
        connection.close()
        raise explain(error, path) from error
    except CorpusError:
        connection.close()
        raise
    if _has_marks(connection):
        connection.text_factory = decoded_text
    if isinstance(connection, WaitingConnection) and not read_only:
        connection.schema = SCHEMA_VERSION
    return connection


def _has_marks(connection: sqlite3.Connection) -> bool:
    """Return True if articles are marked as damaged for good: they are read as they are, and hide no other."""
    return connection.execute("SELECT 1 FROM damaged LIMIT 1").fetchone() is not None


def explain(error: sqlite3.DatabaseError, path: Path) -> CorpusError:
    """Return SQLite's error as a CorpusError whose sentence says what to do."""
    text = str(error)
    if isinstance(error, NewerSchemaError) or (number := _newer_schema(path, text)):
        is_known = isinstance(error, NewerSchemaError)
        known = text if is_known else SCHEMA_KNOWN(schema=number, known=SCHEMA_VERSION)
        return CorpusError(CORPUS_CHANGED_BY_NEWER(path=path, known=known))
    if NO_DATABASE in text:
        return CorpusDamagedError(NOT_SQLITE(path=path))
    if NO_TEXT in text:  # and the bytes that it could not decode, which would be printed
        return CorpusDamagedError(CORPUS_DAMAGED(path=path, text=TEXT_NOT_UTF8(), command="kliping doctor --deep"))
    if any(sign in text for sign in DAMAGE):
        return CorpusDamagedError(CORPUS_DAMAGED(path=path, text=text, command="kliping doctor"))
    if "readonly" in text or "unable to open" in text:
        return CorpusError(CORPUS_NOT_OPENED(path=path))
    if "locked" in text or "busy" in text:
        return CorpusError(CORPUS_BUSY(path=path, seconds=busy_seconds()))
    if "full" in text:
        return CorpusError(DISK_FULL(path=path))
    if "I/O error" in text:
        return CorpusError(DISK_FAILED(path=path, text=text))
    return CorpusError(SQLITE_FAILED(path=path, text=text))


def _newer_schema(path: Path, text: str) -> int | None:
    """Return the file's schema number if SQLite misses a part of ours because a newer program changed the file."""
    if not text.startswith(("no such", "table ", "no query solution")):
        return None
    try:
        with contextlib.closing(open_for_reading(path)) as sql:
            number = int(sql.execute("PRAGMA user_version").fetchone()[0])
    except sqlite3.DatabaseError:
        return None
    return number if number > SCHEMA_VERSION else None


def check_corpus_path(path: Path, *, read_only: bool) -> None:
    """Raise CorpusError where no corpus can be opened at this path or, unless `read_only`, made there."""
    try:
        there = path.exists()
    except OSError as error:
        raise CorpusError(CORPUS_PATH_UNUSABLE(path=path, reason=error.strerror)) from error
    if path.is_dir():
        raise CorpusError(CORPUS_IS_FOLDER(path=path, example=path / "kliping.db"))
    if strange := strange_companion(path):
        raise CorpusError(strange)
    if not there:
        _check_place(path, read_only)
        return
    if not path.is_file():
        raise CorpusError(CORPUS_NO_FILE(path=path))
    if not os.access(path, os.R_OK):
        raise CorpusError(CORPUS_NOT_READABLE(path=path))
    if not read_only and not os.access(path, os.W_OK):
        raise CorpusError(CORPUS_READ_ONLY(path=path))


def followed(path: Path) -> Path:
    """Return the file that the path leads to where it is a link, else the path as it was given.

    SQLite puts its log beside the file itself; lock, notes and archive belong there, too, whatever the link's name.
    """
    return Path(os.path.realpath(path)) if os.path.islink(path) else path  # noqa: PTH114 - never raises


def strange_companion(path: Path) -> Statement | None:
    """Return a statement if a file beside the corpus, under its name, is a link, folder, pipe or device; else None.

    One from someone else could lead to any file of this machine, which a log, lock or note would be written into.
    """
    for end in COMPANIONS:
        beside = path.with_name(path.name + end)
        try:
            mode = beside.lstat().st_mode
        except (OSError, ValueError):
            continue
        if not (stat.S_ISREG(mode) or (end == ".lock" and stat.S_ISDIR(mode))):  # who takes that lock says so
            what = A_LINK if stat.S_ISLNK(mode) else A_FOLDER if stat.S_ISDIR(mode) else NO_ORDINARY_FILE
            return COMPANION_STRANGE(path=beside, what=what())
    return None


def _check_place(path: Path, read_only: bool) -> None:
    """Raise CorpusError if no corpus can be created at this path."""
    if read_only:
        raise CorpusError(NO_CORPUS(path=path))
    if not path.parent.is_dir():
        raise CorpusError(FOLDER_MISSING(path=path, folder=path.parent))
    if not os.access(path.parent, os.W_OK):
        raise CorpusError(FOLDER_NOT_WRITABLE(path=path, folder=path.parent))


def foreign_parts(connection: sqlite3.Connection) -> SchemaDifferences:
    """Return how the schema of an open corpus differs from kliping's; nothing is broken where it could be opened."""
    return schema_differences(connection, SCHEMA_VERSION)


def open_file(path: Path, *, read_only: bool) -> sqlite3.Connection:
    """Return a connection to the file, whatever its schema, for a quick check; all other code uses `connect`."""
    patience = min(QUIET_SECONDS, busy_seconds())
    if not read_only:
        return harden(sqlite3.connect(str(path), timeout=patience, isolation_level=None, factory=WaitingConnection))
    connection = open_for_reading(path, timeout=patience, factory=WaitingConnection)
    try:
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError as error:
        connection.close()
        if not isinstance(error, sqlite3.OperationalError) or "locked" in str(error):
            raise
        # A folder without write access: WAL's shared memory can't be made there; nobody writes there either.
        return open_for_reading(path, immutable=True)
    return connection


def _prepare(connection: sqlite3.Connection, path: Path, read_only: bool) -> None:
    """Check the file's schema version and parts, migrate an older corpus, and set the pragmas."""
    connection.execute("BEGIN")  # number and parts as they were at one moment: another process may be making them
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")}
    _check_version(version, names, path, read_only=read_only)
    different = schema_differences(connection, version)
    connection.execute("COMMIT")
    _refuse_broken(different, path)
    connection.execute("PRAGMA foreign_keys = ON")
    if read_only:
        return
    _refuse_running(different, path)
    connection.execute("PRAGMA trusted_schema = ON")  # our own triggers write to the full-text index
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    if different.missing:
        _make_missing(connection, path, version)
    if version < SCHEMA_VERSION:
        from corpus.file.migrating import migrate

        migrate(connection, path, SCHEMA_VERSION)
        _refuse_broken(schema_differences(connection, SCHEMA_VERSION), path)


def _check_version(version: int, names: set[str], path: Path, *, read_only: bool) -> None:
    """Raise CorpusError unless it is a corpus of a version that can be used (or, to write, be migrated)."""
    if version > SCHEMA_VERSION:
        raise CorpusError(CORPUS_OF_NEWER(path=path, schema=version, known=SCHEMA_VERSION))
    if names - {"_sqlite_migrations"} and not {"articles", "frontier", "meta"} <= names:
        raise CorpusError(NOT_A_CORPUS(path=path))
    if version == 0 and "articles" in names:
        raise CorpusDamagedError(SCHEMA_NUMBER_LOST(path=path))
    if read_only and version == 0:
        raise CorpusError(CORPUS_EMPTY(path=path))
    if read_only and version < SCHEMA_VERSION:
        raise CorpusError(CORPUS_OF_OLDER(path=path))


def _refuse_broken(different: SchemaDifferences, path: Path) -> None:
    if different.broken:
        raise CorpusDamagedError(SCHEMA_BROKEN(path=path, parts=first_names(different.broken, SHOWN_PARTS)))


def _refuse_running(different: SchemaDifferences, path: Path) -> None:
    if different.running:
        raise CorpusError(SCHEMA_FOREIGN(path=path, parts=first_names(different.running, SHOWN_PARTS)))


def _make_missing(connection: sqlite3.Connection, path: Path, version: int) -> None:
    """Make our triggers, indexes and views again that another program dropped (`sqlite-utils transform` does)."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        lost = schema_differences(connection, version).missing  # as it is now that nobody else writes
        for part in lost:
            connection.execute(part.sql)
    except BaseException:
        connection.rollback()
        raise
    connection.execute("COMMIT")
    if lost:
        named = listed([part.shown for part in lost], SHOWN_PARTS)
        WaitingConnection.announce(
            f"{path}: {named} of kliping's own had been dropped by another program, and was made again; "
            "`kliping doctor` checks what it missed meanwhile"
        )
