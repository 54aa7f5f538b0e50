"""Migrate a corpus of an older program to this one's schema: a backup copy first, then all steps or none."""

from __future__ import annotations

import logging
import sqlite3
from dataclasses import replace
from pathlib import Path

from corpus.errors import CorpusDamagedError
from corpus.file.copying import copy_database
from corpus.file.rights import file_rights
from corpus.file.waiting import NewerSchemaError
from corpus.file.whole import clear_unfinished
from corpus.messages.corpus_messages import MIGRATIONS_DIFFER

logger = logging.getLogger(__name__)


def migrate(connection: sqlite3.Connection, path: Path, newest: int) -> None:
    """Apply the migrations that are missing up to version `newest`.

    What differs from its checksum before differs after it, too. The checksums of all else are computed anew, over the
    columns that the tables have then. The writer's lock is held from before the copy is made until the end.

    So of two processes the second waits and finds it done, nothing is written between copy and change, and a kill
    leaves the old corpus (perhaps with its copy beside it).
    """
    from sqlite_utils import Database

    from corpus.file.checksums import FIRST_WITH_SUMS, create_sums, failing_texts, what_differs
    from corpus.file.schema.migrations import migrations

    connection.execute("BEGIN IMMEDIATE")
    try:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if version > newest:
            raise NewerSchemaError(f"schema {version}, this program knows {newest}")
        if version < newest:
            if version > 0:
                _keep_copy(path, version)
            before = what_differs(connection)
            migrations.apply(Database(connection))
            if int(connection.execute("PRAGMA user_version").fetchone()[0]) != newest:
                raise CorpusDamagedError(MIGRATIONS_DIFFER(path=path))
            failing = failing_texts(connection) if version < FIRST_WITH_SUMS else ()
            create_sums(connection)
            replace(before, articles=(*before.articles, *failing)).mark(connection)
    except BaseException:
        connection.rollback()
        raise
    connection.execute("COMMIT")


def copy_path(path: Path, version: int) -> Path:
    """Return the path of the backup copy that a migration makes: kliping.db.schema1-backup."""
    return path.with_name(f"{path.name}.schema{version}-backup")


def copies(path: Path) -> list[Path]:
    """Return the backup copies that migrations left beside the corpus."""
    return sorted(path.parent.glob(f"{path.name}.schema*-backup"))


def _keep_copy(path: Path, version: int) -> None:
    target = copy_path(path, version)
    clear_unfinished(target)
    logger.warning("%s: made by an older kliping; it is copied to %s, then brought up to date", path, target)
    copy_database(path, target, rights=file_rights(path))
