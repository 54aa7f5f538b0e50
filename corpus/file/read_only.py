"""Open an SQLite file for reading only, as one that someone else may have made (`open_for_reading`, `harden`).

What https://www.sqlite.org/security.html advises for such files, as far as Python 3.11 can set it: functions with side
effects and virtual tables can't be called by the file's own views, checks and generated columns; every page's cells are
checked when it is read; the file is not mapped into memory; no value is larger than any that kliping stores. The
"defensive" flag is not set: it guards against SQL of others, and kliping runs none.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

MAX_VALUE = 100 << 20  # bytes of a value or row: an article's text comes from a page of at most 50 MiB
_HARDENING = ("PRAGMA trusted_schema = OFF", "PRAGMA cell_size_check = ON", "PRAGMA mmap_size = 0")


class DamageConnection(sqlite3.Connection):
    """A connection that raises DatabaseError also where SQLite's sentence quotes a schema that is no UTF-8 any more."""

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """Execute a statement as sqlite3 does."""
        try:
            return super().execute(sql, parameters)
        except UnicodeDecodeError as error:  # sqlite3 fails to decode the sentence of the error
            raise sqlite3.DatabaseError("malformed database schema") from error


def open_for_reading(
    path: Path,
    *,
    timeout: float = 5.0,
    immutable: bool = False,
    factory: type[sqlite3.Connection] = DamageConnection,
) -> sqlite3.Connection:
    """Return a hardened connection in autocommit mode that can't write; `timeout` is in seconds.

    `immutable`: without locks and log, for a folder without the right to write. Raises sqlite3.OperationalError where
    the file can't be opened; whether it is a database shows at the first statement.
    """
    address = f"file:{quote(os.fsencode(path.absolute()))}?mode=ro{'&immutable=1' if immutable else ''}"
    connection = sqlite3.connect(address, uri=True, timeout=timeout, isolation_level=None, factory=factory)
    return harden(connection)


def harden(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Return the connection after its settings for a file from elsewhere are made."""
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_VALUE)
    for setting in _HARDENING:
        connection.execute(setting)
    return connection
