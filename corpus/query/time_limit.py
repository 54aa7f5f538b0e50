"""A time limit for SQLite statements (`time_limit`): a search that takes too long ends with a QueryError.

The limit guards against a search that would not end. It never makes an answer smaller: there is a whole answer, or
none. What bounds the work of a search stands in corpus.query.budget.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

from corpus.errors import QueryError
from corpus.messages.search_messages import SEARCH_TOOK_TOO_LONG

SEARCH_SECONDS = 60.0
"""Far more than any search of the measurements takes, so that a busy machine still gives the answer."""

STEPS = 1_000
"""Virtual machine steps of SQLite between two checks of the time. The full-text index is read within few of them."""


@contextmanager
def time_limit(connection: sqlite3.Connection, seconds: float | None) -> Iterator[None]:
    """Limit the time of all statements inside the block together; None means no limit.

    Raises QueryError if the time is over.
    """
    if seconds is None:
        yield
        return
    ends = time.monotonic() + seconds
    connection.set_progress_handler(lambda: time.monotonic() > ends, STEPS)
    try:
        yield
    except sqlite3.OperationalError as error:
        if "interrupted" not in str(error):
            raise
        raise QueryError(SEARCH_TOOK_TOO_LONG(seconds=seconds)) from error
    finally:
        connection.set_progress_handler(None, 0)
