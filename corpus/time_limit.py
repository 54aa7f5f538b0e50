"""A question that runs away is ended with a sentence, never by waiting."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

from corpus.errors import QueryError

SEARCH_SECONDS = 2.0
STEPS = 20_000  # of SQLite's machine between two looks at the clock, a fraction of a millisecond


@contextmanager
def time_limit(connection: sqlite3.Connection, seconds: float | None) -> Iterator[None]:
    """Within it, every statement together may take so long; None is no limit.

    Raises QueryError where the time is over.
    """
    if seconds is None:
        yield
        return
    end = time.monotonic() + seconds
    connection.set_progress_handler(lambda: time.monotonic() > end, STEPS)
    try:
        yield
    except sqlite3.OperationalError as error:
        if "interrupted" not in str(error):
            raise
        raise QueryError(
            f"the search took longer than {seconds:g} s and was ended; ask for rarer words, fewer years (since:, "
            "year:), newest first instead of relevance, or allow more with --time-limit"
        ) from error
    finally:
        connection.set_progress_handler(None, 0)
