"""An SQLite connection that waits while another program writes, says so once, and gives up after a time."""

from __future__ import annotations

import os
import re
import sqlite3
import time
from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from corpus.errors import KlipingError
from corpus.messages.setting_messages import BUSY_NO_NUMBER

BUSY_SECONDS = 120  # how long a writer waits for another one; KLIPING_BUSY changes it
QUIET_SECONDS = 3.0  # a wait this short is not worth a word


def busy_seconds() -> float:
    """Return the seconds to wait for another writer. Raises KlipingError where KLIPING_BUSY is no number."""
    value = os.environ.get("KLIPING_BUSY", "").strip()
    if value and not re.fullmatch(r"\d{1,9}(\.\d+)?|\.\d+", value, re.ASCII):
        raise KlipingError(BUSY_NO_NUMBER(value=value))
    return float(value) if value else BUSY_SECONDS


def log_wait(message: str) -> None:
    """Log a message about a wait."""
    import logging  # only for a wait: it costs every start 2 ms

    logging.getLogger(__name__).warning(message)


class NewerSchemaError(sqlite3.OperationalError):
    """Another, newer program has migrated the corpus since it was opened; nothing was written."""


class WaitingConnection(sqlite3.Connection):
    """A connection that repeats a statement while the file is locked, until the time is over; not in a transaction.

    Inside one nothing waits: a writer's BEGIN IMMEDIATE has the lock already. `waits` counts how often this process
    has stood still for it: meanwhile no answer from outside was read and no timer ran. `announce` gets the sentence
    that says so; the command line puts its own printer there.
    """

    waits: ClassVar[int] = 0
    announce: ClassVar[Callable[[str], None]] = staticmethod(log_wait)
    schema: int | None = None
    """The schema number that this program writes; a transaction begins only while the file has no newer one."""

    _has_warned = False

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """Execute a statement as sqlite3 does, and wait while the file is locked."""
        cursor = self._waiting(lambda: super(WaitingConnection, self).execute(sql, parameters))
        if sql == "BEGIN IMMEDIATE" and self.schema is not None:
            number = int(super().execute("PRAGMA user_version").fetchone()[0])
            if number > self.schema:
                self.rollback()
                raise NewerSchemaError(f"schema {number}, this program knows {self.schema}")
        return cursor

    def executemany(self, sql: str, parameters: Iterable[Any], /) -> sqlite3.Cursor:
        """Execute for all rows as sqlite3 does, in one transaction, and wait while the file is locked."""
        if self.in_transaction:
            return super().executemany(sql, parameters)
        self.execute("BEGIN IMMEDIATE")
        try:
            done = super().executemany(sql, parameters)
        except BaseException:
            self.rollback()
            raise
        super().execute("COMMIT")
        return done

    def _waiting(self, ask: Callable[[], sqlite3.Cursor]) -> sqlite3.Cursor:
        """Return the cursor that `ask` gives; repeat it while another program holds the lock."""
        began = time.monotonic()
        while True:
            try:
                return ask()
            except UnicodeDecodeError as error:  # in SQLite's own sentence, which quotes a damaged schema
                raise sqlite3.DatabaseError("malformed database schema") from error
            except sqlite3.OperationalError as error:
                waited = time.monotonic() - began
                if self.in_transaction or "locked" not in str(error) or waited >= busy_seconds():
                    raise
                WaitingConnection.waits += 1
                self._say()

    def _say(self) -> None:
        """Announce, the first time only, that the program waits for another writer."""
        if not self._has_warned:
            self._has_warned = True
            WaitingConnection.announce(
                f"another program is writing to the corpus; waiting for it, up to {busy_seconds():.0f} s in all, "
                "nothing is lost"
            )
