"""A time limit for SQLite statements (`time_limit`): a search that takes too long ends with a QueryError."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from corpus.errors import QueryError

SEARCH_SECONDS = 2.0
STEPS = 1_000
"""Virtual machine steps of SQLite between two checks of the time. The full-text index is read within few of them."""

TOO_LONG = (
    "the search took longer than {seconds:g} s and was ended; use rarer words or fewer years (since:, year:), "
    "sort by newest instead of relevance, or allow more time with --time-limit"
)


class Deadline:
    """The time that the statements of one search may take together, and a shorter limit for a part of them.

    `seconds` None means no limit.
    """

    def __init__(self, seconds: float | None = None) -> None:
        self.seconds = seconds
        self._began = time.monotonic()
        self._part_ends: float | None = None
        self._got: Sequence[int] | None = None

    def left(self, share: float) -> float | None:
        """Return the seconds until this share of the whole time is over, None without a limit."""
        return None if self.seconds is None else self._began + share * self.seconds - time.monotonic()

    @property
    def over(self) -> bool:
        """True if the whole search's time is over."""
        return (left := self.left(1.0)) is not None and left < 0

    @property
    def interrupts(self) -> bool:
        """True if the statement that runs now must be ended."""
        if (
            self._part_ends is not None
            and (self._got is None or len(self._got) > 0)
            and time.monotonic() > self._part_ends
        ):
            return True
        return self.over

    @contextmanager
    def at_most(self, seconds: float | None, got: Sequence[int] | None = None) -> Iterator[None]:
        """End a statement inside the block after so many seconds, without an error. Rows read until then are kept.

        If `got` is given, the statement is not ended before `got` has an element.
        """
        self._part_ends, self._got = None if seconds is None else time.monotonic() + seconds, got
        try:
            yield
        except sqlite3.OperationalError as error:
            if not _interrupted(error) or self.over:
                raise
        finally:
            self._part_ends = None


@contextmanager
def time_limit(connection: sqlite3.Connection, seconds: float | None) -> Iterator[Deadline]:
    """Limit the time of all statements inside the block together; None means no limit.

    Raises QueryError if the time is over.
    """
    deadline = Deadline(seconds)
    connection.set_progress_handler(lambda: deadline.interrupts, STEPS)
    try:
        yield deadline
    except sqlite3.OperationalError as error:
        if not _interrupted(error):
            raise
        raise QueryError(TOO_LONG.format(seconds=seconds or 0.0)) from error
    finally:
        connection.set_progress_handler(None, 0)


def _interrupted(error: sqlite3.OperationalError) -> bool:
    return "interrupted" in str(error)
